#include "models/contract/Curl.h"

#include <cstdint>
#include <cstdlib>
#include <string>

namespace {

/// A POSIX shell's reading of one word made of bare characters, single quotes and \' (XCU §2.2); false where the word
/// would end or mean something.
bool readWord(const std::string& word, std::string& text) {
    bool quoted = false;
    for (std::size_t i = 0; i < word.size(); ++i) {
        const char c = word[i];
        if (c == '\'') {
            quoted = !quoted;
        } else if (quoted) {
            text.push_back(c);
        } else if (c == '\\' && i + 1 < word.size()) {
            text.push_back(word[++i]);
        } else if (std::string_view(" \t\n|&;<>()$`\\\"*?[#~{}!^").find(c) != std::string_view::npos) {
            return false;
        } else {
            text.push_back(c);
        }
    }
    return !quoted;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    const std::string word = pb::contract::shellQuoted(text);
    std::string back;
    if (word.empty() || !readWord(word, back) || back != text) {
        std::abort();
    }
    return 0;
}
