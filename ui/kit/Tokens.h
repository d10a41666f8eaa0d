#pragma once

#include "ui/kit/CodeView.h"

#include <string_view>
#include <vector>

namespace pb::ui {

enum class Token { plain, name, string, number, keyword, comment, punctuation, function };
inline constexpr int tokenCount = static_cast<int>(Token::function) + 1;

struct TokenSpan {
    std::size_t begin = 0, end = 0;   ///< bytes in the line
    Token token = Token::plain;
    friend bool operator==(const TokenSpan&, const TokenSpan&) = default;
};

/// Colours for one line; enough for reading, the real parsers find the errors. `inComment` is carried from line to
/// line (JSONata and XML comments span lines). Spans are in order and cover no blanks.
std::vector<TokenSpan> tokensOf(Language language, std::string_view line, bool& inComment);

}  // namespace pb::ui
