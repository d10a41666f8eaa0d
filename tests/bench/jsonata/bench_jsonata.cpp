// Three pieces of work on one core, the third also on more: bench_jsonata EXPRESSIONS-FOLDER FOLDER PATCHBAY-CLI. The
// inputs, results and figures are left in FOLDER, for rivals.mjs.
#include "models/base/Files.h"
#include "models/document/Json.h"
#include "models/jsonata/Program.h"
#include "tests/bench/Memory.h"
#include "tests/bench/Table.h"
#include "tests/bench/jsonata/Inputs.h"

#include <algorithm>
#include <cstdlib>
#include <string>
#include <thread>

using namespace pb;

namespace {

/// Of one piece of work, the best of several rounds, in seconds.
struct Times {
    double parse = 0, evaluate = 0, trace = 0, whole = 0;
};

struct Work {
    const char *name, *title, *wanted;
    std::string input;
    double units;
    const char* unit;
    int rounds;
};

[[noreturn]] void giveUp(const QString& sentence) {
    std::fprintf(stderr, "%s\n", qPrintable(sentence));
    std::exit(3);
}

template <typename Work>
double best(int rounds, Work work) {
    double seconds = 1e9;
    for (int i = 0; i < rounds; ++i) {
        const auto start = std::chrono::steady_clock::now();
        work();
        seconds = std::min(seconds, bench::secondsSince(start));
    }
    return seconds;
}

void evaluate(jsonata::Runner& runner, doc::Value input, std::string& out) {
    const auto done = runner.run(input, out);
    if (!done) giveUp(done.error().message);
    out += '\n';
}

/// The documents of a file that stays in memory, as `map eval -i` reads it.
void read(const std::string& bytes, const doc::EachDocument& each) {
    const std::shared_ptr<const void> stays(&bytes, [](const void*) {});
    if (const Done done = doc::readJsonLines(bytes, each, {}, stays); !done) giveUp(done.error().sentence);
}

/// `bytes` holds one document a line. Leaves the results in `out`.
Times measure(const jsonata::Program& program, const std::string& bytes, int rounds, std::string& out) {
    jsonata::Runner runner(program);
    Times times;
    times.parse = best(rounds, [&] { read(bytes, [](const doc::DocumentPtr&, std::uint64_t) { return true; }); });
    times.whole = best(rounds, [&] {
        out.clear();
        read(bytes, [&](const doc::DocumentPtr& document, std::uint64_t) {
            evaluate(runner, document->root(), out);
            return true;
        });
    });
    std::vector<doc::DocumentPtr> documents;
    read(bytes, [&](const doc::DocumentPtr& document, std::uint64_t) {
        documents.push_back(document);
        return true;
    });
    times.evaluate = times.trace = 1e9;
    for (int i = 0; i < rounds; ++i) {  // in turns: a machine that changes its speed changes it for both
        times.evaluate = std::min(times.evaluate, best(1, [&] {
            out.clear();
            for (const auto& document : documents) evaluate(runner, document->root(), out);
        }));
        times.trace = std::min(times.trace, best(1, [&] {
            for (const auto& document : documents) {
                const auto traced = program.trace(document->root());
                if (!traced) giveUp(traced.error().message);
            }
        }));
    }
    return times;
}

std::string readText(const std::string& path) {
    auto text = readFile(pathFromUtf8(path));
    if (!text) giveUp(text.error().sentence);
    return std::move(*text);
}

void write(const std::string& path, const std::string& text) {
    if (const Done done = writeFileAtomically(pathFromUtf8(path), text); !done) giveUp(done.error().sentence);
}

/// Seconds for documents that `threads` threads share, each with a runner of its own.
double shared(const jsonata::Program& program, const std::vector<std::string>& documents, std::size_t threads) {
    return best(5, [&] {
        std::vector<std::jthread> workers;
        for (std::size_t worker = 0; worker < threads; ++worker) {
            workers.emplace_back([&, worker] {
                jsonata::Runner runner(program);
                std::string out;
                for (std::size_t i = worker; i < documents.size(); i += threads) {
                    const auto document = doc::readJson(std::string_view(documents[i]), nullptr);
                    if (!document) giveUp(document.error().sentence);
                    evaluate(runner, (*document)->root(), out);
                }
            });
        }
    });
}

/// c in pieces of 1,000 records: on one thread, and on four or as many as the machine has cores.
void measureThreads(bench::Table& table, const jsonata::Program& program) {
    const std::vector<std::string> documents(224, bench::customerRecords(1'000));
    const double megabytes = double(documents.size() * documents.front().size()) / 1e6;
    const std::size_t threads = std::clamp<std::size_t>(std::thread::hardware_concurrency(), 2, 4);
    const double one = shared(program, documents, 1), many = shared(program, documents, threads);
    const std::string wanted = threads == 4 ? "≥ 3" : "";
    table.row("c in 224 documents, 1 thread", megabytes / one, "MB/s");
    table.row(("c in 224 documents, " + std::to_string(threads) + " threads").c_str(), megabytes / many, "MB/s");
    table.row((std::to_string(threads) + " threads ÷ 1 thread").c_str(), one / many, "×", wanted.c_str());
}

/// Adds the work's figures to `figures`, an object of JSON without its end.
void measureWork(bench::Table& table, const Work& work, const std::string& expressions, const std::string& folder,
                 std::string& figures) {
    const std::string source = readText(expressions + "/" + work.name + ".jsonata");
    const auto program = jsonata::Program::compile(source);
    if (!program) giveUp(program.error().message);
    write(folder + "/" + work.name + ".json", work.input);
    std::string out;
    const Times times = measure(*program, work.input, work.rounds, out);
    write(folder + "/" + work.name + ".out", out);
    const std::string title = work.title;
    table.row(title.c_str(), work.units / times.whole, work.unit, work.wanted);
    table.row((title + ": parse only").c_str(), work.units / times.parse, work.unit);
    table.row((title + ": evaluate and print only").c_str(), work.units / times.evaluate, work.unit);
    table.row((title + ": the same with provenance ÷ without").c_str(), times.trace / times.evaluate, "×", "≤ 4");
    const double compile = 1e3 * best(200, [&] { (void)jsonata::Program::compile(source); });
    table.row((title + ": compile").c_str(), compile, "ms", work.name == std::string("orders") ? "≤ 0.05" : "");
    figures += std::string(figures.empty() ? "{" : ",") + "\"" + work.name + "\":{\"rate\":" + std::to_string(work.units / times.whole) +
               ",\"units\":" + std::to_string(work.units) + ",\"unit\":\"" + work.unit + "\",\"compile\":" + std::to_string(compile) + "}";
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 4) giveUp(QStringLiteral("bench_jsonata EXPRESSIONS-FOLDER FOLDER PATCHBAY-CLI"));
    const std::string expressions = argv[1], folder = argv[2];
    std::string orders;
    for (const std::string& order : bench::webOrders(2'000)) orders += order + "\n";
    const std::string lines = bench::orderLines(2'000), records = bench::customerRecords(224'000);
    const Work works[] = {{"orders", "a: 2,000 orders", "≥ 60000", orders, 2'000, "docs/s", 15},
                          {"lines", "b: 2,000 lines, 1 MB", "≥ 400", lines, double(lines.size()) / 1e6, "MB/s", 15},
                          {"records", "c: 224,000 records, 50 MB", "≥ 200", records, double(records.size()) / 1e6, "MB/s", 9}};
    bench::Table table("JSONata, one core");
    std::string figures;
    for (const Work& work : works) measureWork(table, work, expressions, folder, figures);
    write(folder + "/figures.json", figures + "}");
    const std::string expression = expressions + "/records.jsonata";
    const bench::Memory memory = bench::peakMemory({argv[3], "map", "eval", "-f", expression, "-i", folder + "/records.json"});
    if (!memory.isGood) giveUp(QStringLiteral("patchbay-cli map eval failed"));
    table.row("c: most memory of patchbay-cli ÷ input", memory.all / double(records.size()), "×", "≤ 5");
    const auto program = jsonata::Program::compile(readText(expression));
    measureThreads(table, *program);
    return 0;
}
