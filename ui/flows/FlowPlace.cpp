#include "ui/flows/FlowPlace.h"

#include "models/base/Text.h"
#include "models/workspace/Workspace.h"
#include "ui/shell/Session.h"

namespace pb::ui {

namespace {

Result<workspace::Environment> environmentOf(const FlowPlace& place) {
    PB_TRY(workspace, workspace::Workspace::open(place.folder));
    if (!place.environment.empty()) return workspace.environment(place.environment);
    const auto all = workspace.objects(AddressKind::environment);
    if (all.size() == 1) return workspace.environment(all.front().address.name);
    return fail(ErrorCode::wrongUse, say("Cannot read the flows. No environment is chosen."), say("Choose an environment at the top of the window."));
}

}  // namespace

FlowPlace placeOf(const Session& session) {
    return {session.folder, session.environment.name, session.connectors, session.secrets, session.http, &session.log};
}

Result<std::vector<workspace::ConnectionSettings>> brokersOf(const FlowPlace& place) {
    PB_TRY(environment, environmentOf(place));
    std::vector<workspace::ConnectionSettings> brokers;
    for (auto& settings : environment.connections) {
        const auto* info = place.connectors ? place.connectors->find(settings.kind) : nullptr;
        if (info && info->isBroker) brokers.push_back(std::move(settings));
    }
    return brokers;
}

Result<OpenBroker> openBroker(const FlowPlace& place, const workspace::ConnectionSettings& settings) {
    const workspace::ConnectionContext context{place.folder, place.stateFolder(), place.secrets, place.http, place.log};
    PB_TRY(connection, place.connectors->open(settings, context));
    auto broker = connection->broker();
    if (!broker) {
        return fail(ErrorCode::unreachable, say("Cannot open the broker of the connection “%1”.").arg(qs(settings.name)),
                    say("Test the connection; it says what failed."));
    }
    return OpenBroker{std::move(connection), std::move(broker)};
}

Result<OpenBroker> openBroker(const FlowPlace& place, const std::string& connection) {
    PB_TRY(environment, environmentOf(place));
    PB_TRY(settings, environment.requireConnection(connection));
    return openBroker(place, settings);
}

Result<workspace::LocalStore> openStore(const FlowPlace& place) {
    PB_TRY(workspace, workspace::Workspace::open(place.folder));
    PB_CHECK(workspace.ensureStateFolder());
    return workspace::LocalStore::open(place.stateFolder());
}

}  // namespace pb::ui
