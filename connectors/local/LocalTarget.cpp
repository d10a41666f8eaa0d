#include "connectors/local/LocalTarget.h"

#include "models/base/Text.h"
#include "models/jsonata/Program.h"

#include <algorithm>

namespace pb::connectors::local {

using namespace deploy;

namespace {

Step inverse(const Step& step) {
    Step inverse = step;
    std::swap(inverse.before, inverse.after);
    return inverse;
}

CanaryResult canaryOf(const route::SendResult& result) {
    CanaryResult canary;
    canary.output = result.exchange.body;
    canary.passed = !result.failed && result.caughtClass.empty();
    const std::string& type = result.failed ? result.failureClass : result.caughtClass;
    const std::string& message = result.failed ? result.failureMessage : result.caughtMessage;
    canary.sentence = canary.passed ? say("The canary went through in %1 ms.").arg(result.elapsedMs, 0, 'f', 0)
                                    : say("The canary failed. %1: %2").arg(qs(type), qs(message));
    return canary;
}

}  // namespace

Result<TargetIdentity> LocalTarget::identify(StopToken) {
    PB_TRY(live, store_.read());
    TargetIdentity identity;
    identity.kind = "local-directory";
    identity.version = PATCHBAY_VERSION;
    identity.fingerprint = live.fingerprint;
    identity.lock = LockKind::contentHash;
    identity.rules = FolderStore::rules();
    for (ResourceRules& rules : identity.rules) {
        rules.deleteKeepsRunning = false;
    }
    return identity;
}

Result<LiveState> LocalTarget::read(const std::string&, StopToken) { return store_.read(); }

Result<std::vector<Finding>> LocalTarget::validate(const Resource& resource, StopToken) {
    if (resource.kind == "route-file") {
        return route::RouteDocument::parse(resource.content, resource.identity).findings();
    }
    std::vector<Finding> findings;
    if (const auto program = jsonata::Program::compile(resource.content); !program) {
        Error error = program.error().error();
        error.place.address = resource.identity;
        findings.push_back({Severity::error, "map.syntax", error.sentence, error.hint, error.place});
    }
    return findings;
}

StepOutcome LocalTarget::put(const Step& step) {
    const auto conflict = store_.conflictOf(step);
    if (!conflict) {
        return StepRefused{conflict.error()};
    }
    if (*conflict) {
        return StepConflict{**conflict};
    }
    const Done done = step.after ? store_.write(step.after->identity, step.after->content) : store_.remove(step.before->identity);
    if (!done) {
        return StepRefused{done.error()};
    }
    if (!runtime_->isRunning()) {
        return StepDone{};
    }
    const auto refused = runtime_->reload();
    if (!refused) {
        return StepUnknown{refused.error()};
    }
    const std::string& identity = (step.after ? step.after : step.before)->identity;
    const auto found = std::find_if(refused->begin(), refused->end(), [&](const Finding& finding) { return finding.place.address == identity; });
    if (found == refused->end()) {
        return StepDone{};
    }
    Error error(ErrorCode::refused, found->sentence, found->why, found->place);
    if (const Done restored = takeBack(step); !restored) {
        return StepUnknown{std::move(error).because(restored.error())};
    }
    return StepRefused{std::move(error)};
}

Done LocalTarget::takeBack(const Step& step) {
    PB_CHECK(step.before ? store_.write(step.before->identity, step.before->content) : store_.remove(step.after->identity));
    PB_CHECK(runtime_->reload());
    return {};
}

StepOutcome LocalTarget::apply(const Step& step, const std::string& expectedFingerprint, StopToken) {
    if (!expectedFingerprint.empty()) {
        const auto live = store_.read();
        if (live && live->fingerprint != expectedFingerprint) {
            return StepConflict{Error(ErrorCode::conflict, say("The folder changed since the plan was made."), say("Plan again."))};
        }
    }
    return put(step);
}

StepOutcome LocalTarget::undo(const Step& step, StopToken) { return put(inverse(step)); }

Result<bool> LocalTarget::confirm(const Step& step, StopToken) {
    PB_TRY(content, store_.contentOf((step.after ? step.after : step.before)->identity));
    return step.after ? content && *content == step.after->content : !content;
}

Result<std::vector<Check>> LocalTarget::health(const std::string&, StopToken stop) {
    std::vector<Check> checks;
    const auto troubles = runtime_->troubles();
    PB_TRY(routes, runtime_->simulator().routes(stop));
    for (const route::RouteStatus& route : routes) {
        const auto trouble = troubles.find(route.id);
        const bool isGood = route.state == route::RouteState::started;
        checks.push_back({isGood ? Check::State::good : Check::State::bad, "route:" + route.id,
                          isGood ? say("Route “%1” runs.").arg(qs(route.id))
                                 : trouble != troubles.end() ? trouble->second : say("Route “%1” is stopped.").arg(qs(route.id))});
    }
    if (!runtime_->isRunning()) {
        checks.push_back({Check::State::unknown, "runtime", say("The local runtime does not run in this program.")});
    }
    return checks;
}

Result<CanaryResult> LocalTarget::canary(const std::string& entry, const std::string& body, StopToken stop) {
    if (!runtime_->isRunning()) {
        PB_CHECK(runtime_->reload());
    }
    const route::Endpoint endpoint = route::endpointOf(entry);
    if (endpoint.scheme != "kafka") {
        PB_TRY(result, runtime_->simulator().send(entry, {body, true, {}}, stop));
        return canaryOf(result);
    }
    for (const auto& subscription : runtime_->simulator().subscriptions()) {
        if (subscription.channel == endpoint.name()) {
            route::Consumed message;
            message.channel = subscription.channel;
            message.partition = -1;
            message.offset = -1;
            message.timestamp = Clock::system().now();
            message.headers = {{"patchbay.canary", "true"}};
            message.body = body;
            PB_TRY(result, runtime_->simulator().deliver(subscription.routeId, message, stop));
            return canaryOf(result);
        }
    }
    return CanaryResult{false, say("No route consumes “%1”.").arg(qs(endpoint.name())), {}};
}

Result<std::vector<route::RouteStatus>> LocalRouteRuntime::routes(StopToken stop) {
    PB_TRY(all, runtime_->simulator().routes(stop));
    const auto troubles = runtime_->troubles();
    for (route::RouteStatus& status : all) {
        if (troubles.count(status.id) != 0 && status.state == route::RouteState::stopped) {
            status.state = route::RouteState::failed;
        }
    }
    return all;
}

}  // namespace pb::connectors::local
