#pragma once

#include "models/contract/Contract.h"
#include "models/contract/References.h"

#include <string>
#include <vector>

namespace pb::contract {

/// What a reader takes out of the document.
struct ContractParts {
    std::vector<Operation> operations;
    std::vector<ContractChannel> channels;
    std::vector<std::string> servers;
};

void readOpenApi(const References& references, int maxOperations, ContractParts& parts, std::vector<Finding>& findings);
void readAsyncApi(const References& references, ContractKind kind, ContractParts& parts);

}  // namespace pb::contract
