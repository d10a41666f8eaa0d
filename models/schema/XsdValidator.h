#pragma once

#include "models/schema/TreeImport.h"

#include <memory>
#include <string>
#include <vector>

namespace pb::schema {

/// One thing that is wrong with an instance; the twin of Violation for XSD.
struct XsdViolation {
    doc::Value instance;  ///< element or attribute in the message (pointer and byte range by the Value)
    Place schemaPlace;    ///< the declaration of that field; of its nearest parent where it has none
    std::string keyword;  ///< the facet ("pattern", "maxLength" …), "type", "content", "attribute", "key" …
    QString sentence;     ///< "`Order.lines[2].qty`: The value 'x' is not accepted by the pattern '\d+'."
};

/// A compiled XSD 1.0 schema (libxml2's). Immutable, thread-safe. Neither the schema nor a message ever loads anything
/// but what `loader` gives: no network, no external entities.
class XsdValidator {
public:
    /// Errors: the text is no XML or no schema, or libxml2 refuses it; the sentence says where. Patterns are matched by our
    /// engine, not by libxml2.
    static Result<XsdValidator> compile(std::string bytes, const std::string& path, const FileLoader& loader = {});

    bool isValid(doc::Value instance) const;
    /// In the order of the message. `instance` is the root of a document, XML or what writeXml can write.
    std::vector<XsdViolation> violations(doc::Value instance, std::size_t limit = 100) const;

    const Tree& tree() const;  ///< the fields of the schema

private:
    struct Impl;
    explicit XsdValidator(std::shared_ptr<const Impl> impl) : impl_(std::move(impl)) {}
    std::shared_ptr<const Impl> impl_;
};

}  // namespace pb::schema
