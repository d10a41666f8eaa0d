#include "models/document/JsonString.h"

#include "models/base/Words.h"
#include "models/document/Json.h"

#include <algorithm>
#include <cstdint>

namespace pb::doc {

namespace {

constexpr std::size_t npos = std::string_view::npos;

int hexValue(char c) {
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    const char lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/// The four hex digits at `at`, or -1.
int hexUnit(std::string_view text, std::size_t at) {
    if (at + 4 > text.size()) {
        return -1;
    }
    int unit = 0;
    for (std::size_t i = at; i < at + 4; ++i) {
        const int digit = hexValue(text[i]);
        if (digit < 0) {
            return -1;
        }
        unit = unit * 16 + digit;
    }
    return unit;
}

bool isLeading(int unit) {
    return unit >= 0xd800 && unit <= 0xdbff;
}

bool isTrailing(int unit) {
    return unit >= 0xdc00 && unit <= 0xdfff;
}

/// Decodes \uXXXX (with its partner) whose `u` is at `at`; the offset after it, or npos.
std::size_t decodeUnit(std::string_view content, std::size_t at, std::string& out) {
    const int unit = hexUnit(content, at + 1);
    if (unit < 0) {
        return npos;
    }
    at += 5;
    if (isLeading(unit) && content.substr(at, 2) == "\\u") {
        const int partner = hexUnit(content, at + 2);
        if (isTrailing(partner)) {
            appendCodePoint(static_cast<char32_t>(0x10000 + ((unit - 0xd800) << 10) + (partner - 0xdc00)), out);
            return at + 6;
        }
    }
    appendCodePoint(static_cast<char32_t>(unit), out);
    return at;
}

char simpleEscape(char letter) {
    switch (letter) {
        case '"':
        case '\\':
        case '/':
            return letter;
        case 'b':
            return '\b';
        case 'f':
            return '\f';
        case 'n':
            return '\n';
        case 'r':
            return '\r';
        case 't':
            return '\t';
        default:
            return 0;
    }
}

void writeEscaped(unsigned char c, std::string& out) {
    static constexpr char hex[] = "0123456789abcdef";
    switch (c) {
        case '"':
            out += "\\\"";
            break;
        case '\\':
            out += "\\\\";
            break;
        case '\b':
            out += "\\b";
            break;
        case '\f':
            out += "\\f";
            break;
        case '\n':
            out += "\\n";
            break;
        case '\r':
            out += "\\r";
            break;
        case '\t':
            out += "\\t";
            break;
        default:
            out += "\\u00";
            out.push_back(hex[c >> 4]);
            out.push_back(hex[c & 15]);
    }
}

/// WTF-8 surrogate: ED A0..BF xx.
bool isSurrogateAt(std::string_view text, std::size_t at) {
    return static_cast<unsigned char>(text[at]) == 0xed && at + 2 < text.size() &&
           static_cast<unsigned char>(text[at + 1]) >= 0xa0;
}

void writeSurrogate(std::string_view threeBytes, std::string& out) {
    static constexpr char hex[] = "0123456789abcdef";
    const unsigned unit = 0xd000u | (static_cast<unsigned char>(threeBytes[1]) & 0x3fu) << 6 |
                          (static_cast<unsigned char>(threeBytes[2]) & 0x3fu);
    out += "\\u";
    for (unsigned shift = 16; shift > 0; shift -= 4) {
        out.push_back(hex[unit >> (shift - 4) & 15]);
    }
}

bool needsCare(unsigned char c) {
    return c < 0x20 || c == '"' || c == '\\' || c == 0xed;
}

/// Whether one byte of a word needs care.
bool needsCareInWord(const char* at) {
    const std::uint64_t bytes = words::at(at);
    const auto anyIs = [&](std::uint64_t wanted) { return words::zeros(bytes ^ words::eachByte * wanted); };
    const std::uint64_t controls = (bytes - words::eachByte * 0x20) & ~bytes & words::highBits;
    return (controls | anyIs('"') | anyIs('\\') | anyIs(0xed)) != 0;
}

/// The first byte from `at` on that needs care, or the size; eight bytes at a time until one of them does. The last eight
/// may be asked twice.
std::size_t findCare(std::string_view text, std::size_t at) {
    while (at + words::size <= text.size() && !needsCareInWord(text.data() + at)) {
        at += words::size;
    }
    if (at + words::size > text.size() && text.size() >= words::size && !needsCareInWord(text.data() + text.size() - words::size)) {
        return text.size();
    }
    while (at < text.size() && !needsCare(static_cast<unsigned char>(text[at]))) {
        ++at;
    }
    return at;
}

}  // namespace

void appendCodePoint(char32_t codePoint, std::string& out) {
    const auto put = [&out](char32_t byte) { out.push_back(static_cast<char>(static_cast<unsigned char>(byte))); };
    if (codePoint < 0x80) {
        put(codePoint);
    } else if (codePoint < 0x800) {
        put(0xc0 | codePoint >> 6);
        put(0x80 | (codePoint & 0x3f));
    } else if (codePoint < 0x10000) {
        put(0xe0 | codePoint >> 12);
        put(0x80 | (codePoint >> 6 & 0x3f));
        put(0x80 | (codePoint & 0x3f));
    } else {
        put(0xf0 | codePoint >> 18);
        put(0x80 | (codePoint >> 12 & 0x3f));
        put(0x80 | (codePoint >> 6 & 0x3f));
        put(0x80 | (codePoint & 0x3f));
    }
}

std::size_t decodeJsonString(std::string_view content, std::string& out) {
    std::size_t at = 0;
    while (at < content.size()) {
        const std::size_t escape = std::min(content.find('\\', at), content.size());
        out.append(content, at, escape - at);
        if (escape == content.size()) {
            break;
        }
        at = escape + 1;
        if (at >= content.size()) {
            return escape;
        }
        if (content[at] == 'u') {
            at = decodeUnit(content, at, out);
            if (at == npos) {
                return escape;
            }
        } else if (const char meant = simpleEscape(content[at])) {
            out.push_back(meant);
            ++at;
        } else {
            return escape;
        }
    }
    return npos;
}

bool isPlainInJson(std::string_view text) {
    std::size_t at = findCare(text, 0);
    while (at < text.size() && static_cast<unsigned char>(text[at]) == 0xed && !isSurrogateAt(text, at)) {
        at = findCare(text, at + 1);
    }
    return at == text.size();
}

void escapeJson(std::string_view text, std::string& out) {
    std::size_t copied = 0;
    for (std::size_t at = findCare(text, 0); at < text.size(); at = findCare(text, at + 1)) {
        const auto c = static_cast<unsigned char>(text[at]);
        out.append(text, copied, at - copied);
        copied = at;
        if (c != 0xed) {
            writeEscaped(c, out);
            copied = at + 1;
        } else if (isSurrogateAt(text, at)) {
            writeSurrogate(text.substr(at, 3), out);
            at += 2;
            copied = at + 1;
        }
    }
    out.append(text, copied);
}

void writeJsonString(std::string_view text, std::string& out) {
    out.push_back('"');
    escapeJson(text, out);
    out.push_back('"');
}

}  // namespace pb::doc
