#pragma once

#include "models/schema/TreeImport.h"

#include <string>
#include <string_view>

namespace pb::schema {

/// A schema that stands in a JSON or YAML document, and its language: "json-schema", "avro" or "protobuf".
struct SchemaPart {
    doc::Value schema;
    std::string_view language = "json-schema";

    std::string text() const;  ///< of a schema in another language: the text that holds it, or its JSON
};

/// The schema at a pointer; "" is the document. On the way `$ref`s of the document are followed. A message of AsyncAPI stands
/// for its payload; its `schemaFormat`, or that of a Multi Format Schema Object, says the language. Errors: nothing is there;
/// an OpenAPI or AsyncAPI document as a whole is no schema.
Result<SchemaPart> schemaAt(const doc::Document& document, const std::string& path, const std::string& part);

}  // namespace pb::schema
