#include "ui/test/ContractWork.h"

#include "models/base/Files.h"
#include "models/base/Text.h"
#include "models/document/Json.h"
#include "models/workspace/Workspace.h"

namespace pb::ui {

namespace {

/// The base URL of the first HTTP connection of the environment whose origin the contract's servers name; else of the
/// first HTTP connection at all.
std::string connectionUrl(const workspace::Environment& environment, const contract::Contract& contract) {
    std::string first;
    for (const auto& settings : environment.connections) {
        const auto document = doc::readJson(settings.json);
        const std::string url(document ? (*document)->root().find("baseUrl").text() : std::string_view());
        for (const std::string& server : contract.servers()) {
            if (!url.empty() && url == server) return url;
        }
        if (first.empty()) first = url;
    }
    return first;
}

void placeInEnvironment(ContractEntry& entry, const workspace::Environment& environment) {
    for (const workspace::ServedContract& served : environment.serves) {
        if (served.contract == entry.path) {
            entry.baseUrl = "http://" + served.address;
            entry.isServed = true;
            return;
        }
    }
    entry.baseUrl = connectionUrl(environment, *entry.contract);
    if (entry.baseUrl.empty() && !entry.contract->servers().empty()) entry.baseUrl = entry.contract->servers().front();
}

}  // namespace

Result<std::vector<ContractEntry>> loadContracts(const WorkPlace& place) {
    PB_TRY(workspace, workspace::Workspace::open(place.folder));
    const auto environment = environmentOf(place);
    std::vector<ContractEntry> entries;
    for (const auto& object : workspace.objects(AddressKind::contract)) {
        ContractEntry entry;
        entry.name = object.address.name;
        entry.path = object.path;
        auto contract = contract::Contract::load(place.folder / pathFromUtf8(object.path), object.path);
        if (contract) {
            entry.contract = std::move(*contract);
            if (environment) placeInEnvironment(entry, *environment);
        } else {
            entry.problem = contract.error();
        }
        entries.push_back(std::move(entry));
    }
    return entries;
}

Result<RunPtr> runContract(const WorkPlace& place, const contract::ContractPtr& contract, const ContractRunOptions& options,
                           StopToken stop, Progress& progress) {
    if (!place.http) return fail(ErrorCode::unavailable, say("There is no HTTP client in this window."));
    contract::CaseOptions caseOptions;
    caseOptions.baseUrl = options.baseUrl;
    caseOptions.seed = options.seed;
    PB_TRY(cases, contract::makeCases(*contract, caseOptions));
    PB_TRY(result, contract::runCases(*contract, std::move(cases), *place.http, {}, progress, stop));
    return std::make_shared<const contract::RunResult>(std::move(result));
}

}  // namespace pb::ui
