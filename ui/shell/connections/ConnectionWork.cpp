#include "ui/shell/connections/ConnectionWork.h"

#include "models/base/Text.h"
#include "models/document/Yaml.h"
#include "models/workspace/System.h"
#include "models/workspace/Workspace.h"

#include <algorithm>

namespace pb::ui {

namespace {

using workspace::Workspace;

std::string pathOf(const Workspace& workspace, const std::string& environment) {
    const auto* object = workspace.find(Address::of(AddressKind::environment, environment));
    return object ? object->path : "environments/" + environment + ".yaml";
}

std::map<std::string, std::string> usersOf(const Workspace& workspace) {
    std::map<std::string, std::string> users;
    for (const workspace::System& system : workspace::systemsOf(workspace.folder())) {
        for (const workspace::Exposed& exposed : system.exposes) {
            if (!exposed.connection.empty()) users.emplace(exposed.connection, system.title);
        }
    }
    return users;
}

Error inFile(Error error, const std::string& path) {
    error.place.address = path;
    return error;
}

}  // namespace

Result<WrittenEnvironment> readConnections(const WorkPlace& place, const std::string& environment) {
    PB_TRY(workspace, Workspace::open(place.folder));
    WrittenEnvironment out;
    for (const auto& object : workspace.objects(AddressKind::environment)) out.environments.push_back(object.address.name);
    out.name = environment.empty() && !out.environments.empty() ? out.environments.front() : environment;
    out.usedBy = usersOf(workspace);
    out.path = pathOf(workspace, out.name);
    if (out.name.empty()) return out;
    PB_TRY(text, workspace.read(out.path));
    auto connections = workspace::writtenConnections(text);
    if (!connections) return fail(inFile(std::move(connections).error(), out.path));
    out.connections = std::move(*connections);
    PB_TRY(document, doc::readYaml(std::move(text)));
    out.production = document->root().find("production").boolean();
    return out;
}

Result<std::vector<workspace::ProbeRow>> testDraft(const WorkPlace& place, const ConnectionDraft& draft, StopToken stop) {
    PB_TRY(workspace, Workspace::open(place.folder));
    const std::string path = pathOf(workspace, draft.environment);
    PB_TRY(text, workspace.read(path));
    PB_TRY(changed, workspace::withConnection(text, draft.connection));
    PB_TRY(document, doc::readYaml(std::move(changed)));
    PB_TRY(environment, workspace::readEnvironment(document, draft.environment, path));
    PB_TRY(settings, environment.requireConnection(draft.connection.name));
    workspace::TypedSecrets secrets(draft.secrets, place.secrets);
    PB_TRY(connection, place.connectors->open(settings, {place.folder, place.stateFolder(), &secrets, place.http, place.log}));
    return workspace::allSteps(connection->probe(stop));
}

Done saveDraft(const WorkPlace& place, const ConnectionDraft& draft, StopToken stop) {
    PB_CHECK(mayWrite(place));
    PB_TRY(workspace, Workspace::open(place.folder));
    const std::string path = pathOf(workspace, draft.environment);
    PB_TRY(text, workspace.read(path));
    PB_TRY(there, workspace::writtenConnections(text));
    const bool isTaken = std::any_of(there.begin(), there.end(), [&](const auto& one) { return one.name == draft.connection.name; });
    if (draft.isNew && isTaken) {
        return fail(ErrorCode::conflict, say("The environment “%1” has a connection “%2” already.").arg(qs(draft.environment), qs(draft.connection.name)),
                    say("Choose another name, or edit that one."));
    }
    PB_TRY(changed, workspace::withConnection(text, draft.connection));
    for (const auto& [name, secret] : draft.secrets) {
        if (!place.secrets) return fail(ErrorCode::unavailable, say("Cannot store the secret “%1”. No store of secrets is open.").arg(qs(name)));
        PB_CHECK(place.secrets->put(name, secret, stop));
    }
    return workspace.save(path, changed);
}

Done deleteConnection(const WorkPlace& place, const std::string& environment, const std::string& name) {
    PB_CHECK(mayWrite(place));
    PB_TRY(workspace, Workspace::open(place.folder));
    const std::string path = pathOf(workspace, environment);
    PB_TRY(text, workspace.read(path));
    PB_TRY(changed, workspace::withoutConnection(text, name));
    return workspace.save(path, changed);
}

}  // namespace pb::ui
