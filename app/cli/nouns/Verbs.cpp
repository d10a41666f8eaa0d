#include "app/cli/nouns/Nouns.h"
#include "models/base/Files.h"
#include "models/base/Text.h"
#include "models/workspace/Workspace.h"

#include <CLI/CLI.hpp>

#include <iostream>
#include <iterator>

namespace pb::app {

std::vector<Verb> verbs() {
    std::vector<Verb> all;
    for (const auto& noun : {workspaceVerbs, channelVerbs, deadLetterVerbs, mapVerbs, contractVerbs, routeVerbs,
                             releaseVerbs, deployVerbs, redriveVerbs, docVerbs, schemaVerbs, schemaInferVerbs, schemaTreeVerbs, secretVerbs, tourVerbs, completionVerbs}) {
        std::vector<Verb> some = noun();
        std::move(some.begin(), some.end(), std::back_inserter(all));
    }
    return all;
}

const char* summaryOf(std::string_view noun) {
    static constexpr std::pair<std::string_view, const char*> summaries[] = {
        {"workspace", QT_TRANSLATE_NOOP("pb", "The folder with all that a team shares")},
        {"connection", QT_TRANSLATE_NOOP("pb", "How an environment reaches brokers, APIs and runtimes")},
        {"channel", QT_TRANSLATE_NOOP("pb", "Topics, queues and streams of a broker")},
        {"deadletter", QT_TRANSLATE_NOOP("pb", "Messages that failed, their causes and what leads there")},
        {"map", QT_TRANSLATE_NOOP("pb", "Maps: evaluate, check, test")},
        {"contract", QT_TRANSLATE_NOOP("pb", "API contracts: show, test against the live system, play")},
        {"route", QT_TRANSLATE_NOOP("pb", "Camel routes in YAML")},
        {"release", QT_TRANSLATE_NOOP("pb", "What is deployed together, and what brought a line")},
        {"deploy", QT_TRANSLATE_NOOP("pb", "Plan, apply, verify, roll back")},
        {"redrive", QT_TRANSLATE_NOOP("pb", "Sending dead letters again, none lost, none twice")},
        {"doc", QT_TRANSLATE_NOOP("pb", "Documents of every format")},
        {"schema", QT_TRANSLATE_NOOP("pb", "Schemas of every language")},
        {"secret", QT_TRANSLATE_NOOP("pb", "Passwords and tokens, kept outside of the workspace")},
        {"completion", QT_TRANSLATE_NOOP("pb", "Completion scripts for shells")},
    };
    for (const auto& [name, summary] : summaries) {
        if (name == noun) {
            return summary;
        }
    }
    return "";
}

std::vector<Verb> completionVerbs() {
    const auto printScript = [](const char* shell) {
        return [shell](CLI::App&) -> Run {
            return [shell](Context& context) {
                const auto script = completionScript(shell);
                if (!script) {
                    return context.failed(script.error());
                }
                std::cout << *script;
                return Exit::good;
            };
        };
    };
    return {
        {"completion", "bash", QT_TRANSLATE_NOOP("pb", "Prints the completion script for bash"),
         "patchbay-cli completion bash > /etc/bash_completion.d/patchbay-cli", printScript("bash")},
        {"completion", "zsh", QT_TRANSLATE_NOOP("pb", "Prints the completion script for zsh"),
         "patchbay-cli completion zsh > ~/.zfunc/_patchbay-cli", printScript("zsh")},
    };
}

Result<workspace::WorkspaceLock> lockWorkspace(const Context& context) {
    PB_TRY(folder, workspace::Workspace::locate(pathFromUtf8(context.workspaceFolder)));
    PB_TRY(workspace, workspace::Workspace::open(folder));
    PB_CHECK(workspace.ensureStateFolder());
    return workspace::WorkspaceLock::acquire(workspace.stateFolder());
}

Result<std::string> readInput(const std::string& path) {
    if (path == "-") {
        return std::string(std::istreambuf_iterator<char>(std::cin), {});
    }
    return readFile(pathFromUtf8(path));
}

}  // namespace pb::app
