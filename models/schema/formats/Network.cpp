#include "models/schema/formats/Checks.h"
#include "models/schema/formats/Idna.h"
#include "models/schema/formats/Scan.h"

namespace pb::schema::formats {

namespace {

constexpr std::size_t longestLocalPart = 64;  // RFC 5321 §4.5.3.1.1

bool isOctet(std::string_view text) {
    if (text.empty() || text.size() > 3 || (text.size() > 1 && text.front() == '0')) {
        return false;
    }
    int value = 0;
    for (const char c : text) {
        if (!isDigit(c)) {
            return false;
        }
        value = value * 10 + (c - '0');
    }
    return value <= 255;
}

bool isGroup(std::string_view text) {
    if (text.empty() || text.size() > 4) {
        return false;
    }
    for (const char c : text) {
        if (!isHex(c)) {
            return false;
        }
    }
    return true;
}

/// Groups of one side of `::`, an IPv4 tail counting as two; -1 where one is malformed.
int countGroups(std::string_view text, bool mayEndInIpv4) {
    int groups = 0;
    while (!text.empty()) {
        const auto colon = text.find(':');
        const std::string_view group = text.substr(0, colon);
        const bool last = colon == std::string_view::npos;
        if (last && mayEndInIpv4 && group.find('.') != std::string_view::npos) {
            return ipv4(group) ? groups + 2 : -1;
        }
        if (!isGroup(group)) {
            return -1;
        }
        ++groups;
        if (last) {
            break;
        }
        text.remove_prefix(colon + 1);
        if (text.empty()) {
            return -1;
        }
    }
    return groups;
}

constexpr AsciiSet atomText = AsciiSet::lettersDigitsAnd("!#$%&'*+-/=?^_`{|}~");  // RFC 5322 §3.2.3

bool isDotAtom(std::string_view text, bool wide) {
    bool afterDot = true;
    for (const char c : text) {
        if (c == '.' ? afterDot : !(atomText.holds(c) || (wide && !isAscii(c)))) {
            return false;
        }
        afterDot = c == '.';
    }
    return !afterDot;
}

bool isQuoted(std::string_view text, bool wide) {
    text = text.substr(1, text.size() - 2);
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        const bool escaped = text[i] == '\\';
        if (escaped && ++i == text.size()) {
            return false;
        }
        if (!escaped && (text[i] == '"' || byte < 32 || byte == 127 || (byte > 127 && !wide))) {
            return false;
        }
    }
    return true;
}

bool isLiteralAddress(std::string_view domain) {
    const std::string_view inner = domain.substr(1, domain.size() - 2);
    return inner.starts_with("IPv6:") ? ipv6(inner.substr(5)) : ipv4(inner);
}

/// RFC 6531 lets any UTF-8 stand in a label; it asks for U-labels, and leaves their checking to IDNA.
bool isWideDomain(std::string_view domain) {
    bool edge = true;
    char previous = '.';
    for (const char c : domain) {
        const bool inner = isAlpha(c) || isDigit(c) || !isAscii(c);
        if (!(inner || (c == '-' && !edge) || (c == '.' && !edge && previous != '-'))) {
            return false;
        }
        edge = c == '.';
        previous = c;
    }
    return !edge && previous != '-';
}

bool mailbox(std::string_view text, bool wide) {
    const auto at = text.rfind('@');
    if (at == std::string_view::npos || at == 0 || at > longestLocalPart || at + 1 == text.size()) {
        return false;
    }
    const std::string_view local = text.substr(0, at), domain = text.substr(at + 1);
    const bool quoted = local.size() >= 2 && local.front() == '"' && local.back() == '"';
    if (!(quoted ? isQuoted(local, wide) : isDotAtom(local, wide))) {
        return false;
    }
    if (domain.front() == '[' && domain.back() == ']') {
        return isLiteralAddress(domain);
    }
    return hostname(domain) || (wide && isWideDomain(domain));
}

}  // namespace

bool ipv4(std::string_view text) {
    for (int part = 0; part < 3; ++part) {
        const auto dot = text.find('.');
        if (dot == std::string_view::npos || !isOctet(text.substr(0, dot))) {
            return false;
        }
        text.remove_prefix(dot + 1);
    }
    return isOctet(text);
}

bool ipv6(std::string_view text) {
    constexpr int groups = 8;
    const auto gap = text.find("::");
    if (gap == std::string_view::npos) {
        return countGroups(text, true) == groups;
    }
    const int before = countGroups(text.substr(0, gap), false);
    const int after = countGroups(text.substr(gap + 2), true);
    return before >= 0 && after >= 0 && before + after < groups;
}

bool hostname(std::string_view text) {
    if (text.empty() || text.size() > 253) {
        return false;
    }
    bool hasALabel = false;
    std::size_t begin = 0;
    while (begin <= text.size()) {
        const std::size_t end = std::min(text.find('.', begin), text.size());
        const std::string_view label = text.substr(begin, end - begin);
        if (!isLdhLabel(label)) {
            return false;
        }
        hasALabel = hasALabel || isALabelPrefix(label);
        begin = end + 1;
    }
    return !hasALabel || isIdnHostname(text);
}

bool idnHostname(std::string_view text) { return isIdnHostname(text); }
bool email(std::string_view text) { return mailbox(text, false); }
bool idnEmail(std::string_view text) { return mailbox(text, true); }

}  // namespace pb::schema::formats
