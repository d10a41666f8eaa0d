#pragma once

#include "models/base/Journal.h"
#include "models/base/Log.h"
#include "models/deploy/Plan.h"

#include <optional>
#include <string>
#include <vector>

namespace pb::deploy {

enum class StepState { waiting, done, refused, skipped, undone, unknown };

struct StepReport {
    Step step;
    StepState state = StepState::waiting;
    std::optional<Error> error;
};

/// What became of a plan.
struct DeployReport {
    std::string operation;              ///< id in the journal
    std::string release, scope;
    std::vector<StepReport> steps;
    std::optional<Error> failure;       ///< why it stopped; the steps before it are done and can be rolled back
    bool isFinished = false;            ///< every step is settled
    bool isComplete() const { return isFinished && !failure; }
    int count(StepState state) const;
    QString summary() const;            ///< "3 done, 1 refused, 2 not started."
};

struct CanaryPlan {
    std::string entry;                  ///< the target's way in; empty = no canary
    std::string body;
    std::string mustContain;            ///< in what came out; empty = anything
};

struct Verification {
    std::vector<Check> checks;
    std::optional<CanaryResult> canary;
    bool isGood() const;                ///< no check is bad and the canary passed
};

/// Applies plans under a journal: intent with pre-image → apply → confirm by reading back → settle. After kill -9 at any
/// point `resume` decides every open step by reading the target. Lives on one worker thread.
class Deployment {
public:
    /// All outlive the Deployment. `subject` is the printed address of what is deployed to ("connection:camel-dev"): plans
    /// of one subject share a history.
    Deployment(Target& target, Journal& journal, std::string subject, IdSource& ids = IdSource::random(),
               const Log& log = Log::none());

    /// Refused with ErrorCode::conflict when the plan has conflicts, when live moved since it was made, or when an
    /// unfinished deployment of the subject is in the journal. Validates every step before the first one is applied.
    Result<DeployReport> apply(const Plan& plan, StopToken stop, Progress& progress = Progress::none());

    /// Goes on with an operation that was interrupted.
    Result<DeployReport> resume(const std::string& operation, StopToken stop, Progress& progress = Progress::none());

    /// Undoes the done steps of an operation in reverse order, finished or not.
    Result<DeployReport> rollBack(const std::string& operation, StopToken stop, Progress& progress = Progress::none());

    /// Leaves an interrupted operation as it is (open steps are decided by reading) and closes it.
    Result<DeployReport> close(const std::string& operation, StopToken stop);

    /// Health, then one canary message.
    Result<Verification> verify(const std::string& scope, const CanaryPlan& canary, StopToken stop);

    static constexpr const char* journalKind = "deploy";

private:
    Target& target_;
    Journal& journal_;
    std::string subject_;
    IdSource& ids_;
    const Log& log_;
};

/// The resources as they were last confirmed by us at the subject, and the release they belong to.
struct LastApplied {
    std::string release;                ///< empty = nothing was applied yet; of a partly applied one the release before it
    std::string operation;              ///< the newest that is not undone
    Millis time = 0;
    std::vector<Resource> resources;
};
Result<LastApplied> lastApplied(Journal& journal, const std::string& subject);

/// Deployments of the subject that a crash left open.
Result<std::vector<JournalOperation>> interrupted(Journal& journal, const std::string& subject);

/// What the journal knows of an operation, without asking the target.
Result<DeployReport> reportOf(Journal& journal, const std::string& operation);

}  // namespace pb::deploy
