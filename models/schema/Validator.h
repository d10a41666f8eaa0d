#pragma once

#include "models/base/Result.h"
#include "models/document/Document.h"

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace pb::schema {

enum class Dialect { automatic, draft3, draft4, draft6, draft7, draft2019, draft2020, openApi30, openApi31 };

/// Gives the document behind an absolute URI (without fragment). Never the network by itself: the caller decides.
using Resolver = std::function<Result<doc::DocumentPtr>(std::string_view uri)>;

struct CompileOptions {
    Dialect dialect = Dialect::automatic;  ///< automatic: by $schema, else 2020-12
    std::string baseUri;                   ///< of the schema document
    bool assertFormats = false;            ///< otherwise only where a meta-schema's vocabulary asks for it
    bool assertContent = true;             ///< contentEncoding and contentMediaType in draft 7 (§8)
    Resolver resolver;
};

/// One thing that is wrong with an instance.
struct Violation {
    doc::Value instance;             ///< where in the message (pointer and byte range by the Value)
    std::string missingName;         ///< `required` and the like: the name that is not there; propertyNames: the bad one
    doc::Value schema;               ///< the keyword's value in the schema document: pointer, line and column
    std::string schemaPointer;       ///< evaluation path from the root schema, with $ref
    std::string keyword;             ///< "" for a limit of ours
    std::vector<std::uint32_t> positions;  ///< uniqueItems: the equal elements; oneOf: the branches that match
    std::vector<Violation> branches; ///< anyOf, oneOf: the errors of the nearest branch
    QString limit;                   ///< a limit that ended the check: which one; otherwise empty

    QString sentence() const;        ///< "`lines[3].qty` is "12", text; a whole number ≥ 1 is required."
};

/// What a schema says about a value that it accepts: `title`, `default`, `readOnly`, `format`, unknown keywords …
struct Annotation {
    doc::Value instance;
    std::string keyword;
    doc::Value value;            ///< in the schema document
    std::string schemaPointer;   ///< evaluation path of the keyword
    std::string schemaLocation;  ///< URI of the schema object that said it: base URI + "#" + pointer
};

/// The standard output formats of 2019-09/2020-12 core §12 (flag, basic, detailed) and of the drafts after them.
enum class OutputFormat { flag, basic, detailed, list, hierarchical };

/// A compiled schema: immutable, thread-safe. Keeps its documents alive.
class Validator {
public:
    /// `root` is a schema; it may lie anywhere in its document (OpenAPI), `$ref`s are resolved against the document. Once a
    /// megabyte of schemas is compiled, what they refer to is compiled when an instance reaches it, from any thread; a
    /// reference that leads nowhere is a violation then, not an error. `options.resolver` must live as long as the Validator.
    static Result<Validator> compile(doc::DocumentPtr document, doc::Value root, const CompileOptions& options = {});

    bool isValid(doc::Value instance) const;  ///< the fast verdict; false when a limit was hit
    /// In the order of the instance. Empty exactly when isValid().
    std::vector<Violation> violations(doc::Value instance, std::size_t limit = 100) const;
    /// Of a valid instance; empty for one that is not. What passes through a failed subschema or a `not` is dropped.
    std::vector<Annotation> annotations(doc::Value instance) const;
    std::string output(doc::Value instance, OutputFormat format) const;  ///< JSON

    /// What was ignored of the schemas that were compiled at once, and why (malformed keywords, patterns that no engine can
    /// read).
    const std::vector<Finding>& findings() const;

private:
    friend class Checker;
    struct Impl;
    explicit Validator(std::shared_ptr<const Impl> impl) : impl_(std::move(impl)) {}
    std::shared_ptr<const Impl> impl_;
};

/// Judges many documents, one after another, as the Validator does. What was learned of their names and of their shape stays
/// while they share them (see doc::JsonReader). One a thread.
class Checker {
public:
    explicit Checker(Validator validator);
    ~Checker();
    bool isValid(doc::Value instance);
    std::vector<Violation> violations(doc::Value instance, std::size_t limit = 100);

private:
    struct Memory;
    Validator validator_;
    std::unique_ptr<Memory> memory_;
};

}  // namespace pb::schema
