#include "ui/deploy/DeployWork.h"

#include "models/base/Address.h"
#include "models/base/Files.h"
#include "models/base/Text.h"
#include "models/route/RouteDocument.h"
#include "models/workspace/Workspace.h"

#include <algorithm>

namespace pb::ui {

namespace {

std::string subjectOf(const std::string& target) { return Address::of(AddressKind::connection, target).print(); }

Result<std::vector<deploy::ReleaseContents>> readReleases(const WorkPlace& place, std::vector<Finding>& findings) {
    PB_TRY(releases, deploy::listReleases(place.folder, &findings));
    std::vector<deploy::ReleaseContents> contents;
    for (deploy::Release& release : releases) {
        auto resources = deploy::contentsOf(place.folder, release);
        if (resources) {
            contents.push_back({std::move(release), std::move(*resources)});
        } else {
            findings.push_back({Severity::error, "release.contents", resources.error().sentence, resources.error().hint, resources.error().place});
        }
    }
    return contents;
}

/// The first target of the environment, read. What does not answer is a finding and an unreachable column.
deploy::EnvironmentState readEnvironment(const WorkPlace& place, Journal& journal, std::vector<Finding>& findings, const StopToken& stop) {
    deploy::EnvironmentState state;
    state.environment = place.environment;
    const auto failed = [&](const Error& error) {
        state.reachable = false;
        findings.push_back({Severity::warning, "deploy.environment", error.sentence, error.hint, error.place});
        return state;
    };
    const auto targets = targetsOf(place);
    if (!targets) return failed(targets.error());
    if (targets->empty()) return state;
    const auto open = openTarget(place, targets->front());
    if (!open) return failed(open.error());
    auto live = open->target->read({}, stop);
    if (!live) return failed(live.error());
    state.live = std::move(live->resources);
    if (const auto last = deploy::lastApplied(journal, subjectOf(targets->front()))) state.applied = last->time;
    return state;
}

std::vector<std::string> canaryEntries(const workspace::Workspace& workspace) {
    std::vector<std::string> entries;
    for (const auto& object : workspace.objects(AddressKind::route)) {
        auto text = workspace.read(object.path);
        if (!text) continue;
        const auto document = route::RouteDocument::parse(std::move(*text), object.path);
        for (const route::Route& route : document.routes()) {
            if (route.from.scheme == "kafka") entries.push_back(route.from.uri);
        }
    }
    return entries;
}

Result<DeployOutcome> outcomeOf(deploy::Deployment& deployment, Result<deploy::DeployReport> report, const StopToken& stop) {
    if (!report) return fail(std::move(report).error());
    DeployOutcome outcome{std::move(*report), {}};
    PB_TRY(verification, deployment.verify({}, {}, stop));
    outcome.verification = std::move(verification);
    return outcome;
}

/// Opens target and journal, and runs `act` on the deployment over them.
template <typename Act>
auto withDeployment(const WorkPlace& place, const std::string& target, Act act)
    -> std::invoke_result_t<Act, deploy::Deployment&, workspace::LocalStore&> {
    PB_TRY(open, openTarget(place, target));
    PB_TRY(store, openStore(place));
    deploy::Deployment deployment(*open.target, store.journal(), subjectOf(target), IdSource::random(), *place.log);
    return act(deployment, store);
}

}  // namespace

Result<DeployView> loadDeploy(const WorkPlace& place, StopToken stop) {
    PB_TRY(workspace, workspace::Workspace::open(place.folder));
    PB_TRY(store, openStore(place));
    DeployView view;
    PB_TRY(releases, readReleases(place, view.findings));
    view.releases = std::move(releases);
    std::vector<deploy::EnvironmentState> environments;
    for (const auto& object : workspace.objects(AddressKind::environment)) {
        WorkPlace there = place;
        there.environment = object.address.name;
        if (there.environment != place.environment) there.embedded = nullptr;
        environments.push_back(readEnvironment(there, store.journal(), view.findings, stop));
    }
    const auto now = deploy::resourcesOf(place.folder);
    if (!now) view.findings.push_back({Severity::error, "deploy.workspace", now.error().sentence, now.error().hint, now.error().place});
    const std::vector<deploy::Resource> present = now ? *now : std::vector<deploy::Resource>();
    view.matrix = deploy::makeMatrix(view.releases, environments, present);
    const auto sameContents = [](const deploy::Resource& one, const deploy::Resource& other) {
        return one.identity == other.identity && one.content == other.content;
    };
    view.isAhead = view.releases.empty() ||
                   !std::is_permutation(present.begin(), present.end(), view.releases.back().resources.begin(),
                                        view.releases.back().resources.end(), sameContents);
    view.canaryEntries = canaryEntries(workspace);
    PB_TRY(targets, targetsOf(place));
    view.targets = std::move(targets);
    for (const std::string& target : view.targets) {
        PB_TRY(left, deploy::interrupted(store.journal(), subjectOf(target)));
        view.unfinished.insert(view.unfinished.end(), left.begin(), left.end());
    }
    return view;
}

Result<deploy::Plan> planRelease(const WorkPlace& place, const std::string& target, const std::string& release, StopToken stop) {
    PB_TRY(open, openTarget(place, target));
    PB_TRY(store, openStore(place));
    PB_TRY(read, deploy::readRelease(place.folder, release));
    PB_TRY(desired, deploy::contentsOf(place.folder, read));
    PB_TRY(base, deploy::lastApplied(store.journal(), subjectOf(target)));
    PB_TRY(identity, open.target->identify(stop));
    PB_TRY(live, open.target->read({}, stop));
    deploy::PlanInput input;
    input.release = release;
    input.rules = std::move(identity.rules);
    input.desired = std::move(desired);
    input.base = std::move(base.resources);
    input.live = std::move(live);
    return deploy::makePlan(input);
}

Result<DeployOutcome> applyPlan(const WorkPlace& place, const std::string& target, const deploy::Plan& plan, StopToken stop, Progress& progress) {
    PB_CHECK(mayWrite(place));
    return withDeployment(place, target, [&](deploy::Deployment& deployment, workspace::LocalStore&) {
        return outcomeOf(deployment, deployment.apply(plan, stop, progress), stop);
    });
}

Result<DeployOutcome> rollBack(const WorkPlace& place, const std::string& target, const std::string& operation, StopToken stop, Progress& progress) {
    PB_CHECK(mayWrite(place));
    return withDeployment(place, target, [&](deploy::Deployment& deployment, workspace::LocalStore& store) -> Result<DeployOutcome> {
        PB_TRY(last, deploy::lastApplied(store.journal(), subjectOf(target)));
        const std::string undone = operation.empty() ? last.operation : operation;
        if (undone.empty()) return fail(ErrorCode::notFound, say("Nothing was deployed to “%1” yet.").arg(qs(target)));
        return outcomeOf(deployment, deployment.rollBack(undone, stop, progress), stop);
    });
}

Result<DeployOutcome> resumeDeployment(const WorkPlace& place, const std::string& target, const std::string& operation, StopToken stop, Progress& progress) {
    PB_CHECK(mayWrite(place));
    return withDeployment(place, target, [&](deploy::Deployment& deployment, workspace::LocalStore&) {
        return outcomeOf(deployment, deployment.resume(operation, stop, progress), stop);
    });
}

Result<deploy::Verification> verifyTarget(const WorkPlace& place, const std::string& target, const deploy::CanaryPlan& canary, StopToken stop) {
    return withDeployment(place, target, [&](deploy::Deployment& deployment, workspace::LocalStore&) { return deployment.verify({}, canary, stop); });
}

Result<std::string> canarySample(const WorkPlace& place) {
    PB_TRY(workspace, workspace::Workspace::open(place.folder));
    for (const auto& object : workspace.objects(AddressKind::sample)) {
        if (object.path.ends_with(".json")) return workspace.read(object.path);
    }
    return fail(ErrorCode::notFound, say("The workspace has no sample for a canary."), say("Put a JSON message into the folder samples."));
}

}  // namespace pb::ui
