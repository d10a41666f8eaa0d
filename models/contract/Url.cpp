#include "models/contract/Url.h"

#include "models/base/Text.h"

#include <algorithm>
#include <charconv>

namespace pb::contract {

namespace {

bool isUnreserved(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
           c == '_' || c == '~';
}

int hexDigit(char c) {
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    const char low = static_cast<char>(c | 0x20);
    return low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
}

tl::unexpected<Error> badUrl(std::string_view url, const QString& why) {
    return fail(ErrorCode::wrongUse, say("Cannot use the URL “%1”. %2").arg(qs(clipped(url, 200)), why));
}

bool startsWithoutCase(std::string_view text, std::string_view prefix) {
    return text.size() >= prefix.size() &&
           std::equal(prefix.begin(), prefix.end(), text.begin(),
                      [](char want, char have) { return want == (have >= 'A' && have <= 'Z' ? have | 0x20 : have); });
}

/// Cuts "[::1]:8080" or "host:8080"; false where the port is no port.
bool cutAuthority(std::string_view authority, UrlParts& parts) {
    const bool literal = authority.starts_with('[');
    const auto hostEnd = literal ? authority.find(']') : authority.find(':');
    if (literal && hostEnd == std::string_view::npos) {
        return false;
    }
    parts.host = literal ? authority.substr(1, hostEnd - 1) : authority.substr(0, hostEnd);
    std::string_view rest = literal ? authority.substr(hostEnd + 1)
                                    : authority.substr(std::min(hostEnd, authority.size()));
    if (rest.empty() || rest == ":") {
        return true;
    }
    rest.remove_prefix(1);
    const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), parts.port);
    return error == std::errc() && end == rest.data() + rest.size() && parts.port != 0;
}

}  // namespace

std::string_view UrlParts::query() const {
    const auto mark = target.find('?');
    return mark == std::string::npos ? std::string_view() : std::string_view(target).substr(mark + 1);
}

Result<UrlParts> splitUrl(std::string_view url) {
    UrlParts parts;
    parts.tls = startsWithoutCase(url, "https://");
    if (!parts.tls && !startsWithoutCase(url, "http://")) {
        return badUrl(url, say("It must begin with http:// or https://."));
    }
    if (std::any_of(url.begin(), url.end(), [](char c) { return static_cast<unsigned char>(c) <= ' ' || c == 0x7f; })) {
        return badUrl(url, say("It holds a blank or a control character; write it as %20 and the like."));
    }
    std::string_view rest = url.substr(parts.tls ? 8 : 7);
    const std::string_view authority = rest.substr(0, rest.find_first_of("/?#"));
    rest.remove_prefix(authority.size());
    parts.port = parts.tls ? 443 : 80;
    if (authority.find('@') != std::string_view::npos) {
        return badUrl(url, say("A login does not belong into a URL; give it to the connection."));
    }
    if (!cutAuthority(authority, parts)) {
        return badUrl(url, say("The port must be a number from 1 to 65535."));
    }
    if (parts.host.empty()) {
        return badUrl(url, say("It names no host."));
    }
    parts.authority = authority;
    rest = rest.substr(0, rest.find('#'));
    parts.target = (rest.starts_with('/') ? "" : "/") + std::string(rest);
    return parts;
}

std::string urlOfEndpoint(std::string_view endpoint) {
    for (const std::string_view scheme : {"http", "https"}) {
        const auto full = endpoint.find(std::string(scheme) + "://");
        if (full != std::string_view::npos) {
            return std::string(endpoint.substr(full));
        }
    }
    for (const std::string_view scheme : {"http:", "https:"}) {
        if (endpoint.starts_with(scheme) && endpoint.size() > scheme.size()) {
            return std::string(scheme) + "//" + std::string(endpoint.substr(scheme.size()));
        }
    }
    return {};
}

std::string percentEncode(std::string_view text, std::string_view alsoKeep) {
    static constexpr std::string_view digits = "0123456789ABCDEF";
    std::string out;
    out.reserve(text.size());
    for (const char c : text) {
        if (isUnreserved(c) || (c != '\0' && alsoKeep.find(c) != std::string_view::npos)) {
            out.push_back(c);
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        out.push_back('%');
        out.push_back(digits[byte >> 4]);
        out.push_back(digits[byte & 15]);
    }
    return out;
}

std::string percentDecode(std::string_view text, bool plusIsBlank) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool escape = text[i] == '%' && i + 2 < text.size();
        const int high = escape ? hexDigit(text[i + 1]) : -1;
        const int low = escape ? hexDigit(text[i + 2]) : -1;
        if (high >= 0 && low >= 0) {
            out.push_back(static_cast<char>(high * 16 + low));
            i += 2;
        } else {
            out.push_back(plusIsBlank && text[i] == '+' ? ' ' : text[i]);
        }
    }
    return out;
}

QueryItems splitQuery(std::string_view query) {
    QueryItems items;
    while (!query.empty()) {
        const auto end = query.find('&');
        const std::string_view item = query.substr(0, end);
        query = end == std::string_view::npos ? std::string_view() : query.substr(end + 1);
        if (item.empty()) {
            continue;
        }
        const auto equals = item.find('=');
        const std::string_view value = equals == std::string_view::npos ? std::string_view() : item.substr(equals + 1);
        items.emplace_back(percentDecode(item.substr(0, equals), true), percentDecode(value, true));
    }
    return items;
}

std::string joinUrl(std::string_view base, std::string_view path) {
    while (base.ends_with('/')) {
        base.remove_suffix(1);
    }
    return std::string(base) + (path.starts_with('/') ? "" : "/") + std::string(path);
}

}  // namespace pb::contract
