#pragma once

#include "models/base/Finding.h"
#include "models/contract/HttpTransport.h"
#include "models/document/Document.h"
#include "models/schema/Validator.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pb::contract {

enum class ContractKind { openApi30, openApi31, asyncApi2, asyncApi3 };

/// A place in the contract that says something, as a reader of the file sees it.
struct Clause {
    std::string pointer;     ///< RFC 6901 in the file where it stands, after every $ref
    std::string text;        ///< its own text with its name: `maximum: 999`
    Place place;             ///< file (as the address), line, column, byte
    doc::Value value;        ///< valid as long as the Contract
    std::string file() const { return place.address; }
};

/// What may stand in a body, by media type ("application/json", "text/*").
struct MediaType {
    std::string range;
    doc::Value schema;       ///< may be a $ref; invalid where none is given
    doc::Value definition;
    std::vector<doc::Value> examples;  ///< values, not Example Objects
};

/// A parameter of a request, or a header of a response (then `in` is header).
struct Parameter {
    enum class In { path, query, header, cookie };
    std::string name;
    In in = In::query;
    bool required = false;
    std::string style;       ///< "simple", "form", "label", "matrix", "deepObject" …; defaults filled in
    bool explode = false;
    bool jsonContent = false;  ///< given by `content` with a JSON media type: the text is JSON
    doc::Value schema;
    doc::Value definition;
    std::vector<doc::Value> examples;
};

struct RequestBody {
    bool required = false;
    std::vector<MediaType> content;
    doc::Value definition;
};

struct Response {
    std::string status;      ///< "201", "4XX" or "default"
    std::string description;
    std::vector<Parameter> headers;
    std::vector<MediaType> content;
    doc::Value definition;
};

/// `x-patchbay-idempotency: {in: body, pointer: /orderNumber}` or `{in: header, name: Idempotency-Key}`.
struct IdempotencyKey {
    bool inBody = true;
    std::string name;        ///< JSON pointer in the body, or name of the header
};

/// One security scheme that an operation wants. Alternatives are a list of lists (any of, all of).
struct SecurityNeed {
    std::string scheme;
    std::string type;        ///< "http", "apiKey", "oauth2", "openIdConnect", "mutualTLS"
    std::string httpScheme;  ///< "basic", "bearer" …, lower case
    Parameter::In in = Parameter::In::header;  ///< apiKey
    std::string name;        ///< apiKey
    std::vector<std::string> scopes;
};

struct Operation {
    std::string id;          ///< operationId, or "POST /orders" where there is none
    std::string method;      ///< upper case
    std::string path;        ///< template: "/orders/{orderNumber}"
    std::string summary;
    std::vector<std::string> tags;
    std::vector<Parameter> parameters;  ///< those of the path merged in
    std::optional<RequestBody> body;
    std::vector<Response> responses;
    std::vector<std::vector<SecurityNeed>> security;
    std::optional<IdempotencyKey> idempotency;
    bool deprecated = false;
    doc::Value definition;   ///< the Operation Object

    std::string label() const { return method + " " + path; }
    const Parameter* parameter(std::string_view name, Parameter::In in) const;
    /// By exact status, then range, then default; null = not documented.
    const Response* responseFor(int status) const;
};

/// AsyncAPI: what flows through a channel.
struct MessageSchema {
    std::string name;
    std::string contentType;
    doc::Value payload;      ///< schema
    doc::Value headers;      ///< schema
    doc::Value definition;
};
struct ContractChannel {
    std::string name;
    std::string address;     ///< topic or queue, "orders"; parameters as in the file
    std::vector<MessageSchema> messages;
    doc::Value definition;
};

/// An operation that a concrete URL leads to.
struct OperationMatch {
    const Operation* operation = nullptr;
    std::vector<std::pair<std::string, std::string>> pathParameters;  ///< decoded
    std::vector<std::string> otherMethods;  ///< the path is known but not with this method; operation is null
};

struct ContractOptions {
    std::string file;              ///< name for places and messages; workspace-relative where there is a workspace
    schema::Resolver resolver;     ///< for $ref into other documents, by URI relative to `file`; none = refused
    int maxOperations = 50'000;
};

/// A contract: OpenAPI 3.0 and 3.1 (spec.openapis.org/oas/v3.0.4, v3.1.1), and of AsyncAPI 2 and 3 the channels and
/// message schemas. Read once, immutable, thread-safe; every value knows its place in the file. Schemas are compiled on
/// first use and kept.
class Contract {
public:
    /// YAML or JSON. Errors: not readable as either, no `openapi`/`asyncapi` member, version not supported. What is
    /// wrong inside (a $ref that leads nowhere, a path parameter that is not declared) is a finding, not an error.
    static Result<std::shared_ptr<const Contract>> read(std::string bytes, const ContractOptions& options = {});
    /// The file, and on the way the files beside or below it that its $refs name.
    static Result<std::shared_ptr<const Contract>> load(const std::filesystem::path& file, const std::string& name = {});
    ~Contract();

    ContractKind kind() const;
    const std::string& file() const;
    const std::string& title() const;
    const std::string& version() const;
    const std::vector<std::string>& servers() const;  ///< URLs with variables' defaults filled in
    const std::vector<Operation>& operations() const; ///< in the order of the file
    const std::vector<ContractChannel>& channels() const;
    const std::vector<Finding>& findings() const;
    const doc::DocumentPtr& document() const;

    const Operation* operation(std::string_view idOrLabel) const;  ///< "createOrder" or "POST /orders"
    const ContractChannel* channel(std::string_view nameOrAddress) const;

    /// By path (after a server's base path, if it has one) and method; an empty method takes the first operation of the
    /// path that has a body, else the first. Cost depends on the segments of the path, not on the number of operations.
    OperationMatch match(std::string_view method, std::string_view urlOrTarget) const;

    doc::Value resolve(doc::Value value) const;       ///< follows $ref; invalid where it leads nowhere or in a circle
    Clause clauseOf(doc::Value value) const;
    Clause clauseFor(const schema::Violation& violation) const;
    /// Compiled on first use; the error says what is wrong with the schema.
    Result<const schema::Validator*> validator(doc::Value schema) const;

private:
    struct Impl;
    explicit Contract(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

using ContractPtr = std::shared_ptr<const Contract>;

/// The operation a message was sent to, among several contracts: those with a server of the same origin first.
struct ContractMatch {
    ContractPtr contract;
    OperationMatch match;
};
ContractMatch findOperation(const std::vector<ContractPtr>& contracts, std::string_view method,
                            std::string_view endpoint);

}  // namespace pb::contract
