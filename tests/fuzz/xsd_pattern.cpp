#include "models/base/Regex.h"
#include "models/schema/diff/PatternContainment.h"
#include "models/schema/xsd/XsdPattern.h"
#include "tests/fuzz/Lines.h"

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

using namespace pb;

/// Two lines are regular expressions of XML Schema, the rest is a text. Whatever they are: what translates is a pattern of
/// ECMA-262, and a text of a pattern is one of each pattern that is said to include it.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view rest(reinterpret_cast<const char*>(data), size);
    const auto outer = schema::xsd::ecmaPattern(fuzz::takeLine(rest)), inner = schema::xsd::ecmaPattern(fuzz::takeLine(rest));
    if (!outer || !inner) {
        return 0;
    }
    const std::string wide = "^(?:" + *outer + ")$", narrow = "^(?:" + *inner + ")$";
    const Regex::Options options{.maxSteps = 1'000};
    const auto wideRegex = Regex::compile(wide, options), narrowRegex = Regex::compile(narrow, options);
    const auto isWrong = [](const auto& regex) { return !regex && regex.error().code != ErrorCode::limit; };
    if (isWrong(wideRegex) || isWrong(narrowRegex)) {
        std::abort();
    }
    const auto includes = schema::patternIncludes(wide, narrow);
    if (includes.value_or(false) && wideRegex && narrowRegex && narrowRegex->test(rest).value_or(false) && !wideRegex->test(rest).value_or(true)) {
        std::abort();
    }
    return 0;
}
