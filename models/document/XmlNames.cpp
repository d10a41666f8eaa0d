#include "models/document/XmlNames.h"

#include "models/document/Utf8.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace pb::doc {

namespace {

struct CodeRange {
    char32_t first;
    char32_t last;
};

/// XML 1.0 §2.3 [4] NameStartChar and [4a] what else a NameChar may be, beyond ASCII.
constexpr std::array<CodeRange, 12> startRanges = {{{0xc0, 0xd6},
                                                    {0xd8, 0xf6},
                                                    {0xf8, 0x2ff},
                                                    {0x370, 0x37d},
                                                    {0x37f, 0x1fff},
                                                    {0x200c, 0x200d},
                                                    {0x2070, 0x218f},
                                                    {0x2c00, 0x2fef},
                                                    {0x3001, 0xd7ff},
                                                    {0xf900, 0xfdcf},
                                                    {0xfdf0, 0xfffd},
                                                    {0x10000, 0xeffff}}};
constexpr std::array<CodeRange, 3> innerRanges = {{{0xb7, 0xb7}, {0x300, 0x36f}, {0x203f, 0x2040}}};

template <std::size_t N>
bool isIn(char32_t code, const std::array<CodeRange, N>& ranges) {
    return std::any_of(ranges.begin(), ranges.end(),
                       [code](CodeRange range) { return code >= range.first && code <= range.last; });
}

constexpr bool startsName(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':';
}

enum AsciiKind : std::uint8_t { other, inner, start };

constexpr auto asciiKinds = [] {
    std::array<AsciiKind, 256> kinds{};
    for (char c = 0; c < 0x7f; ++c) {
        const bool isInner = (c >= '0' && c <= '9') || c == '-' || c == '.';
        kinds[static_cast<unsigned char>(c)] = startsName(c) ? start : isInner ? inner : other;
    }
    return kinds;
}();

bool isAsciiStart(char c) {
    return asciiKinds[static_cast<unsigned char>(c)] == start;
}

bool isAsciiInner(char c) {
    return asciiKinds[static_cast<unsigned char>(c)] != other;
}

char32_t codePointOf(std::string_view sequence) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(sequence[i]); };
    char32_t code = byte(0) & (0x7fu >> sequence.size());
    for (std::size_t i = 1; i < sequence.size(); ++i) {
        code = code << 6 | (byte(i) & 0x3fu);
    }
    return code;
}

}  // namespace

std::size_t xmlNameEnd(std::string_view text, std::size_t begin, bool anyHighByte) {
    std::size_t at = begin;
    if (at < text.size() && isAsciiStart(text[at])) {
        do {
            ++at;
        } while (at < text.size() && isAsciiInner(text[at]));
    }
    while (at < text.size()) {
        const char c = text[at];
        if (static_cast<unsigned char>(c) < 0x80) {
            if (!(at == begin ? isAsciiStart(c) : isAsciiInner(c))) {
                break;
            }
            ++at;
            continue;
        }
        if (anyHighByte) {
            ++at;
            continue;
        }
        const std::size_t length = utf8SequenceAt(text, at);
        const char32_t code = length > 1 ? codePointOf(text.substr(at, length)) : 0;
        if (!isIn(code, startRanges) && (at == begin || !isIn(code, innerRanges))) {
            break;
        }
        at += length;
    }
    return at;
}

bool isXmlName(std::string_view text) {
    return !text.empty() && xmlNameEnd(text, 0) == text.size();
}

std::size_t firstNonXmlCharacter(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const auto c = static_cast<unsigned char>(text[at]);
        if (c < 0x20 && c != '\t' && c != '\n' && c != '\r') {
            return at;
        }
        const std::size_t length = utf8SequenceAt(text, at);
        const bool isNoncharacter = length == 3 && codePointOf(text.substr(at, 3)) >= 0xfffe;
        if (length == 0 || isNoncharacter) {
            return at;
        }
        at += length;
    }
    return std::string_view::npos;
}

}  // namespace pb::doc
