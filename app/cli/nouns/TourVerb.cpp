#include "app/cli/nouns/Nouns.h"
#include "app/common/Tour.h"
#include "app/common/TourPictures.h"
#include "models/base/Files.h"
#include "models/base/Text.h"

#include <CLI/CLI.hpp>

namespace pb::app {

namespace {

struct TourVerbOptions {
    std::string into;
    std::vector<std::string> set;
    std::string until;
    bool screenshots = false;
};

Result<std::map<std::string, std::string>> variablesOf(const std::vector<std::string>& pairs) {
    std::map<std::string, std::string> variables;
    for (const std::string& pair : pairs) {
        const std::size_t equals = pair.find('=');
        if (equals == std::string::npos) {
            return fail(ErrorCode::wrongUse, say("“%1” is not NAME=VALUE.").arg(qs(pair)));
        }
        variables[pair.substr(0, equals)] = pair.substr(equals + 1);
    }
    return variables;
}

void printResult(Context& context, const TourResult& result) {
    context.line(Row().number("produced", result.produced).number("arrived", result.arrived).number("parked", result.parked)
                     .number("causes", result.causes).number("sentAgain", result.sentAgain).number("stillParked", result.stillParked)
                     .flag("reachedRelease", result.reachedRelease).number("testsBefore", result.testsBefore)
                     .number("testsAfter", result.testsAfter).number("contractPassed", result.contractPassed)
                     .number("contractFailed", result.contractFailed).json());
}

Result<TourOptions> tourOptionsOf(const Context& context, const TourVerbOptions& options) {
    PB_TRY(variables, variablesOf(options.set));
    TourOptions tourOptions;
    tourOptions.workspace = pathFromUtf8(context.workspaceFolder);
    tourOptions.into = pathFromUtf8(options.into);
    tourOptions.environment = context.environment;
    tourOptions.variables = std::move(variables);
    tourOptions.trafficOnly = options.until == "traffic";
    return tourOptions;
}

/// The systems that the tour plays end with it: the window of the pictures plays them again.
Result<TourResult> runTour(Context& context, const TourOptions& options) {
    Tour tour(options, *context.log, [&context](const QString& line) {
        if (context.json) {
            context.note(line);
        } else {
            context.line(utf8(line));
            std::fflush(stdout);
        }
    });
    return tour.run(context.stop, Progress::none());
}

Exit tour(Context& context, const TourVerbOptions& options) {
    const auto tourOptions = tourOptionsOf(context, options);
    if (!tourOptions) {
        return context.failed(tourOptions.error());
    }
    const auto result = runTour(context, *tourOptions);
    if (!result) {
        return context.failed(result.error());
    }
    if (context.json) {
        printResult(context, *result);
    }
    if (options.screenshots) {
        if (const Done done = takePictures(tourOptions->into, context.environment, context.stop); !done) {
            return context.failed(done.error());
        }
        context.note(say("Screenshots of every page, light and dark, are in %1.").arg(qs(options.into)));
    }
    return result->contractFailed == 0 ? Exit::good : Exit::findings;
}

}  // namespace

std::vector<Verb> tourVerbs() {
    return {
        {"tour", "", QT_TRANSLATE_NOOP("pb", "Runs the whole loop in a copy of a workspace and prints an account of it"),
         "patchbay-cli --workspace resources/workspaces/shop-to-erp tour --into build/tour",
         [](CLI::App& parser) -> Run {
             auto options = std::make_shared<TourVerbOptions>();
             parser.add_option("--into", options->into, "Folder for the copy and the screenshots")->required();
             parser.add_option("--set", options->set, "NAME=VALUE: a variable of the environment in the copy");
             parser.add_option("--until", options->until, "Stop there: traffic")->check(CLI::IsMember({"traffic"}));
             parser.add_flag("--screenshots", options->screenshots, "Save pictures of every page, light and dark");
             return [options](Context& context) { return tour(context, *options); };
         }},
    };
}

}  // namespace pb::app
