#pragma once

#include "models/document/Document.h"

#include <string>
#include <string_view>

namespace pb::test {

/// The document of a text that is JSON.
doc::DocumentPtr parsedJson(std::string_view json);

/// Reader and scanner judge the text alike; its tree is whole, or the error says where and what to do.
void checkJson(const std::string& bytes);

}  // namespace pb::test
