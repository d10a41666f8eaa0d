#include "models/document/Charset.h"

#include "models/base/Text.h"
#include "models/document/CharsetTables.h"
#include "models/document/JsonString.h"
#include "models/document/Utf8.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace pb::doc {

namespace {

struct Alias {
    std::string_view name;
    Charset charset;
};

/// Upper case, IANA's names first.
constexpr std::array<Alias, 32> aliases = {
    {{"UTF-8", Charset::utf8},        {"UTF-16LE", Charset::utf16le},    {"UTF-16BE", Charset::utf16be},
     {"ISO-8859-1", Charset::latin1}, {"WINDOWS-1252", Charset::cp1252}, {"IBM037", Charset::cp037},
     {"IBM273", Charset::cp273},      {"IBM500", Charset::cp500},        {"IBM01140", Charset::cp1140},
     {"IBM1047", Charset::cp1047},    {"IBM01141", Charset::cp1141},     {"CP1047", Charset::cp1047},
     {"CP1141", Charset::cp1141},     {"UTF8", Charset::utf8},         {"US-ASCII", Charset::utf8},       {"ASCII", Charset::utf8},
     {"UTF-16", Charset::utf16le},    {"LATIN1", Charset::latin1},       {"LATIN-1", Charset::latin1},
     {"ISO8859-1", Charset::latin1},  {"CP1252", Charset::cp1252},       {"CP037", Charset::cp037},
     {"CP37", Charset::cp037},        {"EBCDIC-CP-US", Charset::cp037},  {"CP273", Charset::cp273},
     {"CP500", Charset::cp500},       {"CP1140", Charset::cp1140},       {"EBCDIC", Charset::cp037},
     {"CP01140", Charset::cp1140},    {"CP01141", Charset::cp1141},       {"IBM1140", Charset::cp1140},
     {"IBM1141", Charset::cp1141}}};

constexpr SingleByteTable makeLatin1() {
    SingleByteTable table{};
    for (std::size_t i = 0; i < table.size(); ++i) {
        table[i] = static_cast<char16_t>(i);
    }
    return table;
}

constexpr SingleByteTable tableLatin1 = makeLatin1();

/// Latin-1 Open Systems: 037 with brackets, circumflex and some others elsewhere.
constexpr SingleByteTable makeCp1047() {
    SingleByteTable table = tableCp037;
    table[0x5f] = u'^';
    table[0xad] = u'[';
    table[0xb0] = 0xac;
    table[0xba] = 0xdd;
    table[0xbb] = 0xa8;
    table[0xbd] = u']';
    return table;
}

/// 273 with the euro in the place of the currency sign.
constexpr SingleByteTable makeCp1141() {
    SingleByteTable table = tableCp273;
    table[0x9f] = 0x20ac;
    return table;
}

constexpr SingleByteTable table1047 = makeCp1047();
constexpr SingleByteTable table1141 = makeCp1141();

/// A table both ways. Most characters are below 256: their bytes are looked up, those of the others searched.
class SingleByteCoder {
public:
    constexpr explicit SingleByteCoder(const SingleByteTable& table) : table_(table) {
        bytes_.fill(none);
        for (int byte = 255; byte >= 0; --byte) {
            if (const char16_t character = table[static_cast<std::size_t>(byte)]; character < bytes_.size()) {
                bytes_[character] = static_cast<std::int16_t>(byte);
            }
        }
    }
    char16_t character(char byte) const { return table_[static_cast<unsigned char>(byte)]; }
    bool append(char32_t character, std::string& out) const {
        const int byte = character < bytes_.size() ? bytes_[character] : search(character);
        if (byte != none) {
            out.push_back(static_cast<char>(static_cast<unsigned char>(byte)));
        }
        return byte != none;
    }

private:
    static constexpr int none = -1;
    int search(char32_t character) const {
        const auto found = std::find(table_.begin(), table_.end(), character);
        return found == table_.end() ? none : static_cast<int>(found - table_.begin());
    }
    const SingleByteTable& table_;
    std::array<std::int16_t, 256> bytes_{};
};

const SingleByteCoder& coderOf(Charset charset) {
    static constexpr SingleByteCoder latin1(tableLatin1), cp1252(tableCp1252), cp037(tableCp037), cp273(tableCp273), cp500(tableCp500),
        cp1140(tableCp1140), cp1047(table1047), cp1141(table1141);
    switch (charset) {
        case Charset::cp1252: return cp1252;
        case Charset::cp037: return cp037;
        case Charset::cp273: return cp273;
        case Charset::cp500: return cp500;
        case Charset::cp1140: return cp1140;
        case Charset::cp1047: return cp1047;
        case Charset::cp1141: return cp1141;
        default: return latin1;
    }
}

constexpr char32_t replacement = 0xfffd;

char32_t unitAt(std::string_view bytes, std::size_t at, bool bigEndian) {
    const auto first = static_cast<unsigned char>(bytes[at]);
    const auto second = static_cast<unsigned char>(bytes[at + 1]);
    return static_cast<char32_t>(bigEndian ? first << 8 | second : second << 8 | first);
}

void decodeUtf16(std::string_view bytes, bool bigEndian, std::string& out) {
    std::size_t at = 0;
    while (at + 1 < bytes.size()) {
        char32_t unit = unitAt(bytes, at, bigEndian);
        at += 2;
        if (unit >= 0xd800 && unit < 0xdc00 && at + 1 < bytes.size()) {
            const char32_t partner = unitAt(bytes, at, bigEndian);
            if (partner >= 0xdc00 && partner < 0xe000) {
                unit = 0x10000 + ((unit - 0xd800) << 10) + (partner - 0xdc00);
                at += 2;
            }
        }
        appendCodePoint(unit >= 0xd800 && unit < 0xe000 ? replacement : unit, out);
    }
    if (at < bytes.size()) {
        appendCodePoint(replacement, out);
    }
}

void appendUnit(char32_t unit, bool bigEndian, std::string& out) {
    const auto high = static_cast<char>(static_cast<unsigned char>(unit >> 8));
    const auto low = static_cast<char>(static_cast<unsigned char>(unit & 0xff));
    out.push_back(bigEndian ? high : low);
    out.push_back(bigEndian ? low : high);
}

/// The code point at `at`, which is moved behind it; the replacement for what is no UTF-8.
char32_t nextCodePoint(std::string_view text, std::size_t& at) {
    const std::size_t length = utf8SequenceAt(text, at);
    if (length == 0) {
        ++at;
        return replacement;
    }
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
    char32_t code = length == 1 ? byte(0) : byte(0) & (0x7fu >> length);
    for (std::size_t i = 1; i < length; ++i) {
        code = code << 6 | (byte(i) & 0x3fu);
    }
    at += length;
    return code;
}

bool appendEncoded(Charset charset, char32_t code, std::string& out) {
    if (charset == Charset::utf16le || charset == Charset::utf16be) {
        const bool bigEndian = charset == Charset::utf16be;
        if (code >= 0x10000) {
            appendUnit(0xd800 + ((code - 0x10000) >> 10), bigEndian, out);
            appendUnit(0xdc00 + ((code - 0x10000) & 0x3ff), bigEndian, out);
        } else {
            appendUnit(code, bigEndian, out);
        }
        return code < 0xd800 || code > 0xdfff;
    }
    return coderOf(charset).append(code, out);
}

}  // namespace

std::optional<Charset> charsetNamed(std::string_view name) {
    std::string upper(name);
    std::transform(upper.begin(), upper.end(), upper.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
    for (const Alias& alias : aliases) {
        if (alias.name == upper) {
            return alias.charset;
        }
    }
    return std::nullopt;
}

std::string_view nameOf(Charset charset) {
    return aliases[static_cast<std::size_t>(charset)].name;
}

bool isSingleByte(Charset charset) {
    return charset >= Charset::latin1;
}

std::size_t byteOrderMarkSize(std::string_view bytes) {
    if (bytes.starts_with(utf8Mark)) {
        return utf8Mark.size();
    }
    return bytes.starts_with("\xff\xfe") || bytes.starts_with("\xfe\xff") ? 2 : 0;
}

Charset guessCharset(std::string_view bytes, const Passed& passed) {
    if (bytes.starts_with("\xff\xfe")) {
        return Charset::utf16le;
    }
    if (bytes.starts_with("\xfe\xff")) {
        return Charset::utf16be;
    }
    return bytes.starts_with(utf8Mark) || isValidUtf8(bytes, passed) ? Charset::utf8 : Charset::cp1252;
}

void decodeText(Charset charset, std::string_view bytes, std::string& out) {
    if (charset == Charset::utf8) {
        for (std::size_t at = 0; at < bytes.size();) {
            appendCodePoint(nextCodePoint(bytes, at), out);
        }
    } else if (!isSingleByte(charset)) {
        decodeUtf16(bytes, charset == Charset::utf16be, out);
    } else {
        const SingleByteCoder& coder = coderOf(charset);
        for (const char c : bytes) {
            appendCodePoint(coder.character(c), out);
        }
    }
}

bool encodeText(Charset charset, std::string_view utf8, std::string& out) {
    if (charset == Charset::utf8) {
        out.append(utf8);
        return isValidUtf8(utf8);
    }
    for (std::size_t at = 0; at < utf8.size();) {
        if (!appendEncoded(charset, nextCodePoint(utf8, at), out)) {
            return false;
        }
    }
    return true;
}

}  // namespace pb::doc
