#include "models/contract/Runner.h"

#include "models/base/Text.h"
#include "models/contract/Shrinker.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>

namespace pb::contract {

namespace {

constexpr int maxWorkers = 64;
constexpr int givesUpAfter = 3;  ///< unreachable answers before any other

bool failsLike(const std::vector<Breach>& first, const std::vector<Breach>& other) {
    return !first.empty() && !other.empty() && first.front().rule == other.front().rule &&
           first.front().keyword == other.front().keyword && first.front().schemaPointer == other.front().schemaPointer;
}

class Run {
public:
    Run(const Contract& contract, CaseSet& cases, HttpTransport& transport, const RunOptions& options, Progress& progress, StopToken stop)
        : contract_(contract), cases_(cases.cases), transport_(transport), options_(options), progress_(progress), stop_(std::move(stop)),
          results_(cases_.size()) {}

    void work() {
        for (std::size_t i = next_++; i < cases_.size() && !stop_.stop_requested() && !gaveUp_; i = next_++) {
            results_[i] = one(i);
            note(results_[i]);
            progress_.report(++done_, static_cast<std::int64_t>(cases_.size()));
        }
    }

    bool gaveUp() const { return gaveUp_; }
    Error reason() const { return reason_; }
    std::vector<CaseResult> take() { return std::move(results_); }

private:
    CaseResult one(std::size_t index) {
        const Case& test = cases_[index];
        CaseResult result;
        result.test = index;
        auto response = send(test.request);
        if (!response) {
            const bool cancelled = response.error().code == ErrorCode::cancelled;
            result.verdict = cancelled ? Verdict::notRun : Verdict::unreachable;
            result.error = std::move(response).error();
            return result;
        }
        result.response = std::move(*response);
        result.breaches = judgeAnswer(contract_, test, result.response);
        result.verdict = result.breaches.empty() ? Verdict::passed : Verdict::failed;
        if (!result.breaches.empty() && options_.shrink && shrunkCases_++ < options_.maxShrunkCases) {
            findSmallest(test, result);
        }
        return result;
    }

    void findSmallest(const Case& test, CaseResult& result) {
        const Shrunk shrunk = shrink(contract_, test, options_.maxShrinkRequests, [&](const HttpRequest& request) -> Result<bool> {
            PB_TRY(response, send(request));
            return failsLike(result.breaches, judgeAnswer(contract_, test, response));
        });
        result.smallest = shrunk.request;
        result.shrinkRequests = shrunk.tried;
    }

    Result<HttpResponse> send(HttpRequest request) {
        request.limits = options_.limits;
        if (!options_.tokens) {
            return transport_.send(request, stop_);
        }
        HttpRequest authorized = request;
        PB_CHECK(options_.tokens->authorize(authorized, stop_));
        PB_TRY(response, transport_.send(authorized, stop_));
        if (response.status != 401) {
            return response;
        }
        PB_TRY(again, options_.tokens->renew(response, stop_));
        if (!again) {
            return response;
        }
        PB_CHECK(options_.tokens->authorize(request, stop_));
        return transport_.send(request, stop_);
    }

    /// A server that is not there answers nothing at all: then the rest is not worth the time-outs.
    void note(const CaseResult& result) {
        const std::lock_guard lock(mutex_);
        answered_ = answered_ || !result.error;
        if (result.error && result.error->code == ErrorCode::unreachable && !answered_ && ++missed_ >= givesUpAfter) {
            reason_ = *result.error;
            gaveUp_ = true;
        }
    }

    const Contract& contract_;
    const std::vector<Case>& cases_;
    HttpTransport& transport_;
    const RunOptions& options_;
    Progress& progress_;
    StopToken stop_;
    std::vector<CaseResult> results_;
    std::atomic<std::size_t> next_{0};
    std::atomic<std::int64_t> done_{0};
    std::atomic<int> shrunkCases_{0};
    std::atomic<bool> gaveUp_{false};
    std::mutex mutex_;
    bool answered_ = false;
    int missed_ = 0;
    Error reason_;
};

CoverageCell& cellFor(std::vector<CoverageCell>& cells, std::size_t operation, const std::string& status) {
    const auto found = std::find_if(cells.begin(), cells.end(), [&](const CoverageCell& cell) { return cell.operation == operation && cell.status == status; });
    if (found != cells.end()) {
        return *found;
    }
    cells.push_back({operation, status, false, 0, 0});
    return cells.back();
}

std::vector<CoverageCell> coverageOf(const Contract& contract, const std::vector<Case>& cases, const std::vector<CaseResult>& results) {
    std::vector<CoverageCell> cells;
    for (std::size_t i = 0; i < contract.operations().size(); ++i) {
        for (const auto& response : contract.operations()[i].responses) {
            cellFor(cells, i, response.status).documented = true;
        }
    }
    for (const auto& result : results) {
        if (result.verdict != Verdict::passed && result.verdict != Verdict::failed) {
            continue;
        }
        const std::size_t operation = cases[result.test].operation;
        const Response* documented = contract.operations()[operation].responseFor(result.response.status);
        CoverageCell& cell = cellFor(cells, operation, documented ? documented->status : std::to_string(result.response.status));
        ++cell.seen;
        cell.passed += result.verdict == Verdict::passed ? 1 : 0;
    }
    std::stable_sort(cells.begin(), cells.end(), [](const CoverageCell& a, const CoverageCell& b) {
        return std::pair(a.operation, a.status) < std::pair(b.operation, b.status);
    });
    return cells;
}

}  // namespace

int RunResult::count(Verdict verdict) const {
    return static_cast<int>(std::count_if(results.begin(), results.end(), [&](const CaseResult& one) { return one.verdict == verdict; }));
}

bool RunResult::isClean() const { return !cancelled && count(Verdict::passed) == static_cast<int>(results.size()); }

Result<RunResult> runCases(const Contract& contract, CaseSet cases, HttpTransport& transport, const RunOptions& options,
                           Progress& progress, StopToken stop) {
    const Clock& clock = options.clock ? *options.clock : Clock::system();
    RunResult result;
    result.started = clock.now();
    Run run(contract, cases, transport, options, progress, stop);
    {
        std::vector<std::jthread> workers;
        for (int i = 0; i < std::clamp(options.concurrency, 1, maxWorkers); ++i) {
            workers.emplace_back([&run] { run.work(); });
        }
    }
    if (run.gaveUp()) {
        return fail(Error(ErrorCode::unreachable, say("Cannot test “%1”. The server is not there.").arg(qs(contract.title()))).because(run.reason()));
    }
    result.results = run.take();
    for (std::size_t i = 0; i < result.results.size(); ++i) {
        result.results[i].test = i;
    }
    result.cases = std::move(cases.cases);
    result.seed = cases.seed;
    result.coverage = coverageOf(contract, result.cases, result.results);
    result.cancelled = stop.stop_requested();
    result.finished = clock.now();
    return result;
}

}  // namespace pb::contract
