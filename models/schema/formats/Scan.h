#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace pb::schema {

constexpr bool isDigit(char c) { return c >= '0' && c <= '9'; }
constexpr bool isAlpha(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
constexpr bool isHex(char c) { return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
constexpr bool isAscii(char c) { return static_cast<unsigned char>(c) < 0x80; }

/// A set of ASCII characters, asked for by table.
class AsciiSet {
public:
    constexpr AsciiSet(std::string_view characters) {
        for (const char c : characters) {
            holds_[static_cast<unsigned char>(c)] = true;
        }
    }
    static constexpr AsciiSet lettersDigitsAnd(std::string_view characters) {
        AsciiSet set(characters);
        for (int c = 0; c < 128; ++c) {
            set.holds_[static_cast<std::size_t>(c)] |= isAlpha(static_cast<char>(c)) || isDigit(static_cast<char>(c));
        }
        return set;
    }
    constexpr bool holds(char c) const { return holds_[static_cast<unsigned char>(c)]; }

private:
    std::array<bool, 256> holds_{};
};

/// What takeCodePoint gives where the bytes are no UTF-8.
constexpr std::uint32_t badCodePoint = 0xffffffffu;

/// The first code point of a text that is not empty, which loses it.
std::uint32_t takeCodePoint(std::string_view& text);

/// The number in two digits, or -1.
constexpr int twoDigits(std::string_view text, std::size_t at) {
    const bool both = at + 2 <= text.size() && isDigit(text[at]) && isDigit(text[at + 1]);
    return both ? (text[at] - '0') * 10 + (text[at + 1] - '0') : -1;
}

/// Whether `%XX` stands at a place.
constexpr bool isEscape(std::string_view text, std::size_t at) {
    return at + 2 < text.size() && text[at] == '%' && isHex(text[at + 1]) && isHex(text[at + 2]);
}

}  // namespace pb::schema
