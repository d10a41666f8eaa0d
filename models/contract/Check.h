#pragma once

#include "models/contract/Contract.h"

#include <string>
#include <string_view>
#include <vector>

namespace pb::contract {

/// One thing in a message that breaks the contract, and the clause that it breaks. Holds no pointer into the message.
struct Breach {
    Severity severity = Severity::error;
    std::string rule;             ///< stable: "contract.request.schema", "contract.response.status" …
    QString sentence;
    std::string part;             ///< "body", "status", "query limit", "header Location", "path orderNumber"
    std::string instancePointer;  ///< in the body; for a missing member: of the object it is missing in
    doc::ByteRange instanceRange; ///< in the body's bytes; empty where the body is not concerned
    std::string missingName;      ///< `required` and the like
    std::string keyword;          ///< "maximum", "required" …; empty where no schema is concerned
    std::string schemaPointer;    ///< evaluation path with $ref
    Clause clause;

    Finding finding() const;      ///< placed at the clause
};

struct CheckLimits {
    std::size_t breaches = 100;
};

/// Body only, as a dead letter has it: content type by what the operation takes.
std::vector<Breach> checkRequestBody(const Contract& contract, const Operation& operation, std::string_view body,
                                     std::string_view contentType = {}, const CheckLimits& limits = {});
/// Parameters, content type, body. The match comes from Contract::match of the same request.
std::vector<Breach> checkRequest(const Contract& contract, const OperationMatch& match, const HttpRequest& request,
                                 const CheckLimits& limits = {});
/// Status documented, content type, headers, body.
std::vector<Breach> checkResponse(const Contract& contract, const Operation& operation, const HttpResponse& response,
                                  const CheckLimits& limits = {});
/// A message of an AsyncAPI channel: the nearest of its message schemas judges.
std::vector<Breach> checkMessage(const Contract& contract, const ContractChannel& channel, std::string_view body,
                                 const CheckLimits& limits = {});

/// "application/json; charset=utf-8" against "application/json", "application/*+json", "*/*" …
bool mediaTypeFits(std::string_view contentType, std::string_view range);
bool isJsonMediaType(std::string_view contentType);  ///< application/json, text/json and …+json (RFC 6839 §3.1)

}  // namespace pb::contract
