#pragma once

#include "models/deploy/Blame.h"
#include "models/deploy/Deployment.h"
#include "models/deploy/Matrix.h"
#include "models/deploy/Release.h"
#include "ui/shell/WorkPlace.h"

#include <string>
#include <vector>

namespace pb::ui {

/// What the page shows at first: releases, environments, what is unfinished.
struct DeployView {
    std::vector<deploy::ReleaseContents> releases;   ///< oldest first
    deploy::Matrix matrix;
    std::vector<std::string> targets;                ///< connections of the chosen environment
    std::vector<Finding> findings;                   ///< of broken releases and of environments that did not answer
    std::vector<JournalOperation> unfinished;        ///< of the chosen environment's targets
    std::vector<std::string> canaryEntries;          ///< endpoints that the workspace's routes consume
    bool isAhead = false;                            ///< the workspace differs from the newest release
};
Result<DeployView> loadDeploy(const WorkPlace& place, StopToken stop);

Result<deploy::Plan> planRelease(const WorkPlace& place, const std::string& target, const std::string& release, StopToken stop);

/// What an action did, and how the target is afterwards.
struct DeployOutcome {
    deploy::DeployReport report;
    deploy::Verification verification;
};
Result<DeployOutcome> applyPlan(const WorkPlace& place, const std::string& target, const deploy::Plan& plan, StopToken stop, Progress& progress);
/// Undoes an operation; an empty one means the newest that stands.
Result<DeployOutcome> rollBack(const WorkPlace& place, const std::string& target, const std::string& operation, StopToken stop, Progress& progress);
Result<DeployOutcome> resumeDeployment(const WorkPlace& place, const std::string& target, const std::string& operation, StopToken stop, Progress& progress);
/// Health, and one canary message when `entry` is given.
Result<deploy::Verification> verifyTarget(const WorkPlace& place, const std::string& target, const deploy::CanaryPlan& canary, StopToken stop);

/// The message of a canary: the first sample of the workspace that is a JSON document.
Result<std::string> canarySample(const WorkPlace& place);

}  // namespace pb::ui
