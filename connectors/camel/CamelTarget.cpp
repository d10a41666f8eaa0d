#include "connectors/camel/CamelTarget.h"

#include "models/base/Text.h"
#include "models/jsonata/Program.h"
#include "models/route/RouteDocument.h"

#include <algorithm>
#include <chrono>
#include <set>
#include <thread>

namespace pb::connectors::camel {

using namespace deploy;

namespace {

constexpr const char* noRoutes = "[]\n";  // accepted by Camel; an empty file is not

Step inverse(const Step& step) {
    Step inverse = step;
    std::swap(inverse.before, inverse.after);
    return inverse;
}

const std::string& identityOf(const Step& step) { return (step.after ? step.after : step.before)->identity; }

std::set<std::string> idsOf(const std::optional<Resource>& resource) {
    std::set<std::string> ids;
    if (resource && resource->kind == "route-file") {
        const auto document = route::RouteDocument::parse(resource->content, resource->identity);
        for (const route::Route& one : document.routes()) {
            if (one.hasGivenId) {
                ids.insert(one.id);
            }
        }
    }
    return ids;
}

bool isFromFile(const route::RouteStatus& status, const std::string& identity) {
    return status.source.find(identity.substr(identity.rfind('/') + 1) + ":") != std::string::npos;
}

}  // namespace

bool CamelTarget::pause(StopToken stop) const {
    std::this_thread::sleep_for(std::chrono::milliseconds(times_.pollMs));
    return !stop.stop_requested();
}

Result<TargetIdentity> CamelTarget::identify(StopToken stop) {
    PB_TRY(live, store_.read());
    PB_TRY(version, camel_.version(stop));
    TargetIdentity identity;
    identity.kind = "camel-directory";
    identity.version = std::move(version);
    identity.fingerprint = live.fingerprint;
    identity.lock = LockKind::fileRename;
    identity.hasDryRun = !settings_.cli.empty();
    identity.rules = FolderStore::rules();
    return identity;
}

Result<LiveState> CamelTarget::read(const std::string&, StopToken) { return store_.read(); }

Result<std::set<std::string>> CamelTarget::idsElsewhere(const std::string& identity) const {
    PB_TRY(live, store_.read());
    std::set<std::string> ids;
    for (const auto* list : {&live.resources, &live.unmanaged}) {
        for (const Resource& resource : *list) {
            if (resource.identity != identity) {
                ids.merge(idsOf(resource));
            }
        }
    }
    return ids;
}

Result<std::vector<Finding>> CamelTarget::validate(const Resource& resource, StopToken stop) {
    if (resource.kind != "route-file") {
        std::vector<Finding> findings;
        if (const auto program = jsonata::Program::compile(resource.content); !program) {
            Error error = program.error().error();
            error.place.address = resource.identity;
            findings.push_back({Severity::error, "map.syntax", error.sentence, error.hint, error.place});
        }
        return findings;
    }
    const auto document = route::RouteDocument::parse(resource.content, resource.identity);
    std::vector<Finding> findings = document.findings();
    // What only the simulator does not know is no concern of Camel.
    std::erase_if(findings, [](const Finding& finding) { return finding.rule == "route.unknown"; });
    PB_TRY(elsewhere, idsElsewhere(resource.identity));
    for (const route::Route& one : document.routes()) {
        if (one.hasGivenId && elsewhere.count(one.id) != 0) {
            findings.push_back({Severity::error, "route.id.duplicate", say("Another file at the target has a route “%1” too.").arg(qs(one.id)),
                                say("Camel would silently replace it. Give the route another id, or take it out of the other file first."), one.place});
        }
    }
    if (settings_.cli.empty() || !document.isSound()) {
        return findings;
    }
    PB_TRY(byCommand, checkByCommand(settings_, resource, stop));
    findings.insert(findings.end(), byCommand.begin(), byCommand.end());
    return findings;
}

StepOutcome CamelTarget::apply(const Step& step, const std::string& expectedFingerprint, StopToken stop) {
    if (!expectedFingerprint.empty()) {
        const auto live = store_.read();
        if (live && live->fingerprint != expectedFingerprint) {
            return StepConflict{Error(ErrorCode::conflict, say("The folder changed since the plan was made."), say("Plan again."))};
        }
    }
    return put(step, stop);
}

StepOutcome CamelTarget::undo(const Step& step, StopToken stop) { return put(inverse(step), stop); }

StepOutcome CamelTarget::put(const Step& step, StopToken stop) {
    const auto conflict = store_.conflictOf(step);
    if (!conflict) {
        return StepRefused{conflict.error()};
    }
    if (*conflict) {
        return StepConflict{**conflict};
    }
    if ((step.after ? step.after : step.before)->kind == "route-file") {
        return putRoutes(step, stop);
    }
    const Done done = step.after ? store_.write(identityOf(step), step.after->content) : store_.remove(identityOf(step));
    return done ? StepOutcome(StepDone{}) : StepRefused{done.error()};
}

StepOutcome CamelTarget::putRoutes(const Step& step, StopToken stop) {
    const std::string& identity = identityOf(step);
    // A file is only taken away when its last load was good (a failed one wedges every later reload): `[]` first.
    const auto outcome = writeAndWait(identity, step.after ? step.after->content : std::string(noRoutes), stop);
    if (!outcome) {
        return StepUnknown{outcome.error()};
    }
    if (*outcome) {
        Error refused = **outcome;
        if (const Done restored = takeBack(identity, step.before, stop); !restored) {
            return StepUnknown{std::move(refused).because(restored.error())};
        }
        return StepRefused{std::move(refused)};
    }
    if (!step.after) {
        if (const Done removed = store_.remove(identity); !removed) {
            return StepUnknown{removed.error()};
        }
    }
    const Done cleaned = removeLeftOver(step.before, step.after, stop);
    return cleaned ? StepOutcome(StepDone{}) : StepUnknown{cleaned.error()};
}

Result<std::optional<Error>> CamelTarget::writeAndWait(const std::string& identity, const std::string& content, StopToken stop) {
    PB_TRY(before, camel_.reloads(stop));
    PB_CHECK(store_.write(identity, content));
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::milliseconds(times_.reloadMs);
    while (std::chrono::steady_clock::now() < deadline && pause(stop)) {
        const auto now = camel_.reloads(stop);
        if (!now) {
            return fail(Error(ErrorCode::unknownOutcome, say("Camel stopped answering while it reloaded “%1”.").arg(qs(identity)),
                              say("Look whether Camel still runs, then resume the deployment.")).because(now.error()));
        }
        if (now->failed > before.failed) {
            const Finding finding = findingOf(now->lastError, identity);
            return std::optional(Error(ErrorCode::refused, say("Camel refused “%1”. %2").arg(qs(identity), finding.sentence),
                                       say("What was there before runs on."), finding.place));
        }
        if (now->reloaded > before.reloaded) {
            return std::optional<Error>();
        }
    }
    return fail(ErrorCode::unknownOutcome, say("Camel did not notice “%1” within %2 s.").arg(qs(identity)).arg(times_.reloadMs / 1000),
                say("Check that Camel watches this folder."));
}

Done CamelTarget::takeBack(const std::string& identity, const std::optional<Resource>& before, StopToken stop) {
    PB_TRY(outcome, writeAndWait(identity, before ? before->content : std::string(noRoutes), stop));
    if (outcome) {
        return fail(std::move(*outcome));
    }
    return before ? Done() : store_.remove(identity);
}

Done CamelTarget::removeLeftOver(const std::optional<Resource>& before, const std::optional<Resource>& after, StopToken stop) {
    std::set<std::string> left = idsOf(before);
    for (const std::string& id : idsOf(after)) {
        left.erase(id);
    }
    if (left.empty()) {
        return {};
    }
    PB_TRY(elsewhere, idsElsewhere(before->identity));
    for (const std::string& id : left) {
        if (elsewhere.count(id) == 0) {
            PB_CHECK(camel_.remove(id, stop));
        }
    }
    return {};
}

Result<bool> CamelTarget::confirm(const Step& step, StopToken stop) {
    const std::string& identity = identityOf(step);
    PB_TRY(content, store_.contentOf(identity));
    if (step.after ? !content || *content != step.after->content : content.has_value()) {
        return false;
    }
    if ((step.after ? step.after : step.before)->kind != "route-file") {
        return true;
    }
    PB_TRY(running, camel_.routes(stop));
    std::set<std::string> gone = idsOf(step.before);
    for (const std::string& id : idsOf(step.after)) {
        gone.erase(id);
        const bool isThere = std::any_of(running.begin(), running.end(),
                                         [&](const route::RouteStatus& status) { return status.id == id && isFromFile(status, identity); });
        if (!isThere) {
            return false;
        }
    }
    return std::none_of(running.begin(), running.end(), [&](const route::RouteStatus& status) {
        return gone.count(status.id) != 0 && isFromFile(status, identity);
    });
}

Result<std::vector<Check>> CamelTarget::health(const std::string&, StopToken stop) {
    PB_TRY(health, camel_.health(stop));
    PB_TRY(running, camel_.routes(stop));
    PB_TRY(live, store_.read());
    std::vector<Check> checks;
    checks.push_back({health.isReady ? Check::State::good : Check::State::bad, "ready",
                      health.isReady ? say("Camel is ready.") : say("Camel is not ready.")});
    for (const auto& [name, isUp] : health.checks) {
        if (!isUp) {
            checks.push_back({Check::State::bad, name, say("Camel's check “%1” is down.").arg(qs(name))});
        }
    }
    // Camel is healthy with no route at all: what should run is looked for by name.
    for (const Resource& resource : live.resources) {
        for (const std::string& id : idsOf(resource)) {
            const auto found = std::find_if(running.begin(), running.end(), [&](const route::RouteStatus& status) { return status.id == id; });
            const bool isGood = found != running.end() && found->state == route::RouteState::started;
            checks.push_back({isGood ? Check::State::good : Check::State::bad, "route:" + id,
                              isGood                   ? say("Route “%1” runs.").arg(qs(id))
                              : found == running.end() ? say("Route “%1” is not there.").arg(qs(id))
                                                       : say("Route “%1” is stopped.").arg(qs(id))});
        }
    }
    return checks;
}

}  // namespace pb::connectors::camel
