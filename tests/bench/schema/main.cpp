// What a 1 kB order costs: bench_schema SCHEMA-FILE [DOCUMENTS-FILE-TO-WRITE [PATCHBAY-CLI]]; "large" for the large schemas alone
#include "models/base/Files.h"
#include "models/document/Json.h"
#include "models/schema/Tree.h"
#include "models/schema/Validator.h"
#include "tests/bench/Table.h"
#include "tests/bench/schema/Large.h"
#include "tests/bench/schema/Orders.h"

#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <functional>

namespace {

using namespace pb;

constexpr int documents = 4500, fewestRounds = 15;
constexpr double shortestSeconds = 2;  // a virtual machine's own speed changes within one

/// Documents a second of processor time, best of the rounds: other work on the machine does not count.
double rate(const std::function<void()>& pass, int count = documents) {
    const auto start = std::chrono::steady_clock::now();
    double best = 0;
    for (int round = 0; round < fewestRounds || bench::secondsSince(start) < shortestSeconds; ++round) {
        const std::clock_t begin = std::clock();
        pass();
        best = std::max(best, count * double{CLOCKS_PER_SEC} / static_cast<double>(std::clock() - begin));
    }
    return best;
}

std::string linesOf(const std::vector<std::string>& texts) {
    std::string lines;
    for (const std::string& text : texts) {
        lines += text + "\n";
    }
    return lines;
}

void row(const char* what, double perSecond, const char* wanted = "") {
    std::printf("%-44s %12.0f docs/s %8.2f us  %s\n", what, perSecond, 1e6 / perSecond, wanted);
}

/// The schema with the keywords of one name renamed to something that no dialect knows.
std::string without(std::string schema, const std::string& keyword) {
    const std::string name = "\"" + keyword + "\":";
    for (auto at = schema.find(name); at != std::string::npos; at = schema.find(name, at + 1)) {
        schema.replace(at, name.size(), "\"x-off\":");
    }
    return schema;
}

schema::Validator compiled(const std::string& text, bool formats) {
    const auto document = doc::readJson(text);
    schema::CompileOptions options;
    options.assertFormats = formats;
    return *schema::Validator::compile(*document, (*document)->root(), options);
}

void timeParts(const std::string& schema, const std::vector<doc::DocumentPtr>& parsed) {
    const auto validating = [&](auto&& judge) {
        return rate([&] {
            for (int i = 0; i < documents; ++i) {  // few enough to stay in the cache, as right after parsing
                if (!judge.isValid(parsed[static_cast<std::size_t>(i % 16)]->root())) {
                    std::abort();
                }
            }
        });
    };
    row("validate, by a checker that knows the shapes", validating(schema::Checker(compiled(schema, true))));
    row("validate, each by itself", validating(compiled(schema, true)));
    row("  without formats", validating(compiled(schema, false)));
    row("  without formats and patterns", validating(compiled(without(schema, "pattern"), false)));
    row("  … and unevaluatedProperties", validating(compiled(without(without(schema, "pattern"), "unevaluatedProperties"), false)));
    row("  … and uniqueItems, multipleOf",
        validating(compiled(without(without(without(without(schema, "pattern"), "unevaluatedProperties"), "uniqueItems"), "multipleOf"), false)));
}

/// One reader and one checker for a stream whose bytes stay in memory.
void timeWhole(const schema::Validator& validator, const std::vector<std::string>& texts) {
    const auto kept = std::make_shared<const int>();
    doc::JsonReader reader;
    schema::Checker checker(validator);
    row("parse", rate([&] {
            for (const std::string& text : texts) {
                if (!reader.read(text, kept)) {
                    std::abort();
                }
            }
        }));
    row("parse + validate", rate([&] {
            for (const std::string& text : texts) {
                if (!checker.isValid((*reader.read(text, kept))->root())) {
                    std::abort();
                }
            }
        }));
    const std::vector<std::string> wrong = bench::wrongOrders(documents);
    row("parse + all violations of a wrong one", rate([&] {
            for (const std::string& text : wrong) {
                const auto document = reader.read(text, kept);
                if (checker.violations((*document)->root()).size() != 3) {
                    std::abort();
                }
            }
        }));
    row("parse + infer", rate([&] {
            schema::Inference inference;
            for (const std::string& text : texts) {
                inference.add((*doc::readJson(text, nullptr))->root());
            }
        }), "wanted 100,000");
}

/// Processor time of all processes that this one has waited for.
double childSeconds() {
    rusage usage{};
    ::getrusage(RUSAGE_CHILDREN, &usage);
    const auto seconds = [](const timeval& time) { return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6; };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

/// The command, from its start to its end: processor time of one run over all documents, many times repeated.
void timeCommand(const std::string& cli, const std::string& schema, const std::string& lines, const std::string& file) {
    constexpr int repeats = 40;
    std::string all;
    for (int i = 0; i < repeats; ++i) {
        all += lines;
    }
    const std::string big = file + ".all";
    if (!writeFileAtomically(pathFromUtf8(big), all)) {
        std::abort();
    }
    const std::string command = cli + " schema validate --formats --lines " + schema + " " + big + " >" + file + ".out";
    double best = 0;
    for (int i = 0; i < 3; ++i) {
        const double before = childSeconds();
        if (std::system(command.c_str()) != 0) {
            std::abort();
        }
        best = std::max(best, documents * repeats / (childSeconds() - before));
    }
    row("patchbay-cli schema validate --lines", best);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc == 2 && std::string(argv[1]) == "large") {
        bench::timeLargeSchemas();
        return 0;
    }
    const auto schema = argc > 1 ? readFile(pathFromUtf8(argv[1])) : fail(ErrorCode::wrongUse, {});
    if (!schema) {
        std::fprintf(stderr, "bench_schema SCHEMA-FILE [DOCUMENTS-FILE-TO-WRITE [PATCHBAY-CLI]]\n");
        return 2;
    }
    const std::vector<std::string> texts = bench::orders(documents);
    const std::string lines = linesOf(texts);
    std::vector<doc::DocumentPtr> parsed;
    doc::JsonReader reader;
    for (const std::string& text : texts) {
        parsed.push_back(*reader.read(text));
    }
    if (argc > 2 && (!writeFileAtomically(pathFromUtf8(argv[2]), lines) ||
                     !writeFileAtomically(pathFromUtf8(argv[2] + std::string(".wrong")), linesOf(bench::wrongOrders(documents))))) {
        return 1;
    }
    std::printf("%d orders of %zu bytes\n", documents, lines.size() / texts.size());
    row("compile (schemas)", rate([&] {
            for (int i = 0; i < 100; ++i) {
                compiled(*schema, true);
            }
        }, 100));
    timeParts(*schema, parsed);
    timeWhole(compiled(*schema, true), texts);
    if (argc > 3) {
        timeCommand(argv[3], argv[1], lines, argv[2]);
    }
    bench::timeLargeSchemas();
    return 0;
}
