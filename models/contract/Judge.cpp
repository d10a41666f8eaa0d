#include "models/base/Text.h"
#include "models/contract/Runner.h"

#include <algorithm>
#include <array>

namespace pb::contract {

namespace {

Breach breachOf(const Case& test, const char* rule, const QString& sentence) {
    Breach breach;
    breach.rule = rule;
    breach.sentence = sentence;
    breach.part = "status";
    breach.keyword = test.keyword;
    breach.clause = test.clause;
    return breach;
}

/// Statuses that say "what was sent is wrong in itself"; 404 or 409 can be right for a good request.
bool refusesTheForm(int status) {
    static constexpr std::array<int, 5> statuses{400, 406, 413, 415, 422};
    return std::find(statuses.begin(), statuses.end(), status) != statuses.end();
}

}  // namespace

std::vector<Breach> judgeAnswer(const Contract& contract, const Case& test, const HttpResponse& response) {
    const Operation& operation = contract.operations()[test.operation];
    std::vector<Breach> breaches;
    if (response.status >= 500) {
        breaches.push_back(breachOf(test, "contract.answer.serverError",
                                    say("%1 fails with status %2. %3.").arg(qs(operation.label())).arg(response.status).arg(test.title)));
    } else if (test.kind == CaseKind::negative && response.status < 300) {
        breaches.push_back(breachOf(test, "contract.answer.accepted",
                                    say("%1 takes what breaks the contract, with status %2. %3.").arg(qs(operation.label())).arg(response.status).arg(test.title)));
    } else if (test.kind != CaseKind::negative && refusesTheForm(response.status)) {
        breaches.push_back(breachOf(test, "contract.answer.refused",
                                    say("%1 refuses what keeps the contract, with status %2. %3.").arg(qs(operation.label())).arg(response.status).arg(test.title)));
    }
    auto more = checkResponse(contract, operation, response);
    std::move(more.begin(), more.end(), std::back_inserter(breaches));
    return breaches;
}

}  // namespace pb::contract
