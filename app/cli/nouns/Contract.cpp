#include "app/cli/nouns/Nouns.h"
#include "connectors/http/ContractServer.h"
#include "connectors/http/HttpClient.h"
#include "models/base/Files.h"
#include "models/base/Text.h"
#include "models/contract/Curl.h"
#include "models/contract/Runner.h"

#include <CLI/CLI.hpp>

#include <chrono>
#include <thread>

namespace pb::app {

namespace {

Result<contract::ContractPtr> load(const Context& context, const std::string& file) {
    return contract::Contract::load(pathFromUtf8(context.workspaceFolder) / pathFromUtf8(file), file);
}

Exit show(Context& context, const std::string& file) {
    const auto contract = load(context, file);
    if (!contract) {
        return context.failed(contract.error());
    }
    context.row(Row().text("title", (*contract)->title()).text("version", (*contract)->version()), (*contract)->title() + " " + (*contract)->version());
    for (const contract::Operation& operation : (*contract)->operations()) {
        std::vector<std::string> statuses;
        std::string text = "    " + operation.label() + " →";
        for (const contract::Response& response : operation.responses) {
            statuses.push_back(response.status);
            text += " " + response.status;
        }
        context.row(Row().text("operation", operation.label()).texts("statuses", statuses), text);
    }
    return context.report((*contract)->findings());
}

struct TestOptions {
    std::string file, baseUrl;
    std::uint64_t seed = 1;
    int concurrency = 4;
};

void printFailure(Context& context, const contract::RunResult& result, const contract::CaseResult& failed) {
    const contract::Case& test = result.cases[failed.test];
    context.line(utf8(say("failed: %1").arg(test.title)) + "  [" + test.id + "]");
    for (const contract::Breach& breach : failed.breaches) {
        context.line("    " + utf8(breach.sentence) + "  " + utf8(breach.clause.place.print()));
    }
    context.line("    " + contract::curlCommand(failed.smallest ? *failed.smallest : test.request));
}

void printCoverage(Context& context, const contract::Contract& contract, const contract::RunResult& result) {
    for (const contract::CoverageCell& cell : result.coverage) {
        const std::string seen = cell.seen == 0 ? utf8(say("not seen")) : utf8(say("%1 of %2 passed").arg(cell.passed).arg(cell.seen));
        context.line(contract.operations()[cell.operation].label() + " " + cell.status + ": " + seen +
                     (cell.documented ? "" : utf8(u", " + say("not documented"))));
    }
}

Exit test(Context& context, const TestOptions& options) {
    const auto contract = load(context, options.file);
    if (!contract) {
        return context.failed(contract.error());
    }
    contract::CaseOptions caseOptions;
    caseOptions.baseUrl = options.baseUrl;
    caseOptions.seed = options.seed;
    auto cases = contract::makeCases(**contract, caseOptions);
    if (!cases) {
        return context.failed(cases.error());
    }
    const auto transport = std::make_unique<connectors::http::HttpClient>();
    contract::RunOptions runOptions;
    runOptions.concurrency = options.concurrency;
    const auto result = contract::runCases(**contract, std::move(*cases), *transport, runOptions, *context.progress, context.stop);
    if (!result) {
        return context.failed(result.error());
    }
    if (context.json) {
        context.line(contract::resultRows(**contract, *result));
    } else {
        printCoverage(context, **contract, *result);
        for (const contract::CaseResult& one : result->results) {
            if (one.verdict == contract::Verdict::failed) {
                printFailure(context, *result, one);
            }
        }
    }
    context.note(say("%1 passed, %2 failed, seed %3.")
                     .arg(result->count(contract::Verdict::passed))
                     .arg(result->count(contract::Verdict::failed))
                     .arg(result->seed));
    return result->cancelled ? Exit::couldNot : result->isClean() ? Exit::good : Exit::findings;
}

struct ServeOptions {
    std::string file, state;
    std::uint16_t port = 0;
};

Exit serve(Context& context, const ServeOptions& options) {
    const auto contract = load(context, options.file);
    if (!contract) {
        return context.failed(contract.error());
    }
    connectors::http::ContractServerOptions serverOptions;
    serverOptions.contract = *contract;
    serverOptions.port = options.port;
    serverOptions.stateFile = pathFromUtf8(options.state);
    const auto server = connectors::http::ContractServer::start(std::move(serverOptions));
    if (!server) {
        return context.failed(server.error());
    }
    context.row(Row().text("url", (*server)->url()), (*server)->url());
    std::fflush(stdout);
    context.note(say("Ctrl+C ends it."));
    while (!context.stop.stop_requested()) {
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
    const auto counts = (*server)->counts();
    context.note(say("%1 requests, %2 created, %3 repeated, %4 refused.")
                     .arg(counts.requests).arg(counts.created).arg(counts.repeated).arg(counts.refused));
    return Exit::good;
}

}  // namespace

std::vector<Verb> contractVerbs() {
    return {
        {"contract", "show", QT_TRANSLATE_NOOP("pb", "Shows the operations of a contract and what is wrong with it"),
         "patchbay-cli contract show contracts/erp.openapi.yaml",
         [](CLI::App& parser) -> Run {
             auto file = std::make_shared<std::string>();
             parser.add_option("contract", *file, "Contract of the workspace")->required();
             return [file](Context& context) { return show(context, *file); };
         }},
        {"contract", "test", QT_TRANSLATE_NOOP("pb", "Sends examples and generated requests and judges the answers"),
         "patchbay-cli contract test contracts/erp.openapi.yaml --url http://127.0.0.1:18461",
         [](CLI::App& parser) -> Run {
             auto options = std::make_shared<TestOptions>();
             parser.add_option("contract", options->file, "Contract of the workspace")->required();
             parser.add_option("--url", options->baseUrl, "Base URL (default: the contract's first server)");
             parser.add_option("--seed", options->seed, "The same seed gives the same requests");
             parser.add_option("--concurrency", options->concurrency, "Requests under way at once")->check(CLI::Range(1, 64));
             return [options](Context& context) { return test(context, *options); };
         }},
        {"contract", "serve", QT_TRANSLATE_NOOP("pb", "Plays the system that a contract describes, on loopback"),
         "patchbay-cli contract serve contracts/erp.openapi.yaml --port 18461",
         [](CLI::App& parser) -> Run {
             auto options = std::make_shared<ServeOptions>();
             parser.add_option("contract", options->file, "Contract of the workspace")->required();
             parser.add_option("--port", options->port, "Port (default: any free one)");
             parser.add_option("--state", options->state, "File that keeps what was created");
             return [options](Context& context) { return serve(context, *options); };
         }},
    };
}

}  // namespace pb::app
