#include "app/cli/nouns/DocumentInput.h"
#include "app/cli/nouns/Nouns.h"
#include "models/base/Files.h"
#include "models/base/Text.h"
#include "models/document/Json.h"
#include "models/jsonata/Batch.h"
#include "models/jsonata/Program.h"
#include "models/map/MapTest.h"

#include <CLI/CLI.hpp>

#include <algorithm>

namespace pb::app {

namespace {

struct EvalOptions {
    std::string expression;
    std::string expressionFile;
    std::string input;
    FormatChoice format;
    std::vector<std::string> bindings;  ///< NAME=FILE
    std::string reachedBy;              ///< pointer into the input
    bool explain = false;
    bool steps = false;
    bool lines = false;
    bool batch = false;
    int threads = 1;
};

Result<jsonata::Program> compileExpression(const EvalOptions& options) {
    if (options.expression.empty() && options.expressionFile.empty()) {
        return fail(ErrorCode::wrongUse, say("There is no expression."), say("Write it behind -e, or name its file with -f."));
    }
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

/// What an expression sees besides its input.
struct Surroundings {
    jsonata::Environment environment;
    std::vector<doc::DocumentPtr> documents;  ///< of the bindings
};

Result<Surroundings> surroundingsOf(const Context& context, const EvalOptions& options) {
    Surroundings made;
    made.environment.stop = context.stop;
    for (const std::string& binding : options.bindings) {
        const std::size_t sign = binding.find('=');
        if (sign == 0 || sign == std::string::npos) {
            return fail(ErrorCode::wrongUse, say("Cannot bind “%1”. It is not NAME=FILE.").arg(qs(binding)),
                        say("Write --bind rates=rates.csv, and $rates in the expression."));
        }
        const std::string path = binding.substr(sign + 1);
        PB_TRY(opened, openInput(path, {}));
        PB_TRY(document, readDocument(opened, path));
        made.environment.bindings.emplace_back(binding.substr(0, sign), document->root());
        made.documents.push_back(std::move(document));
    }
    return made;
}

/// The format of the input: JSON where it comes from standard input and nothing else is said.
FormatChoice formatOf(const EvalOptions& options) {
    const bool isSaid = !options.format.id.empty() || !options.format.layoutPath.empty();
    return options.input == "-" && !isSaid ? FormatChoice{"json", {}} : options.format;
}

std::string textOf(jsonata::Span span, const std::string& source) { return source.substr(span.begin, span.end - span.begin); }

std::string printSpan(jsonata::Span span) { return "[" + std::to_string(span.begin) + "," + std::to_string(span.end) + "]"; }

/// Whether a value of the input, or something in it, is at that place of the input.
bool isAtOrBelow(const std::string& pointer, const std::string& place) {
    return pointer.starts_with(place) && (pointer.size() == place.size() || pointer[place.size()] == '/');
}

std::vector<std::string> pointersOf(const std::vector<doc::Value>& values) {
    std::vector<std::string> pointers;
    std::transform(values.begin(), values.end(), std::back_inserter(pointers), [](const doc::Value& value) { return value.pointer(); });
    return pointers;
}

void printExplanation(Context& context, const EvalOptions& options, const jsonata::Provenance& provenance, const std::string& source) {
    const auto isAsked = [&](const std::vector<std::string>& pointers) {
        return std::any_of(pointers.begin(), pointers.end(), [&](const std::string& each) { return isAtOrBelow(each, options.reachedBy); });
    };
    provenance.forEach([&](const jsonata::Origin& origin) {
        std::vector<std::string> conditions, decidedBy;
        for (const jsonata::Origin::Condition& condition : origin.conditions) {
            conditions.push_back(textOf(condition.span, source));
            const std::vector<std::string> pointers = pointersOf(condition.sources);
            std::copy_if(pointers.begin(), pointers.end(), std::back_inserter(decidedBy),
                         [&](const std::string& each) { return std::find(decidedBy.begin(), decidedBy.end(), each) == decidedBy.end(); });
        }
        const std::vector<std::string> sources = pointersOf(origin.sources);
        if (options.reachedBy.empty() || isAsked(sources) || isAsked(decidedBy)) {
            context.line(Row().text("output", origin.outputPointer)
                             .text("expression", textOf(origin.span, source))
                             .raw("span", printSpan(origin.span)).texts("sources", sources)
                             .texts("conditions", conditions).texts("decidedBy", decidedBy).json());
        }
        return !context.stop.stop_requested();
    });
}

/// Each clause with its value, in the order in which they were evaluated.
Exit evalSteps(Context& context, const jsonata::Program& program, doc::Value input, const jsonata::Environment& environment) {
    const auto output = program.step(input, environment, [&](jsonata::Span span, std::string_view json) {
        Row row;
        row.text("expression", textOf(span, program.source())).raw("span", printSpan(span)).flag("defined", !json.empty());
        if (!json.empty()) {
            doc::readJson(json) ? row.raw("value", json) : row.text("function", json);
        }
        context.line(row.json());
        return !context.stop.stop_requested();
    });
    return output ? Exit::good : context.failed(output.error().error());
}

Exit evalOne(Context& context, const jsonata::Program& program, doc::Value input, const jsonata::Environment& environment,
             const EvalOptions& options) {
    if (options.steps) {
        return evalSteps(context, program, input, environment);
    }
    if (options.explain || !options.reachedBy.empty()) {
        const auto traced = program.trace(input, environment);
        if (!traced) {
            return context.failed(traced.error().error());
        }
        printExplanation(context, options, traced->provenance, program.source());
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

/// How far a stream is, told now and then; how long it is, is known of files only.
class StreamProgress {
public:
    StreamProgress(Progress& progress, const std::string& path) : progress_(progress) {
        std::error_code unknown;
        const auto size = std::filesystem::file_size(pathFromUtf8(path), unknown);
        total_ = unknown ? Progress::unknownTotal : static_cast<std::int64_t>(size);
    }

    void reached(std::uint64_t byte) {
        if (byte >= next_) {
            next_ = byte + every;
            progress_.report(static_cast<std::int64_t>(byte), total_, say("mapped"));
        }
    }

private:
    static constexpr std::uint64_t every = 4u << 20;
    Progress& progress_;
    std::int64_t total_ = Progress::unknownTotal;
    std::uint64_t next_ = every;
};

/// Each document of a stream through one runner; what fails is told, and the rest goes on.
Exit evalLines(Context& context, const jsonata::Program& program, const EvalOptions& options,
               const jsonata::Environment& environment) {
    jsonata::Runner runner(program, environment);
    StreamProgress progress(*context.progress, options.input);
    Exit worst = Exit::good;
    std::uint64_t number = 0;
    std::string out;
    const Done done = streamDocuments(options.input, formatOf(options), [&](const doc::DocumentPtr& document, std::uint64_t begin) {
        progress.reached(begin);
        out.clear();
        ++number;
        const auto isDefined = runner.run(document->root(), out);
        if (!isDefined) {
            Error error(isDefined.error().error().code, say("Document %1, which begins at byte %2, is not mapped.").arg(number).arg(begin));
            worst = std::max(worst, context.failed(std::move(error).because(isDefined.error().error())));
        } else if (*isDefined) {
            context.line(out);
        }
        return !context.stop.stop_requested();
    });
    return done ? worst : context.failed(done.error());
}

Exit evalBatch(Context& context, const EvalOptions& options) {
    auto requests = mapInput(options.input.empty() ? "-" : options.input);
    if (!requests) {
        return context.failed(requests.error());
    }
    jsonata::BatchOptions batch;
    batch.threads = options.threads;
    jsonata::answerLines(requests->bytes(), batch, [&](std::string_view answer, std::size_t begin) {
        requests->forget(begin);
        context.line(answer);
        return !context.stop.stop_requested();
    });
    return Exit::good;
}

Exit eval(Context& context, const EvalOptions& options) {
    if (options.batch) {
        return evalBatch(context, options);
    }
    const auto program = compileExpression(options);
    if (!program) {
        return context.failed(program.error());
    }
    const auto surroundings = surroundingsOf(context, options);
    if (!surroundings) {
        return context.failed(surroundings.error());
    }
    if (options.input.empty()) {
        return evalOne(context, *program, {}, surroundings->environment, options);
    }
    if (options.lines) {
        return evalLines(context, *program, options, surroundings->environment);
    }
    const auto opened = openInput(options.input, formatOf(options));
    const auto document = opened ? readDocument(*opened, options.input) : fail(opened.error());
    if (!document) {
        return context.failed(document.error());
    }
    return evalOne(context, *program, (*document)->root(), surroundings->environment, options);
}

struct LoadedMap {
    map::MapDocument map;
    map::Side source, target;
};

Result<LoadedMap> load(const Context& context, const std::string& name) {
    const auto folder = pathFromUtf8(context.workspaceFolder);
    PB_TRY(map, map::MapDocument::load(folder, name));
    PB_TRY(source, map::loadSide(folder, map.sides().sourceSchema));
    PB_TRY(target, map::loadSide(folder, map.sides().targetSchema));
    return LoadedMap{std::move(map), std::move(source), std::move(target)};
}

Exit check(Context& context, const std::string& name) {
    const auto loaded = load(context, name);
    return loaded ? context.report(map::checkMap(loaded->map, loaded->source, loaded->target)) : context.failed(loaded.error());
}

Exit links(Context& context, const std::string& name) {
    const auto loaded = load(context, name);
    if (!loaded) {
        return context.failed(loaded.error());
    }
    for (const map::Link& link : loaded->map.links()) {
        std::string sources;
        for (const std::string& source : link.sources) {
            sources += (sources.empty() ? "" : ", ") + source;
        }
        context.row(Row().number("line", link.line).text("target", link.target).texts("sources", link.sources),
                    std::to_string(link.line) + ": " + link.target + " ← " + sources);
    }
    return Exit::good;
}

Exit test(Context& context, const std::string& name) {
    const auto loaded = load(context, name);
    if (!loaded) {
        return context.failed(loaded.error());
    }
    const auto tests = map::loadTests(pathFromUtf8(context.workspaceFolder), name);
    if (!tests) {
        return context.failed(tests.error());
    }
    int failed = 0;
    for (const map::MapTestResult& result : map::runTests(loaded->map, loaded->target, *tests, context.stop)) {
        const bool isGood = result.state == map::MapTestResult::State::passed;
        failed += isGood ? 0 : 1;
        context.row(Row().text("test", result.name).flag("passed", isGood).text("reason", result.reason),
                    utf8(isGood ? say("passed: %1").arg(qs(result.name)) : say("failed: %1  %2").arg(qs(result.name), result.reason)));
    }
    context.note(say("%1 tests, %2 failed.").arg(tests->size()).arg(failed));
    return failed == 0 ? Exit::good : Exit::findings;
}

std::function<Run(CLI::App&)> withName(Exit (*run)(Context&, const std::string&)) {
    return [run](CLI::App& parser) -> Run {
        auto name = std::make_shared<std::string>();
        parser.add_option("map", *name, "Name of the map")->required();
        return [name, run](Context& context) { return run(context, *name); };
    };
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
             parser.add_option("-i,--input", options->input, "Input file of any format, or - for standard input");
             addFormat(parser, options->format);
             parser.add_option("--bind", options->bindings, "NAME=FILE: a document as the variable $NAME, such as a lookup table");
             parser.add_flag("--explain", options->explain, "Show of each value of the result the clause, its sources, the conditions and what decided them");
             parser.add_option("--reached-by", options->reachedBy, "Only what a value of the input reaches, by its pointer: /order/id");
             parser.add_flag("--steps", options->steps, "Show each clause with its value, in the order of evaluation");
             parser.add_flag("--lines", options->lines, "Map each document of a stream");
             parser.add_flag("--batch", options->batch, "Each line of the input is a request {\"expr\", \"input\", …}");
             parser.add_option("--threads", options->threads, "Of --batch; 0 = one a core")->check(CLI::NonNegativeNumber);
             return [options](Context& context) { return eval(context, *options); };
         }},
        {"map", "check", QT_TRANSLATE_NOOP("pb", "Says which required fields nothing feeds, and what the schemas lack"),
         "patchbay-cli map check order-to-erp", withName(check)},
        {"map", "links", QT_TRANSLATE_NOOP("pb", "Lists the links of a map with their lines"), "patchbay-cli map links order-to-erp",
         withName(links)},
        {"map", "test", QT_TRANSLATE_NOOP("pb", "Runs the tests beside a map"), "patchbay-cli map test order-to-erp", withName(test)},
    };
}

}  // namespace pb::app
