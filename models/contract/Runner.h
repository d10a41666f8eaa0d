#pragma once

#include "models/base/Clock.h"
#include "models/base/Progress.h"
#include "models/contract/Cases.h"
#include "models/contract/Check.h"

#include <string>
#include <vector>

namespace pb::contract {

enum class Verdict { passed, failed, unreachable, notRun };

struct CaseResult {
    std::size_t test = 0;          ///< index in RunResult::cases
    Verdict verdict = Verdict::notRun;
    std::vector<Breach> breaches;  ///< why it failed; the first is the telling one
    HttpResponse response;
    std::optional<Error> error;    ///< unreachable
    std::optional<HttpRequest> smallest;  ///< the smallest request that fails the same way, where one was sought
    int shrinkRequests = 0;
};

/// One cell of operation × status.
struct CoverageCell {
    std::size_t operation = 0;
    std::string status;            ///< as documented ("201", "4XX", "default"), or the number seen
    bool documented = false;
    int seen = 0, passed = 0;
};

struct RunResult {
    std::vector<Case> cases;
    std::vector<CaseResult> results;      ///< one a case, in the order of the cases
    std::vector<CoverageCell> coverage;   ///< by operation, then status
    Millis started = 0, finished = 0;
    std::uint64_t seed = 0;
    bool cancelled = false;

    int count(Verdict verdict) const;
    bool isClean() const;                 ///< ran to the end and nothing failed
};

struct RunOptions {
    int concurrency = 4;                  ///< requests under way at once, 1–64
    HttpLimits limits;
    TokenSource* tokens = nullptr;        ///< authorizes each request; one retry after a 401
    bool shrink = true;
    int maxShrinkRequests = 60;           ///< a failing case
    int maxShrunkCases = 20;              ///< a run: after that failures are reported as they are
    const Clock* clock = nullptr;         ///< null = system
};

/// Sends the cases and judges each answer. A server that is not there at all ends the run after the first cases
/// (ErrorCode::unreachable); being cancelled gives the results so far with `cancelled`.
Result<RunResult> runCases(const Contract& contract, CaseSet cases, HttpTransport& transport, const RunOptions& options,
                           Progress& progress, StopToken stop);

/// What a single answer is worth: the rules of the runner without the sending.
std::vector<Breach> judgeAnswer(const Contract& contract, const Case& test, const HttpResponse& response);

/// As JSON Lines, one a case: what `patchbay-cli --json` prints.
std::string resultRows(const Contract& contract, const RunResult& result);

}  // namespace pb::contract
