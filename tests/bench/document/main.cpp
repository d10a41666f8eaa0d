#include "models/document/Json.h"
#include "models/document/JsonTokens.h"
#include "tests/bench/document/Bench.h"
#include "tests/bench/document/Inputs.h"

#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <functional>
#include <string>

using namespace pb;
using namespace pb::doc;

namespace pb::bench {

double speed(std::size_t bytes, const std::function<void()>& work) {
    double best = 0;
    for (int round = 0; round < 5; ++round) {
        const std::clock_t start = std::clock();
        work();
        const double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
        best = std::max(best, static_cast<double>(bytes) / 1e6 / std::max(seconds, 1e-6));
    }
    return best;
}

void require(bool good, const char* what) {
    if (!good) {
        std::fprintf(stderr, "%s failed\n", what);
        std::exit(1);
    }
}

void row(const char* name, std::size_t bytes, double megabytesPerSecond, double limit) {
    std::printf("%-34s %8.1f MB %8.0f MB/s", name, static_cast<double>(bytes) / 1e6, megabytesPerSecond);
    if (limit > 0) {
        std::printf("   tokens alone %6.0f MB/s", limit);
    }
    std::printf("\n");
}

}  // namespace pb::bench

using namespace pb::bench;

namespace {

void jsonRow(const char* name, const std::string& text) {
    std::size_t nodes = 0;
    const std::shared_ptr<const void> owner(&text, [](const void*) {});
    const double tree = speed(text.size(), [&] {
        const auto document = readJson(text, owner);
        require(document.has_value(), name);
        nodes = (*document)->nodes().size();
    });
    const double limit = speed(text.size(), [&] {
        JsonTokens tokens;
        require(tokens.find(text) == JsonTokens::Outcome::found, name);
    });
    row(name, text.size(), tree, limit);
    std::printf("%34s %zu nodes, %.2f bytes of tree a byte of text\n", "", nodes,
                static_cast<double>(nodes * sizeof(Node)) / static_cast<double>(text.size()));
}

void jsonLinesRow(const std::string& text) {
    std::size_t documents = 0;
    const double stream = speed(text.size(), [&] {
        documents = 0;
        require(readJsonLines(text, [&](const DocumentPtr&, std::uint64_t) { return ++documents > 0; }).has_value(),
                "lines");
    });
    row("NDJSON orders of 1.2 kB", text.size(), stream, 0);
    std::printf("%34s %zu documents, %.0f documents/s\n", "", documents,
                stream * 1e6 / static_cast<double>(text.size()) * static_cast<double>(documents));
}

}  // namespace

constexpr std::size_t textBytes = 100'000'000;

/// bench_document [json|edi|csv|xml|memory|"" [PATCHBAY-CLI]]
int main(int count, char** arguments) {
    const std::string only = count > 1 ? arguments[1] : "";
    if (only.empty() || only == "json") {
        jsonRow("JSON orders", bench::jsonOrders(50'000'000, false));
        jsonRow("JSON records", bench::jsonRecords(50'000'000));
        jsonLinesRow(bench::jsonOrders(50'000'000, true));
    }
    if (only.empty() || only == "edi") {
        ediRows(textBytes);
    }
    if (only.empty() || only == "csv") {
        csvRows(textBytes);
    }
    if (only.empty() || only == "xml") {
        xmlRows(textBytes);
    }
    if (count > 2 && (only.empty() || only == "memory")) {
        memoryRows(textBytes, arguments[2]);
    }
    return 0;
}
