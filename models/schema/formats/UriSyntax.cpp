#include "models/schema/compile/Uri.h"
#include "models/schema/formats/Checks.h"
#include "models/schema/formats/Scan.h"

namespace pb::schema::formats {

namespace {

/// RFC 3986 §2: unreserved and sub-delimiters, and what else a part may hold.
constexpr AsciiSet plain = AsciiSet::lettersDigitsAnd("-._~!$&'()*+,;=");
constexpr AsciiSet userInfo = AsciiSet::lettersDigitsAnd("-._~!$&'()*+,;=:");
constexpr AsciiSet pathCharacters = AsciiSet::lettersDigitsAnd("-._~!$&'()*+,;=:@/");
constexpr AsciiSet queryCharacters = AsciiSet::lettersDigitsAnd("-._~!$&'()*+,;=:@/?");

/// The characters and escapes; in an IRI the wide characters too.
bool consistsOf(std::string_view text, const AsciiSet& characters, bool wide, bool privateToo = false) {
    for (std::size_t i = 0; i < text.size();) {
        if (characters.holds(text[i])) {
            ++i;
        } else if (text[i] == '%' && isEscape(text, i)) {
            i += 3;
        } else if (wide && !isAscii(text[i])) {
            std::string_view rest = text.substr(i);
            const std::uint32_t codePoint = takeCodePoint(rest);
            if (!isUcsChar(codePoint) && !(privateToo && isPrivateChar(codePoint))) {
                return false;
            }
            i = text.size() - rest.size();
        } else {
            return false;
        }
    }
    return true;
}

/// RFC 3986 §3.2.2 IPvFuture.
bool isFutureAddress(std::string_view text) {
    if (text.empty() || (text.front() != 'v' && text.front() != 'V')) {
        return false;
    }
    const auto dot = text.find('.');
    if (dot == std::string_view::npos || dot < 2 || dot + 1 == text.size()) {
        return false;
    }
    for (const char c : text.substr(1, dot - 1)) {
        if (!isHex(c)) {
            return false;
        }
    }
    const std::string_view rest = text.substr(dot + 1);
    return rest.find('%') == std::string_view::npos && consistsOf(rest, userInfo, false);
}

bool isPort(std::string_view text) {
    for (const char c : text) {
        if (!isDigit(c)) {
            return false;
        }
    }
    return true;
}

bool isAuthority(std::string_view text, bool wide) {
    if (const auto at = text.find('@'); at != std::string_view::npos) {
        if (!consistsOf(text.substr(0, at), userInfo, wide)) {
            return false;
        }
        text.remove_prefix(at + 1);
    }
    if (text.starts_with('[')) {
        const auto close = text.find(']');
        if (close == std::string_view::npos) {
            return false;
        }
        const std::string_view address = text.substr(1, close - 1), rest = text.substr(close + 1);
        return (ipv6(address) || isFutureAddress(address)) && (rest.empty() || (rest.front() == ':' && isPort(rest.substr(1))));
    }
    const auto colon = text.find(':');
    const std::string_view host = text.substr(0, colon);
    return consistsOf(host, plain, wide) && (colon == std::string_view::npos || isPort(text.substr(colon + 1)));
}

bool isReference(std::string_view text, bool wide, bool absolute) {
    const UriParts parts = splitUri(text);
    if (parts.scheme.empty()) {
        const std::string_view first = parts.path.substr(0, parts.path.find('/'));
        if (absolute || (!parts.hasAuthority && first.find(':') != std::string_view::npos)) {
            return false;
        }
    }
    return (!parts.hasAuthority || isAuthority(parts.authority, wide)) && consistsOf(parts.path, pathCharacters, wide) &&
           consistsOf(parts.query, queryCharacters, wide, true) && consistsOf(parts.fragment, queryCharacters, wide);
}

}  // namespace

bool isUcsChar(unsigned c) {
    if (c < 0x10000) {
        return (c >= 0xa0 && c <= 0xd7ff) || (c >= 0xf900 && c <= 0xfdcf) || (c >= 0xfdf0 && c <= 0xffef);
    }
    return c <= 0xefffd && (c & 0xffff) <= 0xfffd && (c < 0xe0000 || c >= 0xe1000);
}

bool isPrivateChar(unsigned c) {
    return (c >= 0xe000 && c <= 0xf8ff) || (c >= 0xf0000 && c <= 0xffffd) || (c >= 0x100000 && c <= 0x10fffd);
}

bool uri(std::string_view text) { return isReference(text, false, true); }
bool uriReference(std::string_view text) { return isReference(text, false, false); }
bool iri(std::string_view text) { return isReference(text, true, true); }
bool iriReference(std::string_view text) { return isReference(text, true, false); }

}  // namespace pb::schema::formats
