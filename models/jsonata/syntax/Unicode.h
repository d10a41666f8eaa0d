#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace pb::jsonata {

/// Appends a code point as UTF-8; a lone surrogate as its three bytes (WTF-8).
inline void appendUtf8(std::uint32_t point, std::string& out) {
    const auto byte = [&out](std::uint32_t value) { out.push_back(static_cast<char>(value)); };
    if (point < 0x80) {
        byte(point);
    } else if (point < 0x800) {
        byte(0xc0 | (point >> 6));
        byte(0x80 | (point & 0x3f));
    } else if (point < 0x10000) {
        byte(0xe0 | (point >> 12));
        byte(0x80 | ((point >> 6) & 0x3f));
        byte(0x80 | (point & 0x3f));
    } else {
        byte(0xf0 | (point >> 18));
        byte(0x80 | ((point >> 12) & 0x3f));
        byte(0x80 | ((point >> 6) & 0x3f));
        byte(0x80 | (point & 0x3f));
    }
}

/// Bytes of the code point that begins with `lead`; 1 for a byte that begins none.
inline std::size_t utf8Length(char lead) {
    const auto value = static_cast<unsigned char>(lead);
    return value < 0xc0 ? 1 : value < 0xe0 ? 2 : value < 0xf0 ? 3 : 4;
}

inline bool isUtf8Lead(char value) { return (static_cast<unsigned char>(value) & 0xc0) != 0x80; }

/// The code point at `at`, which moves behind it.
inline std::uint32_t nextPoint(std::string_view text, std::size_t& at) {
    const auto byte = [&](std::size_t index) { return static_cast<std::uint32_t>(static_cast<unsigned char>(text[index])); };
    const std::uint32_t lead = byte(at);
    const std::size_t length = utf8Length(text[at]);
    if (length == 1 || at + length > text.size()) {
        ++at;
        return lead;
    }
    std::uint32_t point = lead & (0x7fu >> length);
    for (std::size_t i = 1; i < length; ++i) {
        point = (point << 6) | (byte(at + i) & 0x3f);
    }
    at += length;
    return point;
}

std::u32string toPoints(std::string_view text);
std::string fromPoints(std::u32string_view points);

/// Length in UTF-16 units, which is how the language counts positions of matches and of errors.
std::size_t countUnits(std::string_view text);
/// Byte of the code point with the given number; the size where there are fewer.
std::size_t byteOfPoint(std::string_view text, std::size_t point);
/// Order by UTF-16 units, as JavaScript compares: <0, 0, >0.
int compareUnits(std::string_view left, std::string_view right);

}  // namespace pb::jsonata
