#include "ui/shell/WorkPlace.h"

#include "models/base/Text.h"
#include "models/workspace/Workspace.h"
#include "ui/shell/Session.h"

namespace pb::ui {

Result<workspace::Environment> environmentOf(const WorkPlace& place) {
    PB_TRY(workspace, workspace::Workspace::open(place.folder));
    if (!place.environment.empty()) return workspace.environment(place.environment);
    const auto all = workspace.objects(AddressKind::environment);
    if (all.size() == 1) return workspace.environment(all.front().address.name);
    return fail(ErrorCode::wrongUse, say("No environment is chosen."), say("Choose an environment at the top of the window."));
}

WorkPlace placeOf(const Session& session) {
    return {session.folder, session.environment.name, session.connectors, session.secrets, session.http, &session.log, session.embedded, session.readOnly};
}

Done mayWrite(const WorkPlace& place) {
    if (!place.readOnly) return {};
    return fail(Error(ErrorCode::conflict, say("Cannot change anything. The workspace is open read-only."), place.readOnly->hint).because(*place.readOnly));
}

Result<std::vector<workspace::ConnectionSettings>> brokersOf(const WorkPlace& place) {
    PB_TRY(environment, environmentOf(place));
    std::vector<workspace::ConnectionSettings> brokers;
    for (auto& settings : environment.connections) {
        const auto* info = place.connectors ? place.connectors->find(settings.kind) : nullptr;
        if (info && info->isBroker) brokers.push_back(std::move(settings));
    }
    return brokers;
}

namespace {

workspace::ConnectionContext contextOf(const WorkPlace& place) {
    return {place.folder, place.stateFolder(), place.secrets, place.http, place.log};
}

}  // namespace

Result<std::vector<std::string>> targetsOf(const WorkPlace& place) {
    PB_TRY(environment, environmentOf(place));
    std::vector<std::string> names;
    for (const auto& settings : environment.connections) {
        const auto* info = place.connectors ? place.connectors->find(settings.kind) : nullptr;
        if (info && info->isTarget) names.push_back(settings.name);
    }
    return names;
}

Result<OpenTarget> openTarget(const WorkPlace& place, const std::string& connection) {
    OpenTarget open{connection, nullptr, nullptr};
    if (workspace::Connection* running = place.embedded ? place.embedded(connection) : nullptr) {
        open.target = running->target();
    } else {
        PB_TRY(environment, environmentOf(place));
        PB_TRY(settings, environment.requireConnection(connection));
        PB_TRY(owner, place.connectors->open(settings, contextOf(place)));
        open.target = owner->target();
        open.owner = std::move(owner);
    }
    if (!open.target) {
        return fail(ErrorCode::unsupported, say("Nothing can be deployed to the connection “%1”.").arg(qs(connection)));
    }
    return open;
}

Result<OpenBroker> openBroker(const WorkPlace& place, const workspace::ConnectionSettings& settings) {
    PB_TRY(connection, place.connectors->open(settings, contextOf(place)));
    auto broker = connection->broker();
    if (!broker) {
        return fail(ErrorCode::unreachable, say("Cannot open the broker of the connection “%1”.").arg(qs(settings.name)),
                    say("Test the connection; it says what failed."));
    }
    return OpenBroker{std::move(connection), std::move(broker)};
}

Result<OpenBroker> openBroker(const WorkPlace& place, const std::string& connection) {
    PB_TRY(environment, environmentOf(place));
    PB_TRY(settings, environment.requireConnection(connection));
    return openBroker(place, settings);
}

Result<workspace::LocalStore> openStore(const WorkPlace& place) {
    PB_TRY(workspace, workspace::Workspace::open(place.folder));
    PB_CHECK(workspace.ensureStateFolder());
    return workspace::LocalStore::open(place.stateFolder());
}

}  // namespace pb::ui
