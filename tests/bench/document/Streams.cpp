#include "tests/bench/Memory.h"
#include "tests/bench/document/Bench.h"
#include "tests/bench/document/Inputs.h"

#include <cstdio>
#include <filesystem>
#include <fstream>

namespace pb::bench {

namespace {

constexpr double mostMegabytes = 32;

void writeText(const std::filesystem::path& path, const std::string& text) {
    std::ofstream(path, std::ios::binary) << text;
}

void memoryRow(const char* name, const std::filesystem::path& file, const std::string& layout, const std::string& program) {
    const std::filesystem::path layoutPath = file.string() + ".layout.yaml";
    writeText(layoutPath, layout);
    const Memory memory =
        peakMemory({program, "map", "eval", "-e", "$", "--lines", "-i", file.string(), "--layout", layoutPath.string()});
    require(memory.isGood, name);
    std::printf("%-34s %8.1f MB %8.1f MB of memory, %.1f MB with the pages of files\n", name,
                static_cast<double>(std::filesystem::file_size(file)) / 1e6, memory.own / 1e6, memory.all / 1e6);
    require(memory.all < mostMegabytes * 1e6, "flat memory");
}

}  // namespace

void memoryRows(std::size_t bytes, const std::string& program) {
    const auto folder = std::filesystem::temp_directory_path() / ("patchbay-bench-" + std::to_string(::getpid()));
    std::filesystem::create_directory(folder);
    writeText(folder / "orders.ndjson", jsonOrders(bytes, true));
    memoryRow("NDJSON, streamed", folder / "orders.ndjson", "format: ndjson", program);
    writeText(folder / "lines.csv", csvLines(bytes));
    memoryRow("CSV, streamed", folder / "lines.csv", "format: csv", program);
    writeText(folder / "orders.xml", xmlOrders(bytes));
    memoryRow("XML, streamed", folder / "orders.xml", "{format: xml, records: Orders/Order}", program);
    writeText(folder / "orders.x12", x12Orders(bytes));
    memoryRow("X12, streamed", folder / "orders.x12", "{format: x12, records: sets}", program);
    std::filesystem::remove_all(folder);
}

}  // namespace pb::bench
