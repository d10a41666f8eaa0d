#include "app/cli/nouns/Nouns.h"
#include "models/base/Files.h"
#include "models/base/Text.h"
#include "models/deploy/Blame.h"
#include "models/deploy/Release.h"

#include <CLI/CLI.hpp>

namespace pb::app {

namespace {

void print(Context& context, const deploy::Release& release) {
    std::vector<Row> resources;
    std::string text = release.name + "  " + isoTime(release.created) + "  " + release.notes;
    for (const deploy::ReleaseResource& resource : release.resources) {
        resources.push_back(Row().text("identity", resource.identity).text("sha256", resource.sha256));
        text += "\n    " + resource.identity + "  " + resource.sha256.substr(0, 12);
    }
    context.row(Row().text("name", release.name).text("created", isoTime(release.created)).text("notes", release.notes).rows("resources", resources),
                text);
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
    const auto& origin = answer->origin;
    if (origin.release.empty()) {
        context.row(Row().raw("release", "null"), utf8(say("The line is not released yet.")));
        return Exit::good;
    }
    std::string text = origin.release + "  " + isoTime(origin.created) + "  " + options.file + ":" + std::to_string(origin.lineThere);
    for (const auto& [mark, line] : {std::pair("\n- ", answer->before), std::pair("\n+ ", answer->after)}) {
        text += line.empty() ? std::string() : mark + line;
    }
    context.row(Row().text("release", origin.release).text("created", isoTime(origin.created)).text("file", options.file)
                    .number("line", origin.lineThere).textOrNull("before", answer->before).textOrNull("after", answer->after),
                text);
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
