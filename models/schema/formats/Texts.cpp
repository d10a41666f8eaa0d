#include "models/base/Regex.h"
#include "models/schema/formats/Checks.h"
#include "models/schema/formats/Scan.h"

#include <array>
#include <string>

namespace pb::schema {

std::uint32_t takeCodePoint(std::string_view& text) {
    const auto lead = static_cast<unsigned char>(text.front());
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    if (lead >= 0xf8 || (lead >= 0x80 && lead < 0xc2) || text.size() < length) {
        text.remove_prefix(1);
        return badCodePoint;
    }
    std::uint32_t value = length == 1 ? lead : lead & (0x7fu >> length);
    for (std::size_t i = 1; i < length; ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if ((byte & 0xc0) != 0x80) {
            text.remove_prefix(i);
            return badCodePoint;
        }
        value = value << 6 | (byte & 0x3fu);
    }
    text.remove_prefix(length);
    return value;
}

namespace formats {

namespace {

/// RFC 6570 §2.3: `varname [":" max-length | "*"]`.
bool isVariable(std::string_view text) {
    std::size_t i = 0;
    bool needsChar = true;
    while (i < text.size() && text[i] != ':' && text[i] != '*') {
        if (text[i] == '.') {
            if (needsChar) {
                return false;
            }
            needsChar = true;
            ++i;
            continue;
        }
        const bool escape = isEscape(text, i);
        if (!escape && !isAlpha(text[i]) && !isDigit(text[i]) && text[i] != '_') {
            return false;
        }
        needsChar = false;
        i += escape ? 3 : 1;
    }
    if (needsChar || i == text.size() || text.substr(i) == "*") {
        return !needsChar;
    }
    const std::string_view length = text.substr(i + 1);
    if (text[i] != ':' || length.empty() || length.size() > 4 || length.front() == '0') {
        return false;
    }
    for (const char c : length) {
        if (!isDigit(c)) {
            return false;
        }
    }
    return true;
}

bool isExpression(std::string_view text) {
    if (!text.empty() && std::string_view("+#./;?&=,!@|").find(text.front()) != std::string_view::npos) {
        text.remove_prefix(1);
    }
    while (true) {
        const auto comma = text.find(',');
        if (!isVariable(text.substr(0, comma))) {
            return false;
        }
        if (comma == std::string_view::npos) {
            return true;
        }
        text.remove_prefix(comma + 1);
    }
}

bool isLiteral(std::uint32_t c) {
    if (c < 0x80) {
        return c > 0x20 && c != 0x7f && std::string_view("\"<>\\^`{|}%").find(static_cast<char>(c)) == std::string_view::npos;
    }
    return isUcsChar(c) || isPrivateChar(c);
}

}  // namespace

bool uriTemplate(std::string_view text) {
    while (!text.empty()) {
        if (text.front() == '{') {
            const auto close = text.find('}');
            if (close == std::string_view::npos || !isExpression(text.substr(1, close - 1))) {
                return false;
            }
            text.remove_prefix(close + 1);
        } else if (isEscape(text, 0)) {
            text.remove_prefix(3);
        } else if (!isLiteral(takeCodePoint(text))) {
            return false;
        }
    }
    return true;
}

bool jsonPointer(std::string_view text) {
    if (!text.empty() && text.front() != '/') {
        return false;
    }
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '~' && (i + 1 == text.size() || (text[i + 1] != '0' && text[i + 1] != '1'))) {
            return false;
        }
    }
    return true;
}

bool relativeJsonPointer(std::string_view text) {
    std::size_t digits = 0;
    while (digits < text.size() && isDigit(text[digits])) {
        ++digits;
    }
    if (digits == 0 || (digits > 1 && text.front() == '0')) {
        return false;
    }
    text.remove_prefix(digits);
    return text == "#" || jsonPointer(text);
}

bool uuid(std::string_view text) {
    if (text.size() != 36) {
        return false;
    }
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        if (dash ? text[i] != '-' : !isHex(text[i])) {
            return false;
        }
    }
    return true;
}

bool regex(std::string_view text) { return Regex::compile(text).has_value(); }

bool color(std::string_view text) {
    if (text.starts_with('#')) {
        for (const char c : text.substr(1)) {
            if (!isHex(c)) {
                return false;
            }
        }
        return text.size() == 4 || text.size() == 7;
    }
    constexpr std::array<std::string_view, 17> names{"aqua", "black", "blue", "fuchsia", "gray", "green", "lime", "maroon", "navy",
                                                     "olive", "orange", "purple", "red", "silver", "teal", "white", "yellow"};
    std::string lower;
    for (const char c : text) {
        lower.push_back(isAlpha(c) ? static_cast<char>(c | 0x20) : c);
    }
    for (const std::string_view name : names) {
        if (lower == name) {
            return true;
        }
    }
    return false;
}

}  // namespace formats

}  // namespace pb::schema
