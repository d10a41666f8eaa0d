#include "models/document/Json.h"
#include "models/jsonata/Program.h"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

using namespace pb;

/// The bytes are a picture string for every function that takes one.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const std::array programs{
        *jsonata::Program::compile("[1234.5678, 0, -7, 1e20, 0.001].$formatNumber($, $$.picture)"),
        *jsonata::Program::compile("[0, 1, -12, 1999, 1e12].$formatInteger($, $$.picture)"),
        *jsonata::Program::compile("['12', 'xii', 'forty-two', 'AB', '1,234'].$parseInteger($, $$.picture)"),
        *jsonata::Program::compile("[0, 1764000000000, -62135596800000].$fromMillis($, $$.picture, '+0530')"),
        *jsonata::Program::compile("['2026-11-28', '28th of November 2026', '1:05 PM'].$toMillis($, $$.picture)"),
    };
    std::string json = "{\"picture\":";
    doc::writeJsonString(std::string_view(reinterpret_cast<const char*>(data), size), json);
    const auto input = doc::readJson(json + "}");
    jsonata::Environment environment;
    environment.limits = {.depth = 200, .milliseconds = 500, .sequenceLength = 10'000, .memory = 64u << 20};
    for (const auto& program : programs) {
        if (input) {
            (void)program.run((*input)->root(), environment);
        }
    }
    return 0;
}
