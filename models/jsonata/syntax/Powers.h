#pragma once

#include "models/jsonata/syntax/Lexer.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

namespace pb::jsonata {

struct Power {
    std::string_view symbol;
    std::uint8_t left;
};

/// How strongly an operator binds the operand at its left; the others bind none.
inline constexpr std::array<Power, 27> powers = {{
    {".", 75}, {"[", 80}, {"(", 80}, {"{", 70},  {"@", 80},  {"#", 80},  {"^", 40},  {"?", 20},  {"+", 50}, {"-", 50},
    {"*", 60}, {"/", 60}, {"%", 60}, {"=", 40},  {"<", 40},  {">", 40},  {"!=", 40}, {"<=", 40}, {">=", 40}, {"&", 50},
    {"and", 30}, {"or", 25}, {"in", 40}, {":=", 10}, {"~>", 40}, {"?:", 40}, {"??", 40},
}};

inline constexpr auto powersOfChars = [] {
    std::array<std::uint8_t, 128> ofChars{};
    for (const Power& power : powers) {
        if (power.symbol.size() == 1) {
            ofChars[packedSymbol(power.symbol)] = power.left;
        }
    }
    return ofChars;
}();

inline int powerOf(const Token& token) {
    if (token.symbol < powersOfChars.size()) {
        return powersOfChars[token.symbol];
    }
    const auto found = std::find_if(powers.begin(), powers.end(), [&](const Power& p) { return packedSymbol(p.symbol) == token.symbol; });
    return found == powers.end() ? 0 : found->left;
}

}  // namespace pb::jsonata
