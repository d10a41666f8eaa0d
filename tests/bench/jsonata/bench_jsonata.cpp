// The three pieces of work of jsonata.mjs, on one core: bench_jsonata EXPRESSIONS-FOLDER FOLDER-FOR-INPUTS-AND-RESULTS
#include "models/base/Files.h"
#include "models/document/Json.h"
#include "models/jsonata/Program.h"
#include "tests/bench/Table.h"
#include "tests/bench/jsonata/Inputs.h"

#include <algorithm>
#include <cstdlib>
#include <string>

using namespace pb;

namespace {

/// Of one piece of work, the best of several rounds, in seconds.
struct Times {
    double parse = 0, evaluate = 0, whole = 0;
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

void read(const std::string& bytes, const doc::EachDocument& each) {
    if (const Done done = doc::readJsonLines(bytes, each); !done) giveUp(done.error().sentence);
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
    times.evaluate = best(rounds, [&] {
        out.clear();
        for (const auto& document : documents) evaluate(runner, document->root(), out);
    });
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

}  // namespace

int main(int argc, char** argv) {
    if (argc < 3) giveUp(QStringLiteral("bench_jsonata EXPRESSIONS-FOLDER FOLDER"));
    const std::string expressions = argv[1], folder = argv[2];
    std::string orders;
    for (const std::string& order : bench::webOrders(2'000)) orders += order + "\n";
    struct Work {
        const char *name, *title, *wanted;
        std::string input;
        double units;
        const char* unit;
        int rounds;
    };
    const std::string lines = bench::orderLines(2'000), records = bench::customerRecords(224'000);
    const Work works[] = {{"orders", "a: 2,000 orders", "≥ 60000", orders, 2'000, "docs/s", 15},
                          {"lines", "b: 2,000 lines, 1 MB", "≥ 400", lines, double(lines.size()) / 1e6, "MB/s", 15},
                          {"records", "c: 224,000 records, 50 MB", "≥ 200", records, double(records.size()) / 1e6, "MB/s", 3}};
    bench::Table table("JSONata, one core");
    for (const Work& work : works) {
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
        const double compile = best(200, [&] { (void)jsonata::Program::compile(source); });
        table.row((title + ": compile").c_str(), compile * 1e3, "ms", work.name == std::string("orders") ? "≤ 0.05" : "");
    }
    return 0;
}
