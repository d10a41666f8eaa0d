#include "models/document/Json.h"
#include "models/jsonata/Program.h"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

using namespace pb;

namespace {

/// A function that takes pictures, ready to run again and again.
struct Subject {
    explicit Subject(const char* expression)
        : program(*jsonata::Program::compile(expression)), runner(program, {.limits = {.milliseconds = 100, .memory = 8u << 20}}) {}
    jsonata::Program program;
    jsonata::Runner runner;
};

}  // namespace

/// The first byte chooses a function, the rest is its picture.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static std::array subjects{
        Subject("[1234.5678, 0, -7, 1e20, 0.001].$formatNumber($, $$.picture)"),
        Subject("[0, 1, -12, 1999, 1e12].$formatInteger($, $$.picture)"),
        Subject("['12', 'xii', 'forty-two', 'AB', '1,234'].$parseInteger($, $$.picture)"),
        Subject("[0, 1764000000000, -62135596800000].$fromMillis($, $$.picture, '+0530')"),
        Subject("['2026-11-28', '28th of November 2026', '1:05 PM'].$toMillis($, $$.picture)"),
    };
    if (size == 0) {
        return 0;
    }
    std::string json = "{\"picture\":";
    doc::writeJsonString(std::string_view(reinterpret_cast<const char*>(data) + 1, size - 1), json);
    if (const auto input = doc::readJson(json + "}")) {
        std::string out;
        (void)subjects[data[0] % subjects.size()].runner.run((*input)->root(), out);
    }
    return 0;
}
