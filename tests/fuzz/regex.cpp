#include "models/base/Regex.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

using namespace pb;

/// The first line is a pattern, the rest a text; inputs of odd length ignore case and look at lines. Whatever they are: an
/// error, or matches that lie in the text and move on.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const std::size_t end = std::min(bytes.find('\n'), bytes.size());
    const std::string_view text = end < bytes.size() ? bytes.substr(end + 1) : bytes;
    const bool isOdd = size % 2 == 1;
    const auto regex = Regex::compile(bytes.substr(0, end), {.ignoreCase = isOdd, .multiline = isOdd, .maxSteps = 1'000});
    Regex::Match match;
    std::size_t from = 0;
    for (int i = 0; regex && i < 5 && from <= text.size(); ++i) {
        const auto found = regex->find(text, from, match);
        if (!found || !*found) {
            break;
        }
        if (match.begin < from || match.end < match.begin || match.end > text.size()) {
            std::abort();
        }
        from = match.end > match.begin ? match.end : match.end + 1;
    }
    return 0;
}
