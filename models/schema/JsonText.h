#pragma once

#include "models/document/Json.h"

#include <string>
#include <string_view>

namespace pb::schema {

/// A text as JSON, in quotes.
inline std::string jsonText(std::string_view utf8) {
    std::string out;
    doc::writeJsonString(utf8, out);
    return out;
}

}  // namespace pb::schema
