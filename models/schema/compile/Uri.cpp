#include "models/schema/compile/Uri.h"

#include <cctype>

namespace pb::schema {

namespace {

bool isScheme(std::string_view text) {
    if (text.empty() || !std::isalpha(static_cast<unsigned char>(text.front()))) {
        return false;
    }
    for (const char c : text) {
        if (!std::isalnum(static_cast<unsigned char>(c)) && c != '+' && c != '-' && c != '.') {
            return false;
        }
    }
    return true;
}

void dropLastSegment(std::string& path) {
    const auto slash = path.rfind('/');
    path.resize(slash == std::string::npos ? 0 : slash);
}

/// RFC 3986 §5.2.4.
std::string withoutDotSegments(std::string_view in) {
    std::string out;
    while (!in.empty()) {
        if (in.starts_with("../")) {
            in.remove_prefix(3);
        } else if (in.starts_with("./") || in.starts_with("/./")) {
            in.remove_prefix(2);
        } else if (in == "/.") {
            in = "/";
        } else if (in.starts_with("/../") || in == "/..") {
            in = in.size() == 3 ? std::string_view("/") : in.substr(3);
            dropLastSegment(out);
        } else if (in == "." || in == "..") {
            in = {};
        } else {
            const auto next = in.find('/', 1);
            out += in.substr(0, next);
            in = next == std::string_view::npos ? std::string_view() : in.substr(next);
        }
    }
    return out;
}

std::string mergedPath(const UriParts& base, std::string_view path) {
    if (base.hasAuthority && base.path.empty()) {
        return "/" + std::string(path);
    }
    const auto slash = base.path.rfind('/');
    return (slash == std::string_view::npos ? std::string() : std::string(base.path.substr(0, slash + 1))) + std::string(path);
}

std::string joined(const UriParts& parts, std::string_view path) {
    std::string out;
    if (!parts.scheme.empty()) {
        out.append(parts.scheme).push_back(':');
    }
    if (parts.hasAuthority) {
        out.append("//").append(parts.authority);
    }
    out.append(path);
    if (parts.hasQuery) {
        out.append("?").append(parts.query);
    }
    if (parts.hasFragment) {
        out.append("#").append(parts.fragment);
    }
    return out;
}

int hexValue(char c) {
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    const char lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

}  // namespace

UriParts splitUri(std::string_view uri) {
    UriParts parts;
    if (const auto hash = uri.find('#'); hash != std::string_view::npos) {
        parts.hasFragment = true;
        parts.fragment = uri.substr(hash + 1);
        uri = uri.substr(0, hash);
    }
    if (const auto mark = uri.find('?'); mark != std::string_view::npos) {
        parts.hasQuery = true;
        parts.query = uri.substr(mark + 1);
        uri = uri.substr(0, mark);
    }
    if (const auto colon = uri.find(':'); colon != std::string_view::npos && isScheme(uri.substr(0, colon))) {
        parts.scheme = uri.substr(0, colon);
        uri.remove_prefix(colon + 1);
    }
    if (uri.starts_with("//")) {
        parts.hasAuthority = true;
        uri.remove_prefix(2);
        parts.authority = uri.substr(0, uri.find('/'));
        uri.remove_prefix(parts.authority.size());
    }
    parts.path = uri;
    return parts;
}

std::string resolveUri(std::string_view base, std::string_view reference) {
    const UriParts from = splitUri(base);
    UriParts to = splitUri(reference);
    if (!to.scheme.empty()) {
        const bool opaque = !to.hasAuthority && !to.path.starts_with('/');
        return joined(to, opaque ? std::string(to.path) : withoutDotSegments(to.path));
    }
    to.scheme = from.scheme;
    if (to.hasAuthority) {
        return joined(to, withoutDotSegments(to.path));
    }
    to.authority = from.authority;
    to.hasAuthority = from.hasAuthority;
    if (to.path.empty()) {
        if (!to.hasQuery) {
            to.query = from.query;
            to.hasQuery = from.hasQuery;
        }
        return joined(to, from.path);
    }
    const std::string path = to.path.starts_with('/') ? std::string(to.path) : mergedPath(from, to.path);
    return joined(to, withoutDotSegments(path));
}

std::string_view withoutFragment(std::string_view uri) { return uri.substr(0, uri.find('#')); }

std::string percentDecoded(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%' && i + 2 < text.size() && hexValue(text[i + 1]) >= 0 && hexValue(text[i + 2]) >= 0) {
            out.push_back(static_cast<char>(hexValue(text[i + 1]) * 16 + hexValue(text[i + 2])));
            i += 2;
        } else {
            out.push_back(text[i]);
        }
    }
    return out;
}

}  // namespace pb::schema
