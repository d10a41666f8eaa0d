#pragma once

#include "app/common/Deploying.h"
#include "app/common/Reading.h"
#include "app/common/Serving.h"
#include "app/common/TourScript.h"
#include "models/flow/Cause.h"
#include "models/workspace/Trail.h"

#include <functional>
#include <map>
#include <string>

namespace pb::app {

struct TourOptions {
    std::filesystem::path workspace;            ///< the sample; it is copied, never changed
    std::filesystem::path into;                 ///< a folder of our own: INTO/workspace is made anew
    std::string environment;                    ///< empty = as the script says
    std::map<std::string, std::string> variables;  ///< replace those of the environment's file in the copy
    bool copyOnly = false;                      ///< stop when the copy is there
    bool trafficOnly = false;                   ///< stop when the dead letters are there
};

/// What the tour found out, for tests.
struct TourResult {
    std::int64_t produced = 0, arrived = 0;     ///< messages sent; things created at the API, canaries not counted
    std::int64_t parked = 0, causes = 0;        ///< dead letters before the fix
    std::int64_t sentAgain = 0, stillParked = 0;
    bool reachedRelease = false;                ///< the trail led to a release
    int testsBefore = 0, testsAfter = 0;        ///< map tests that pass before and after the fix
    std::int64_t contractPassed = 0, contractFailed = 0;
};

/// The first loop on real input, step by step, with an account of it: traffic → dead letters by cause → clause → map line
/// → release → fix → tests → plan, apply, verify, roll back → redrive.
class Tour {
public:
    using Account = std::function<void(const QString& line)>;
    Tour(TourOptions options, const Log& log, Account account);

    Result<TourResult> run(StopToken stop, Progress& progress);

private:
    Done prepare();
    Done start(StopToken stop);
    Done makeTraffic(StopToken stop, Progress& progress);
    Done waitUntilConsumed(StopToken stop);
    Done readFlows(StopToken stop);
    Done followCause();
    Done fixMap(StopToken stop);
    Done testContract(StopToken stop, Progress& progress);
    Done deployFix(StopToken stop);
    Done redrive(StopToken stop);

    Result<Deploying> deploying();
    Result<std::string> deployRelease(const std::string& release, StopToken stop);
    void heading(const QString& text) const { account_(u"\n== " + text); }
    std::filesystem::path copy() const { return options_.into / "workspace"; }

    TourOptions options_;
    const Log& log_;
    Account account_;
    TourScript script_;
    std::unique_ptr<Desk> desk_;
    std::unique_ptr<Serving> serving_;
    std::unique_ptr<flow::Broker> broker_;
    std::vector<Parked> parked_;
    flow::CauseGroup cause_;
    TourResult result_;
    std::int64_t ownCreated_ = 0;  ///< things that tests and canaries made at the API
};

/// The workspace copied file by file; what was there before goes.
Done copyWorkspace(const std::filesystem::path& from, const std::filesystem::path& to);

}  // namespace pb::app
