#pragma once

#include "app/common/Desk.h"
#include "models/deploy/Deployment.h"
#include "models/deploy/Plan.h"

#include <memory>
#include <string>

namespace pb::app {

/// What is needed to bring releases of a workspace to one target of the environment.
struct Deploying {
    std::string connection;
    std::string subject;   ///< printed address of the connection: deployments of one subject share a history
    std::unique_ptr<deploy::Target> target;
};

/// `embedded` is the running connection of an embedded runtime, or null; an empty name takes the only target.
Result<Deploying> openTarget(Desk& desk, const std::string& connection, workspace::Connection* embedded = nullptr);

/// Three-way plan: the release, what is live, what was applied last.
Result<deploy::Plan> planRelease(Desk& desk, const Deploying& deploying, const std::string& release, StopToken stop);

}  // namespace pb::app
