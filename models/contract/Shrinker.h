#pragma once

#include "models/contract/Cases.h"
#include "models/contract/Check.h"

#include <functional>
#include <optional>

namespace pb::contract {

/// Sends a request and says whether it fails the same way. An error ends the search.
using FailsAlike = std::function<Result<bool>(const HttpRequest&)>;

struct Shrunk {
    std::optional<HttpRequest> request;  ///< nothing where the first is the smallest
    int tried = 0;
};

/// Makes the JSON body smaller step by step (members and elements left out, texts and numbers simpler) as long as it
/// fails alike. What breaks the contract in a positive case, or keeps it in a negative one, is not tried.
Shrunk shrink(const Contract& contract, const Case& test, int maxRequests, const FailsAlike& failsAlike);

}  // namespace pb::contract
