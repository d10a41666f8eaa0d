#pragma once

#include "models/contract/Contract.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace pb::connectors::http {

/// Ways to break the contract on purpose, for tests of testers.
enum class Fault {
    wrongType,           ///< a member of an answer has another type
    undocumentedStatus,  ///< 418 where 200 or 201 is due
    boundaryCrash,       ///< 500 when a number stands exactly on its minimum or maximum
    missingHeader,       ///< a required response header is left out
    wrongContentType,    ///< text/html around the right bytes
    acceptsInvalid,      ///< a body that breaks the contract is taken
    extraMember,         ///< a member that the schema forbids
    badFormat,           ///< a date-time that is none
    outsideEnum,
    forgetsKey,          ///< the idempotency key is ignored: a repeat makes a second one
};

struct ContractServerOptions {
    contract::ContractPtr contract;
    std::uint16_t port = 0;              ///< 0 = any free one
    std::filesystem::path stateFile;     ///< JSON lines, one a thing created; empty = memory only
    std::vector<Fault> faults;
    int answerDelayMs = 0;
    std::uint64_t seed = 1;
};

struct ServerCounts {
    std::int64_t requests = 0, created = 0, repeated = 0, conflicts = 0, refused = 0;
};

/// A small HTTP/1.1 server on 127.0.0.1 that is true to a contract: what breaks the contract is refused with
/// application/problem+json (RFC 9457) that names instance pointer, schema pointer, keyword and message; what keeps it
/// is answered by example or generated body. What a POST created is kept: GET …/{id} gives it back, a GET of the
/// collection lists and counts it; with `x-patchbay-idempotency` a repeat gives the first result, another body 409.
class ContractServer {
public:
    /// Listens when this returns. Errors: the port is taken, the state file cannot be read or written.
    static Result<std::unique_ptr<ContractServer>> start(ContractServerOptions options);
    ~ContractServer();

    std::uint16_t port() const;
    std::string url() const;        ///< "http://127.0.0.1:PORT"
    ServerCounts counts() const;    ///< thread-safe
    void stop();

private:
    struct Impl;
    explicit ContractServer(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace pb::connectors::http
