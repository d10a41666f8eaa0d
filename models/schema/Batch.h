#pragma once

#include "models/schema/Validator.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pb::schema {

/// Documents below a folder for the URIs below a prefix ("http://localhost:1234/" → DIR). Nothing outside of it.
Resolver folderResolver(std::string uriPrefix, std::filesystem::path folder);

/// "4", "draft-04", "draft7", "2020-12", "draft2020-12", "openapi-3.0" …
std::optional<Dialect> dialectFromText(std::string_view text);

/// `validate --batch`: a JSON line in, a JSON line out (without line feed).
///
///   in   {"schema": …, "instance": …, "draft"?: text, "formats"?: boolean}
///   out  {"valid": boolean, "errors": [{"instance", "begin", "end", "keyword", "schema", "at", "line", "column", "sentence"}]}
///
/// `instance` and `at` are JSON pointers into the instance and the schema, `schema` is the evaluation path; begin and end
/// are bytes of the instance's text, line and column are in the schema's text. A line that cannot be answered gives
/// {"valid": null, "errors": [], "error": sentence}. Compiled schemas are kept while they repeat.
class BatchValidator {
public:
    explicit BatchValidator(Resolver resolver = nullptr);
    ~BatchValidator();
    std::string answer(std::string_view line);

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

/// Violations as a JSON array of objects, as in `errors` above.
std::string violationsJson(const std::vector<Violation>& violations);

}  // namespace pb::schema
