#include "app/cli/nouns/Nouns.h"
#include "models/base/Files.h"
#include "models/base/Text.h"
#include "models/deploy/Blame.h"
#include "models/deploy/Release.h"
#include "models/document/Json.h"

#include <CLI/CLI.hpp>

namespace pb::app {

namespace {

std::string releaseJson(const deploy::Release& release) {
    std::string json = "{\"name\":";
    doc::writeJsonString(release.name, json);
    json += ",\"created\":\"" + isoTime(release.created) + "\",\"notes\":";
    doc::writeJsonString(release.notes, json);
    json += ",\"resources\":[";
    for (std::size_t i = 0; i < release.resources.size(); ++i) {
        json += i > 0 ? "," : "";
        doc::writeJsonString(release.resources[i].identity, json);
    }
    return json + "]}";
}

void print(Context& context, const deploy::Release& release) {
    if (context.json) {
        context.line(releaseJson(release));
        return;
    }
    context.line(release.name + "  " + isoTime(release.created) + "  " + release.notes);
    for (const deploy::ReleaseResource& resource : release.resources) {
        context.line("    " + resource.identity + "  " + resource.sha256.substr(0, 12));
    }
}

Exit list(Context& context) {
    std::vector<Finding> broken;
    const auto releases = deploy::listReleases(pathFromUtf8(context.workspaceFolder), &broken);
    if (!releases) {
        return context.failed(releases.error());
    }
    for (const deploy::Release& release : *releases) {
        print(context, release);
    }
    return broken.empty() ? Exit::good : context.report(broken);
}

struct MakeOptions {
    std::string name, notes;
    std::vector<std::string> routes;
};

Exit make(Context& context, const MakeOptions& options) {
    const auto folder = pathFromUtf8(context.workspaceFolder);
    const auto lock = lockWorkspace(context);
    if (!lock) {
        return context.failed(lock.error());
    }
    const std::string name = options.name.empty() ? deploy::nextReleaseName(folder) : options.name;
    const auto release = deploy::makeRelease(folder, name, options.notes, {options.routes});
    if (!release) {
        return context.failed(release.error());
    }
    print(context, *release);
    return Exit::good;
}

struct BlameOptions {
    std::string file;
    int line = 1;
};

Exit blame(Context& context, const BlameOptions& options) {
    const auto answer = deploy::blame(pathFromUtf8(context.workspaceFolder), options.file, options.line, options.line);
    if (!answer) {
        return context.failed(answer.error());
    }
    if (answer->origin.release.empty()) {
        context.line(utf8(say("The line is not released yet.")));
        return Exit::good;
    }
    context.line(answer->origin.release + "  " + isoTime(answer->origin.created) + "  " + options.file + ":" +
                 std::to_string(answer->origin.lineThere));
    for (const auto& [mark, text] : {std::pair("- ", answer->before), std::pair("+ ", answer->after)}) {
        if (!text.empty()) {
            context.line(mark + text);
        }
    }
    return Exit::good;
}

}  // namespace

std::vector<Verb> releaseVerbs() {
    return {
        {"release", "list", QT_TRANSLATE_NOOP("pb", "Lists the releases, oldest first"), "patchbay-cli release list",
         [](CLI::App&) -> Run { return list; }},
        {"release", "make", QT_TRANSLATE_NOOP("pb", "Makes a release of the workspace's routes and the maps they use"),
         "patchbay-cli release make --name 2026.12.1 --notes 'Take uom where there is no unit'",
         [](CLI::App& parser) -> Run {
             auto options = std::make_shared<MakeOptions>();
             parser.add_option("--name", options->name, "Name (default: the day and a number)");
             parser.add_option("--notes", options->notes, "What is new");
             parser.add_option("--route", options->routes, "Route file; several times for several (default: all)");
             return [options](Context& context) { return make(context, *options); };
         }},
        {"release", "blame", QT_TRANSLATE_NOOP("pb", "Tells which release brought a line"),
         "patchbay-cli release blame maps/order-to-erp.jsonata 24",
         [](CLI::App& parser) -> Run {
             auto options = std::make_shared<BlameOptions>();
             parser.add_option("file", options->file, "File of the workspace")->required();
             parser.add_option("line", options->line, "Line, from 1")->required()->check(CLI::PositiveNumber);
             return [options](Context& context) { return blame(context, *options); };
         }},
    };
}

}  // namespace pb::app
