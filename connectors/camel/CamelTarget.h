#pragma once

#include "connectors/camel/Management.h"
#include "connectors/camel/Settings.h"
#include "models/deploy/FolderStore.h"

#include <set>

namespace pb::connectors::camel {

struct CamelTimes {
    int reloadMs = 15'000;   ///< how long Camel may take to notice a file
    int canaryMs = 20'000;   ///< how long a canary may be on its way through a broker
    int pollMs = 100;
};

/// Deploys files to the folder of a running Camel by the rules its reload was seen to need (4.17): written by rename from
/// outside of the watched folder, one after the other; done when the reload counter says so and the routes run; a file
/// that failed is restored before anything else happens; routes that a file no longer has are stopped and removed by hand,
/// because Camel keeps them running.
class CamelTarget final : public deploy::Target {
public:
    CamelTarget(Settings settings, contract::HttpTransport* http, const CamelTimes& times = {})
        : settings_(std::move(settings)), camel_(settings_.managementUrl, http), store_(settings_.directory), times_(times) {}

    Result<deploy::TargetIdentity> identify(StopToken stop) override;
    Result<deploy::LiveState> read(const std::string& scope, StopToken stop) override;
    Result<std::vector<Finding>> validate(const deploy::Resource& resource, StopToken stop) override;
    deploy::StepOutcome apply(const deploy::Step& step, const std::string& expectedFingerprint, StopToken stop) override;
    Result<bool> confirm(const deploy::Step& step, StopToken stop) override;
    deploy::StepOutcome undo(const deploy::Step& step, StopToken stop) override;
    Result<std::vector<deploy::Check>> health(const std::string& scope, StopToken stop) override;
    /// "kafka:orders": sent to the topic through the consuming route's own endpoint, and followed by its trace.
    Result<deploy::CanaryResult> canary(const std::string& entry, const std::string& body, StopToken stop) override;

private:
    deploy::StepOutcome put(const deploy::Step& step, StopToken stop);
    deploy::StepOutcome putRoutes(const deploy::Step& step, StopToken stop);
    /// Writes and waits for the counter: nothing = taken over, an Error = refused by Camel; the outer error = not known.
    Result<std::optional<Error>> writeAndWait(const std::string& identity, const std::string& content, StopToken stop);
    Done takeBack(const std::string& identity, const std::optional<deploy::Resource>& before, StopToken stop);
    Done removeLeftOver(const std::optional<deploy::Resource>& before, const std::optional<deploy::Resource>& after, StopToken stop);
    Result<std::set<std::string>> idsElsewhere(const std::string& identity) const;
    Result<deploy::CanaryResult> followCanary(const std::string& mark, const std::string& routeId, StopToken stop);
    bool pause(StopToken stop) const;

    Settings settings_;
    Management camel_;
    deploy::FolderStore store_;
    CamelTimes times_;
};

/// Routes, sending and tracing of a running Camel.
class CamelRuntime final : public route::RouteRuntime {
public:
    CamelRuntime(const std::string& managementUrl, contract::HttpTransport* http) : camel_(managementUrl, http) {}

    Result<std::vector<route::RouteStatus>> routes(StopToken stop) override { return camel_.routes(stop); }
    Done start(const std::string& routeId, StopToken stop) override;
    Done stop(const std::string& routeId, StopToken stop) override;
    Result<route::SendResult> send(const std::string& endpoint, const route::Exchange& exchange, StopToken stop) override;
    Done setTracing(bool on, StopToken stop) override { return camel_.setTracing(on, stop); }
    Result<std::vector<route::TraceEvent>> drainTrace(StopToken stop) override;

private:
    Done control(const std::string& routeId, const std::string& action, route::RouteState wanted, StopToken stop);
    Management camel_;
};

/// What `camel run --stub=all` says of one route file: findings with place. Takes about 3.5 s.
Result<std::vector<Finding>> checkByCommand(const Settings& settings, const deploy::Resource& resource, StopToken stop);

/// Camel's message as a finding: its line and column become the place.
Finding findingOf(const std::string& camelMessage, const std::string& identity);

}  // namespace pb::connectors::camel
