#include "app/cli/nouns/Nouns.h"
#include "models/base/Text.h"
#include "models/document/Json.h"
#include "models/jsonata/Program.h"

#include <CLI/CLI.hpp>

namespace pb::app {

namespace {

struct EvalOptions {
    std::string expression;
    std::string expressionFile;
    std::string input;
    bool explain = false;
    bool lines = false;
};

Result<jsonata::Program> compileExpression(const EvalOptions& options) {
    std::string source = options.expression;
    if (!options.expressionFile.empty()) {
        PB_TRY(text, readInput(options.expressionFile));
        source = std::move(text);
    }
    auto program = jsonata::Program::compile(std::move(source));
    if (!program) {
        return fail(program.error().error());
    }
    return std::move(*program);
}

void printExplanation(Context& context, const jsonata::TracedOutput& traced, const std::string& source) {
    for (const jsonata::Origin& origin : traced.origins) {
        std::string line = "{\"output\":";
        doc::writeJsonString(origin.outputPointer, line);
        line += ",\"expression\":";
        doc::writeJsonString(std::string_view(source).substr(origin.span.begin, origin.span.end - origin.span.begin), line);
        line += ",\"span\":[" + std::to_string(origin.span.begin) + "," + std::to_string(origin.span.end) + "],\"sources\":[";
        for (std::size_t i = 0; i < origin.sources.size(); ++i) {
            line += i > 0 ? "," : "";
            doc::writeJsonString(origin.sources[i].pointer(), line);
        }
        context.line(line + "]}");
    }
}

Exit evalOne(Context& context, const jsonata::Program& program, doc::Value input, bool explain) {
    jsonata::Environment environment;
    environment.stop = context.stop;
    if (explain) {
        const auto traced = program.trace(input, environment);
        if (!traced) {
            return context.failed(traced.error().error());
        }
        printExplanation(context, *traced, program.source());
        return Exit::good;
    }
    const auto output = program.run(input, environment);
    if (!output) {
        return context.failed(output.error().error());
    }
    if (output->defined) {
        context.line(output->json);
    }
    return Exit::good;
}

Exit evalLines(Context& context, const jsonata::Program& program, const std::string& bytes) {
    Exit worst = Exit::good;
    const Done done = doc::readJsonLines(bytes, [&](const doc::DocumentPtr& document, std::uint64_t) {
        worst = std::max(worst, evalOne(context, program, document->root(), false));
        return !context.stop.stop_requested();
    });
    return done ? worst : context.failed(done.error());
}

Exit eval(Context& context, const EvalOptions& options) {
    const auto program = compileExpression(options);
    if (!program) {
        return context.failed(program.error());
    }
    if (options.input.empty()) {
        return evalOne(context, *program, {}, options.explain);
    }
    auto bytes = readInput(options.input);
    if (!bytes) {
        return context.failed(bytes.error());
    }
    if (options.lines) {
        return evalLines(context, *program, *bytes);
    }
    const auto document = doc::readJson(std::move(*bytes));
    if (!document) {
        return context.failed(Error(document.error()).at({options.input}));
    }
    return evalOne(context, *program, (*document)->root(), options.explain);
}

}  // namespace

std::vector<Verb> mapVerbs() {
    return {
        {"map", "eval", QT_TRANSLATE_NOOP("pb", "Evaluates a JSONata expression"),
         "patchbay-cli map eval -e 'lines.quantity' -i samples/order.json",
         [](CLI::App& parser) -> Run {
             auto options = std::make_shared<EvalOptions>();
             auto* expression = parser.add_option("-e,--expression", options->expression, "The expression");
             parser.add_option("-f,--file", options->expressionFile, "File with the expression")->excludes(expression);
             parser.add_option("-i,--input", options->input, "Input file, or - for standard input");
             parser.add_flag("--explain", options->explain, "Show where each value of the result comes from");
             parser.add_flag("--lines", options->lines, "Map each document of a stream");
             return [options](Context& context) { return eval(context, *options); };
         }},
    };
}

}  // namespace pb::app
