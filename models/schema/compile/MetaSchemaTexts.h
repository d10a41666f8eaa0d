#pragma once

#include <span>
#include <string_view>

namespace pb::schema {

struct MetaSchemaText {
    std::string_view uri;  ///< without fragment
    std::string_view text;
};

std::span<const MetaSchemaText> metaSchemaTexts();

}  // namespace pb::schema
