#include "models/document/YamlScalar.h"

#include "models/document/JsonString.h"
#include "models/document/Number.h"
#include "models/document/Utf8.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace pb::doc {

namespace {

template <std::size_t N>
bool isOneOf(std::string_view text, const std::array<std::string_view, N>& words) {
    return std::find(words.begin(), words.end(), text) != words.end();
}

bool areDigits(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

std::string_view withoutSign(std::string_view text) {
    return !text.empty() && (text.front() == '-' || text.front() == '+') ? text.substr(1) : text;
}

/// 0o17 and 0x1F; empty when it is none, or too large for 64 bits.
std::string decimalOfPrefixed(std::string_view text) {
    const bool isHex = text.starts_with("0x");
    if (!isHex && !text.starts_with("0o")) {
        return {};
    }
    std::uint64_t value = 0;
    const char* last = text.data() + text.size();
    const auto [end, error] = std::from_chars(text.data() + 2, last, value, isHex ? 16 : 8);
    return error == std::errc() && end == last && text.size() > 2 ? std::to_string(value) : std::string();
}

/// +1, .5, 1., -.5e3: digits of the same value as JSON writes them; empty when it is no number.
std::string jsonDigits(std::string_view text) {
    std::string digits = text.starts_with('-') ? "-" : "";
    const std::string_view size = withoutSign(text);
    const std::size_t marker = std::min(size.find_first_of("eE"), size.size());
    const std::string_view mantissa = size.substr(0, marker);
    const std::size_t point = mantissa.find('.');
    const std::string_view whole = mantissa.substr(0, point);
    const std::string_view fraction = point == std::string_view::npos ? std::string_view() : mantissa.substr(point + 1);
    digits += whole.empty() ? "0" : whole;
    if (!fraction.empty()) {
        digits.push_back('.');
        digits += fraction;
    }
    digits += size.substr(marker);
    return mantissa.size() > (point == std::string_view::npos ? 0u : 1u) && isJsonNumber(digits) ? digits
                                                                                                 : std::string();
}

constexpr std::array<std::string_view, 5> nullWords = {"", "~", "null", "Null", "NULL"};
constexpr std::array<std::string_view, 3> trueWords = {"true", "True", "TRUE"};
constexpr std::array<std::string_view, 3> falseWords = {"false", "False", "FALSE"};
/// YAML 1.1 booleans (yaml.org/type/bool.html), which SnakeYAML and PyYAML still read.
constexpr std::array<std::string_view, 16> oldBooleans = {"y", "Y", "yes", "Yes", "YES", "on",  "On",  "ON",
                                                          "n", "N", "no",  "No",  "NO",  "off", "Off", "OFF"};

bool isIndicator(char c) {
    return std::string_view("-?:,[]{}#&*!|>'\"%@`=<").find(c) != std::string_view::npos;
}

/// What libyaml's reader and other parsers refuse unescaped.
bool needsEscape(std::string_view text, std::size_t at) {
    const auto c = static_cast<unsigned char>(text[at]);
    if (c < 0x20 || c == 0x7f) {
        return true;
    }
    const auto next = at + 1 < text.size() ? static_cast<unsigned char>(text[at + 1]) : 0u;
    const auto third = at + 2 < text.size() ? static_cast<unsigned char>(text[at + 2]) : 0u;
    const bool isC1 = c == 0xc2 && next < 0xa0;
    const bool isLineSeparator = c == 0xe2 && next == 0x80 && (third == 0xa8 || third == 0xa9);
    const bool isMarkOrNone = c == 0xef && ((next == 0xbb && third == 0xbf) || (next == 0xbf && third >= 0xbe));
    return isC1 || isLineSeparator || isMarkOrNone;
}

bool hasEscapes(std::string_view text) {
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (needsEscape(text, at)) {
            return true;
        }
    }
    return false;
}

void appendHex(unsigned value, int digits, std::string& out) {
    static constexpr char hex[] = "0123456789abcdef";
    for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4) {
        out.push_back(hex[value >> shift & 15u]);
    }
}

/// Appends the escape of the character at `at` and returns its length in bytes.
std::size_t appendEscape(std::string_view text, std::size_t at, std::string& out) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned>(static_cast<unsigned char>(text[at + i])); };
    if (byte(0) == '\n' || byte(0) == '\t' || byte(0) == '\r') {
        out += byte(0) == '\n' ? "\\n" : byte(0) == '\t' ? "\\t" : "\\r";
        return 1;
    }
    if (byte(0) < 0x80) {
        out += "\\x";
        appendHex(byte(0), 2, out);
        return 1;
    }
    out += "\\u";
    if (byte(0) == 0xc2) {
        appendHex(byte(1), 4, out);
        return 2;
    }
    appendHex((byte(0) & 0x0fu) << 12 | (byte(1) & 0x3fu) << 6 | (byte(2) & 0x3fu), 4, out);
    return 3;
}

}  // namespace

YamlMeaning meaningOfPlain(std::string_view text) {
    YamlMeaning meaning;
    if (isOneOf(text, nullWords)) {
        meaning.kind = Kind::null;
    } else if (isOneOf(text, trueWords) || isOneOf(text, falseWords)) {
        meaning.kind = Kind::boolean;
        meaning.boolean = isOneOf(text, trueWords);
    } else if (isJsonNumber(text)) {
        meaning.kind = Kind::number;
        meaning.digits = text;
    } else {
        meaning.isDisputed = isOneOf(text, oldBooleans) || areDigits(withoutSign(text));
        meaning.digits = decimalOfPrefixed(text);
        if (meaning.digits.empty()) {
            meaning.digits = jsonDigits(text);
        }
        const bool keepsZeros = meaning.digits.empty() && meaning.isDisputed;
        meaning.kind = meaning.digits.empty() || keepsZeros ? Kind::string : Kind::number;
        meaning.isDisputed = meaning.isDisputed && meaning.kind == Kind::string;
    }
    return meaning;
}

bool isSafePlain(std::string_view text, bool inFlow) {
    if (text.empty() || text.front() == ' ' || text.back() == ' ' || text.back() == ':' || isIndicator(text.front())) {
        return false;
    }
    const YamlMeaning meaning = meaningOfPlain(text);
    const bool mayBeNumber = std::string_view("0123456789.+").find(text.front()) != std::string_view::npos &&
                             text.find_first_not_of("0123456789.:_+-eExXoabcdefABCDEF") == std::string_view::npos;
    if (meaning.kind != Kind::string || meaning.isDisputed || mayBeNumber || hasEscapes(text)) {
        return false;
    }
    if (text.find(": ") != std::string_view::npos || text.find(" #") != std::string_view::npos ||
        text.starts_with("...")) {
        return false;
    }
    return !inFlow || text.find_first_of(",[]{}:") == std::string_view::npos;
}

bool fitsSingleQuotes(std::string_view text) {
    return !hasEscapes(text);
}

std::string yamlSingleQuoted(std::string_view text) {
    std::string quoted = "'";
    for (const char c : text) {
        quoted.append(c == '\'' ? 2 : 1, c);
    }
    quoted.push_back('\'');
    return quoted;
}

std::string yamlDoubleQuoted(std::string_view text) {
    std::string quoted = "\"";
    for (std::size_t at = 0; at < text.size();) {
        if (needsEscape(text, at)) {
            at += appendEscape(text, at, quoted);
            continue;
        }
        if (text[at] == '"' || text[at] == '\\') {
            quoted.push_back('\\');
        }
        quoted.push_back(text[at++]);
    }
    quoted.push_back('"');
    return quoted;
}

std::string yamlString(std::string_view text, bool inFlow) {
    if (isSafePlain(text, inFlow)) {
        return std::string(text);
    }
    return yamlDoubleQuoted(text);
}

std::string yamlLiteral(std::string_view text, std::size_t indent) {
    const std::size_t content = text.find_last_not_of('\n');
    if (content == std::string_view::npos || text.front() == ' ' || text.front() == '\n' || text.front() == '\t') {
        return {};
    }
    const std::size_t breaks = text.size() - content - 1;
    std::string_view rest = text.substr(0, content + 1);
    std::string literal = breaks == 0 ? "|-" : breaks == 1 ? "|" : "|+";
    while (!rest.empty()) {
        const std::size_t length = std::min(rest.find('\n'), rest.size());
        const std::string_view line = rest.substr(0, length);
        std::string tabless(line);
        std::replace(tabless.begin(), tabless.end(), '\t', ' ');
        if (hasEscapes(tabless) || (!line.empty() && line.find_first_not_of(' ') == std::string_view::npos)) {
            return {};
        }
        literal.push_back('\n');
        literal.append(line.empty() ? 0 : indent, ' ').append(line);
        rest.remove_prefix(std::min(length + 1, rest.size()));
    }
    return breaks > 1 ? std::string() : literal;
}

}  // namespace pb::doc
