#pragma once

#include "models/schema/TreeImport.h"

#include <memory>
#include <string>
#include <string_view>

namespace pb::schema {

bool isYaml(std::string_view path);
/// JSON, or YAML by the suffix of `path`.
Result<doc::DocumentPtr> readJsonOrYaml(std::string text, std::string_view path);

/// The JSON and YAML documents that a schema refers to, found by their files. A URI below the folder that the schema's own
/// `$id` names is a file below the schema's folder. Shared by its resolvers, which any thread may call.
class SchemaFiles {
public:
    /// `path` is the file of the schema, `document` what stands in it. `other` is asked for what has a scheme ("http://…")
    /// first, where there is one.
    SchemaFiles(const std::string& path, const doc::Document& document, FileLoader loader, Resolver other = nullptr);

    Resolver resolver() const;
    /// The file of a document that the schema was led to, or its URI where `other` gave it; empty for its own and unknown ones.
    std::string pathOf(const doc::Document& document) const;

private:
    struct State;
    std::shared_ptr<State> state_;
};

}  // namespace pb::schema
