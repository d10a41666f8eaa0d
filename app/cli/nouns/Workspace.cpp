#include "app/cli/nouns/Nouns.h"
#include "app/common/Connectors.h"
#include "app/common/Desk.h"
#include "models/base/Files.h"
#include "models/base/Text.h"
#include "models/workspace/ConnectionEdit.h"
#include "models/workspace/SearchIndex.h"
#include "models/workspace/secrets/SecretStores.h"

#include <CLI/CLI.hpp>

namespace pb::app {

namespace {

Result<workspace::Workspace> openWorkspace(const Context& context) {
    PB_TRY(folder, workspace::Workspace::locate(pathFromUtf8(context.workspaceFolder)));
    return workspace::Workspace::open(folder);
}

Exit check(Context& context) {
    const auto workspace = openWorkspace(context);
    return workspace ? context.report(workspace->check()) : context.failed(workspace.error());
}

Exit list(Context& context) {
    const auto workspace = openWorkspace(context);
    if (!workspace) {
        return context.failed(workspace.error());
    }
    for (const auto& object : workspace->objects()) {
        context.row(Row().text("address", object.address.print()).text("path", object.path), object.address.print() + "  " + object.path);
    }
    return Exit::good;
}

Exit find(Context& context, const std::string& query) {
    const auto workspace = openWorkspace(context);
    if (!workspace) {
        return context.failed(workspace.error());
    }
    const auto index = workspace::SearchIndex::of(*workspace);
    const auto hits = index.find(query, 20);
    for (const auto& hit : hits) {
        context.row(Row().text("address", hit.entry->address.print()).text("text", hit.entry->text).text("detail", hit.entry->detail),
                    hit.entry->address.print() + "  " + hit.entry->text + "  " + hit.entry->detail);
    }
    return hits.empty() ? Exit::findings : Exit::good;
}

Exit create(Context& context, const std::string& name) {
    const auto made = workspace::Workspace::create(pathFromUtf8(context.workspaceFolder), name);
    return made ? Exit::good : context.failed(made.error());
}

Exit listConnections(Context& context) {
    const auto desk = Desk::open(pathFromUtf8(context.workspaceFolder), context.environment, *context.log);
    if (!desk) {
        return context.failed(desk.error());
    }
    for (const auto& connection : (*desk)->environment().connections) {
        context.row(Row().text("connection", connection.name).text("kind", connection.kind), connection.name + "  " + connection.kind);
    }
    return Exit::good;
}

Exit testConnection(Context& context, const std::string& name) {
    const auto desk = Desk::open(pathFromUtf8(context.workspaceFolder), context.environment, *context.log);
    if (!desk) {
        return context.failed(desk.error());
    }
    const auto connection = (*desk)->connect(name);
    if (!connection) {
        return context.failed(connection.error());
    }
    bool isGood = true;
    for (const workspace::ProbeRow& row : workspace::allSteps((*connection)->probe(context.stop))) {
        isGood = isGood && row.state != workspace::ProbeRow::State::bad;
        const QString why = row.sentence.isEmpty() ? QString() : u"  " + row.sentence;
        context.row(Row().text("step", titleOf(row.step)).text("state", titleOf(row.state)).text("sentence", row.sentence),
                    utf8(titleOf(row.step) + u": " + titleOf(row.state) + why));
    }
    return isGood ? Exit::good : Exit::couldNot;
}

std::function<Run(CLI::App&)> withText(const char* name, const char* help, Exit (*run)(Context&, const std::string&)) {
    return [=](CLI::App& parser) -> Run {
        auto text = std::make_shared<std::string>();
        parser.add_option(name, *text, help)->required();
        return [text, run](Context& context) { return run(context, *text); };
    };
}

}  // namespace

std::vector<Verb> workspaceVerbs() {
    return {
        {"workspace", "check", QT_TRANSLATE_NOOP("pb", "Says all that is wrong in the workspace's files"),
         "patchbay-cli --workspace shop-to-erp workspace check", [](CLI::App&) -> Run { return check; }},
        {"workspace", "list", QT_TRANSLATE_NOOP("pb", "Lists the objects with their addresses"), "patchbay-cli workspace list",
         [](CLI::App&) -> Run { return list; }},
        {"workspace", "find", QT_TRANSLATE_NOOP("pb", "Finds objects and fields"), "patchbay-cli workspace find 'map order'",
         withText("query", "Words", find)},
        {"workspace", "create", QT_TRANSLATE_NOOP("pb", "Makes an empty workspace in the folder --workspace"),
         "patchbay-cli --workspace acme workspace create acme", withText("name", "Name of the workspace", create)},
        {"connection", "list", QT_TRANSLATE_NOOP("pb", "Lists the connections of the environment"),
         "patchbay-cli --env dev connection list", [](CLI::App&) -> Run { return listConnections; }},
        {"connection", "test", QT_TRANSLATE_NOOP("pb", "Tries a connection and names the step that fails"),
         "patchbay-cli --env dev connection test broker", withText("connection", "Name of the connection", testConnection)},
    };
}

}  // namespace pb::app
