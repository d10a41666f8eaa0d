#pragma once

#include "models/schema/TreeImport.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pb::schema {

/// One thing that is wrong with a document, whatever the language of its schema.
struct Fault {
    std::string instance;      ///< JSON pointer into the document
    doc::ByteRange range;      ///< in the document's bytes
    Place place;               ///< the same as line and column, without address
    std::string keyword;       ///< JSON Schema: its keyword; XSD: the facet or rule; Avro, Protobuf: a rule of doc::Misfit or doc::Misreading
    std::string schema;        ///< JSON Schema: the evaluation path; else the file of the schema
    std::optional<std::string> at;  ///< JSON Schema: pointer to the keyword in its document; Avro: to the field; Protobuf: its name
    Place schemaPlace;         ///< JSON Schema: without address where the keyword stands in the schema's own file
    QString sentence;
};

/// [{"instance", "begin", "end", "keyword", "schema", "at"?, "file"?, "line"?, "column"?, "sentence"}]: line and column are
/// in the schema's text, or in that of the `file` that it refers to.
std::string faultsJson(const std::vector<Fault>& faults);

/// Judges many documents, one after another, as the DocumentValidator does that it comes from, and keeps what helps with the
/// next one. One a thread; its validator must outlive it.
class DocumentJudge {
public:
    virtual ~DocumentJudge() = default;
    virtual std::vector<Fault> faults(doc::Value root) = 0;
};

/// A compiled schema of any language that documents can be checked against. Immutable, thread-safe.
class DocumentValidator {
public:
    virtual ~DocumentValidator() = default;
    /// In the order of the document; at most 100.
    virtual std::vector<Fault> faults(doc::Value root) const = 0;
    virtual std::unique_ptr<DocumentJudge> judge() const;

    /// Whether documents of this format are in the schema's own encoding.
    virtual bool isEncoding(doc::Format) const { return false; }
    /// What is wrong with the bytes of such a document: they cannot be read by the schema.
    virtual std::vector<Fault> encodingFaults(std::string_view) const { return {}; }
};
using DocumentValidatorPtr = std::shared_ptr<const DocumentValidator>;

/// "json-schema", "xsd", "avro" or "protobuf": what `language` says, else what path and content do.
std::string_view validationLanguage(std::string_view language, const std::string& path, std::string_view text);

/// `path` may have "#/pointer" or "#message" behind it for a part. `text` is the file's; what it names is given by `loader`,
/// and by `options.resolver` for JSON Schema. Options are JSON Schema's. Errors: a schema that cannot be used.
Result<DocumentValidatorPtr> makeValidator(std::string text, const std::string& path, std::string_view language,
                                           const CompileOptions& options, const FileLoader& loader);

}  // namespace pb::schema
