#pragma once

#include "models/deploy/Deployment.h"

namespace pb::deploy {

/// The step that takes `step` back.
Step inverseOf(const Step& step);

/// Runs the steps of one operation of the journal, from wherever it stands. A plan with `undoes` is run by Target::undo.
class StepRunner {
public:
    StepRunner(Target& target, Journal& journal, const Log& log, StopToken stop, Progress& progress)
        : target_(target), journal_(journal), log_(log), stop_(std::move(stop)), progress_(progress) {}

    Result<DeployReport> run(const std::string& operation, const Plan& plan);

    static constexpr int pendingWaitMs = 60'000;  ///< how long a pending step may take to arrive

private:
    struct Attempt {
        Outcome outcome = Outcome::open;
        std::optional<Error> error;
    };
    Result<bool> advance(const Plan& plan, const std::string& operation, std::size_t index, const JournalEntry* known,
                         StepReport& report);
    Attempt attempt(const Plan& plan, const Step& step, bool isFirst);
    Attempt readBack(const Step& wanted, const Error& whenMissing, int waitMs);
    Done markUndone(const Plan& plan, const Step& step);

    Target& target_;
    Journal& journal_;
    const Log& log_;
    StopToken stop_;
    Progress& progress_;
};

/// An error as the journal keeps it, and back.
std::string errorToJson(const Error& error);
Error errorFromJson(std::string_view json);

}  // namespace pb::deploy
