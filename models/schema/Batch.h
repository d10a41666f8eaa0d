#pragma once

#include "models/schema/DocumentValidator.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pb::schema {

/// Documents below a folder for the URIs below a prefix ("http://localhost:1234/" → DIR). Nothing outside of it.
Resolver folderResolver(std::string uriPrefix, std::filesystem::path folder);

/// The same for files that schemas of other languages name.
FileLoader folderLoader(std::filesystem::path folder);

/// "4", "draft-04", "draft7", "2020-12", "draft2020-12", "openapi-3.0" …
std::optional<Dialect> dialectFromText(std::string_view text);

/// `validate --batch`: a JSON line in, a JSON line out (without line feed).
///
///   in   {"schema": …, "instance": …, "language"?: text, "draft"?: text, "formats"?: boolean}
///   out  {"valid": boolean, "errors": [{"instance", "begin", "end", "keyword", "schema", "at", "line", "column", "sentence"}]}
///
/// `instance` and `at` are JSON pointers into the instance and the schema, `schema` is the evaluation path; begin and end
/// are bytes of the instance's text, line and column are in the schema's text. A schema that is no JSON is its text, in the
/// `language` "xsd" or "protobuf" ("protobuf#shop.Order" names the message); "avro" may be JSON or text. Their errors have
/// no `at`, and `schema` is the file that says it: "schema.xsd", "schema.avsc", "schema.proto" are the text itself. A line that cannot be answered gives
/// {"valid": null, "errors": [], "error": sentence}. Compiled schemas are kept while they repeat.
class BatchValidator {
public:
    /// `loader` gives the files that schemas other than JSON Schemas name.
    explicit BatchValidator(Resolver resolver = nullptr, FileLoader loader = nullptr);
    ~BatchValidator();
    std::string answer(std::string_view line);

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace pb::schema
