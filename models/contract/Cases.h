#pragma once

#include "models/contract/Contract.h"

#include <cstdint>
#include <string>
#include <vector>

namespace pb::contract {

enum class CaseKind { example, positive, negative };

/// One request, and what answer the contract lets expect.
struct Case {
    std::string id;           ///< stable for contract and seed: "createOrder/negative/lines.0.qty/minimum"
    CaseKind kind = CaseKind::positive;
    std::size_t operation = 0;  ///< index in Contract::operations()
    QString title;            ///< "lines.0.qty is one below its minimum"
    std::string part;         ///< what was varied: "body", "query limit" …
    std::string keyword;      ///< the rule that is probed: "minimum"
    Clause clause;            ///< where the contract says it
    HttpRequest request;      ///< url absolute: base URL + path
};

struct CaseOptions {
    std::string baseUrl;      ///< empty = first server of the contract
    std::uint64_t seed = 1;
    std::size_t maxPerOperation = 120;
    bool examples = true, positive = true, negative = true;
    std::vector<std::string> operations;  ///< ids; empty = all
};

struct CaseSet {
    std::vector<Case> cases;  ///< in the order of the operations; same contract + options = same bytes
    std::vector<Finding> findings;  ///< operations for which no request can be made, and why
    std::uint64_t seed = 0;         ///< that made them
};

/// Examples of the contract, generated requests that keep it (boundaries, enums, optional present and absent, formats)
/// and requests that break exactly one rule. Every generated body is judged by the validator before it is used: a
/// "positive" that does not validate, or a "negative" that does, is dropped.
Result<CaseSet> makeCases(const Contract& contract, const CaseOptions& options);

/// An answer body that the schema accepts: an example, else generated; empty where nothing fits.
std::string sampleBody(const Contract& contract, const MediaType& media, std::uint64_t seed = 1);

}  // namespace pb::contract
