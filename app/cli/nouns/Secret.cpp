#include "app/cli/nouns/Nouns.h"
#include "app/common/Secrets.h"
#include "models/base/Files.h"
#include "models/base/Text.h"
#include "models/workspace/WorkspaceLock.h"

#include <CLI/CLI.hpp>

#include <iostream>

namespace pb::app {

namespace {

Result<std::unique_ptr<workspace::ChainStore>> openStore(const Context& context) {
    PB_TRY(folder, workspace::Workspace::locate(pathFromUtf8(context.workspaceFolder)));
    PB_TRY(workspace, workspace::Workspace::open(folder));
    return openSecrets(workspace);
}

/// Puts or removes: under the workspace's lock, since the window may have the same file of secrets open.
Exit change(Context& context, const std::function<Done(workspace::SecretStore&)>& edit) {
    const auto lock = lockWorkspace(context);
    if (!lock) {
        return context.failed(lock.error());
    }
    const auto store = openStore(context);
    if (!store) {
        return context.failed(store.error());
    }
    const Done done = edit(**store);
    return done ? Exit::good : context.failed(done.error());
}

Exit put(Context& context, const std::string& reference) {
    std::string line;
    std::getline(std::cin, line);
    return change(context, [&](workspace::SecretStore& store) { return store.put(reference, Secret(std::move(line)), context.stop); });
}

Exit check(Context& context, const std::string& reference) {
    const auto store = openStore(context);
    if (!store) {
        return context.failed(store.error());
    }
    const auto value = (*store)->get(reference, context.stop);
    if (!value) {
        return context.failed(value.error());
    }
    context.row(Row().text("secret", reference).flag("exists", true), utf8(say("“%1” is there.").arg(qs(reference))));
    return Exit::good;
}

Exit remove(Context& context, const std::string& reference) {
    return change(context, [&](workspace::SecretStore& store) { return store.remove(reference, context.stop); });
}

std::function<Run(CLI::App&)> withReference(Exit (*run)(Context&, const std::string&)) {
    return [run](CLI::App& parser) -> Run {
        auto reference = std::make_shared<std::string>();
        parser.add_option("name", *reference, "Name behind secret:")->required();
        return [reference, run](Context& context) { return run(context, *reference); };
    };
}

}  // namespace

std::vector<Verb> secretVerbs() {
    return {
        {"secret", "put", QT_TRANSLATE_NOOP("pb", "Keeps a secret; its value is the first line of standard input"),
         "patchbay-cli secret put erp-token < token.txt", withReference(put)},
        {"secret", "check", QT_TRANSLATE_NOOP("pb", "Says whether a secret is there, without showing it"),
         "patchbay-cli secret check erp-token", withReference(check)},
        {"secret", "remove", QT_TRANSLATE_NOOP("pb", "Forgets a secret"), "patchbay-cli secret remove erp-token", withReference(remove)},
    };
}

}  // namespace pb::app
