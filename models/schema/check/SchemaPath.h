#pragma once

#include "models/document/Document.h"
#include "models/schema/check/Program.h"

#include <string>
#include <string_view>

namespace pb::schema {

/// The way from the root schema, as a chain on the stack.
struct SchemaPath {
    const SchemaPath* outer = nullptr;
    std::string_view keyword, token;
    std::uint32_t index = none;

    SchemaPath into(doc::Value keywordValue) const { return {this, keywordValue.name(), {}, none}; }
    SchemaPath into(doc::Value keywordValue, std::uint32_t position) const { return {this, keywordValue.name(), {}, position}; }
    SchemaPath into(std::string_view inner, std::uint32_t position) const { return {this, inner, {}, position}; }
    SchemaPath into(std::string_view inner, doc::Value member) const { return {this, inner, member.name(), none}; }
    std::string pointer() const;
};

/// RFC 6901 §3.
void appendToken(std::string_view token, std::string& out);

}  // namespace pb::schema
