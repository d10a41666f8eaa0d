#pragma once

#include "connectors/local/LocalRuntime.h"
#include "models/deploy/Target.h"
#include "models/route/RouteRuntime.h"

#include <memory>

namespace pb::connectors::local {

/// Deploys to the folder of a local runtime. Where the runtime runs in this program, a step is done when the runtime has
/// taken it over, and a file that it refuses is taken back; else it is done when the file is there.
class LocalTarget final : public deploy::Target {
public:
    explicit LocalTarget(std::shared_ptr<LocalRuntime> runtime) : runtime_(std::move(runtime)), store_(runtime_->store()) {}

    Result<deploy::TargetIdentity> identify(StopToken stop) override;
    Result<deploy::LiveState> read(const std::string& scope, StopToken stop) override;
    Result<std::vector<Finding>> validate(const deploy::Resource& resource, StopToken stop) override;
    deploy::StepOutcome apply(const deploy::Step& step, const std::string& expectedFingerprint, StopToken stop) override;
    Result<bool> confirm(const deploy::Step& step, StopToken stop) override;
    deploy::StepOutcome undo(const deploy::Step& step, StopToken stop) override;
    Result<std::vector<deploy::Check>> health(const std::string& scope, StopToken stop) override;
    /// `entry` is an endpoint ("direct:x", or "kafka:orders": then the route that consumes the topic gets the message
    /// directly, without the broker).
    Result<deploy::CanaryResult> canary(const std::string& entry, const std::string& body, StopToken stop) override;

private:
    deploy::StepOutcome put(const deploy::Step& step);
    Done takeBack(const deploy::Step& step);
    std::shared_ptr<LocalRuntime> runtime_;
    deploy::FolderStore store_;
};

/// The simulator of the runtime, owned together with it.
class LocalRouteRuntime final : public route::RouteRuntime {
public:
    explicit LocalRouteRuntime(std::shared_ptr<LocalRuntime> runtime) : runtime_(std::move(runtime)) {}

    Result<std::vector<route::RouteStatus>> routes(StopToken stop) override;
    Done start(const std::string& routeId, StopToken stop) override { return runtime_->simulator().start(routeId, stop); }
    Done stop(const std::string& routeId, StopToken stop) override { return runtime_->simulator().stop(routeId, stop); }
    Result<route::SendResult> send(const std::string& endpoint, const route::Exchange& exchange, StopToken stop) override {
        return runtime_->simulator().send(endpoint, exchange, stop);
    }
    Done setTracing(bool on, StopToken stop) override { return runtime_->simulator().setTracing(on, stop); }
    Result<std::vector<route::TraceEvent>> drainTrace(StopToken stop) override { return runtime_->simulator().drainTrace(stop); }

private:
    std::shared_ptr<LocalRuntime> runtime_;
};

}  // namespace pb::connectors::local
