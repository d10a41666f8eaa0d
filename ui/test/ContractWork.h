#pragma once

#include "models/contract/Runner.h"
#include "ui/shell/WorkPlace.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace pb::ui {

/// One contract of the workspace with where it can be tested.
struct ContractEntry {
    std::string name;             ///< "erp", as in its address
    std::string path;             ///< workspace-relative
    contract::ContractPtr contract;   ///< null when the file cannot be read
    Error problem;                ///< why not
    std::string baseUrl;          ///< of the environment, else the contract's first server
    bool isServed = false;        ///< Patchbay plays this system in the environment
};

/// Every contract of the workspace; broken files are entries with their problem.
Result<std::vector<ContractEntry>> loadContracts(const WorkPlace& place);

struct ContractRunOptions {
    std::string baseUrl;
    std::uint64_t seed = 1;
};
using RunPtr = std::shared_ptr<const contract::RunResult>;
Result<RunPtr> runContract(const WorkPlace& place, const contract::ContractPtr& contract, const ContractRunOptions& options,
                           StopToken stop, Progress& progress);

}  // namespace pb::ui
