#include "models/document/Json.h"
#include "models/jsonata/Program.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

using namespace pb;

/// The first line is the input as JSON, the rest an expression. Whatever it is: an error, or a program that ends within its
/// limits, makes JSON, and makes the same JSON when it is traced.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const std::size_t end = std::min(bytes.find('\n'), bytes.size());
    const auto input = doc::readJson(std::string(bytes.substr(0, end)));
    const auto program = jsonata::Program::compile(std::string(end < bytes.size() ? bytes.substr(end + 1) : bytes));
    if (!program) {
        return 0;
    }
    struct FixedClock final : Clock {
        Millis now() const override { return 1'764'000'000'000; }
    };
    static const FixedClock clock;
    jsonata::Environment environment;
    environment.clock = &clock;
    environment.randomSeed = 1;
    environment.limits = {.depth = 100, .milliseconds = 20, .sequenceLength = 2'000, .memory = 8u << 20};
    const doc::Value root = input ? (*input)->root() : doc::Value();
    const auto output = program->run(root, environment);
    const auto traced = program->trace(root, environment);
    if (output && output->defined && !doc::readJson(std::string_view(output->json), nullptr, {.depth = 20'000})) {
        std::abort();
    }
    if (output && traced && output->json != traced->output.json) {
        std::abort();
    }
    return 0;
}
