#include "app/cli/nouns/Nouns.h"
#include "models/base/Files.h"
#include "models/base/Text.h"
#include "models/workspace/Workspace.h"
#include "models/workspace/secrets/SecretStores.h"

#include <CLI/CLI.hpp>

#include <cstdlib>
#include <iostream>

namespace pb::app {

namespace {

/// The stores of this machine. An encrypted file is used with the passphrase in PATCHBAY_PASSPHRASE.
Result<std::unique_ptr<workspace::SecretStore>> openStore(const Context& context) {
    PB_TRY(folder, workspace::Workspace::locate(pathFromUtf8(context.workspaceFolder)));
    PB_TRY(workspace, workspace::Workspace::open(folder));
    PB_CHECK(workspace.ensureStateFolder());
    workspace::SecretStoreChoice choice;
    if (const char* passphrase = std::getenv("PATCHBAY_PASSPHRASE")) {
        choice.file = workspace.stateFolder() / "secrets.bin";
        choice.passphrase = Secret(passphrase);
    }
    return workspace::chooseSecretStore(choice);
}

Exit put(Context& context, const std::string& reference) {
    auto store = openStore(context);
    if (!store) {
        return context.failed(store.error());
    }
    std::string line;
    std::getline(std::cin, line);
    const Done done = (*store)->put(reference, Secret(std::move(line)), context.stop);
    return done ? Exit::good : context.failed(done.error());
}

Exit check(Context& context, const std::string& reference) {
    auto store = openStore(context);
    if (!store) {
        return context.failed(store.error());
    }
    const auto value = (*store)->get(reference, context.stop);
    if (!value) {
        return context.failed(value.error());
    }
    context.line(utf8(say("“%1” is there.").arg(qs(reference))));
    return Exit::good;
}

Exit remove(Context& context, const std::string& reference) {
    auto store = openStore(context);
    if (!store) {
        return context.failed(store.error());
    }
    const Done done = (*store)->remove(reference, context.stop);
    return done ? Exit::good : context.failed(done.error());
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
