#include "models/base/Text.h"
#include "models/route/Route.h"

#include <algorithm>

namespace pb::route {

namespace {

std::string percentDecoded(std::string_view text) {
    const auto hexValue = [](char c) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        const char lower = static_cast<char>(c | 0x20);
        return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
    };
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%' && i + 2 < text.size() && hexValue(text[i + 1]) >= 0 && hexValue(text[i + 2]) >= 0) {
            out += static_cast<char>(hexValue(text[i + 1]) * 16 + hexValue(text[i + 2]));
            i += 2;
        } else {
            out += text[i] == '+' ? ' ' : text[i];
        }
    }
    return out;
}

/// Where the query begins: the first `?` outside of `{{…}}` ({{?name}} is Camel's optional placeholder).
std::size_t queryStart(std::string_view uri) {
    int depth = 0;
    for (std::size_t i = 0; i < uri.size(); ++i) {
        if (uri.substr(i, 2) == "{{") {
            ++depth;
        } else if (uri.substr(i, 2) == "}}") {
            --depth;
        } else if (uri[i] == '?' && depth <= 0) {
            return i;
        }
    }
    return std::string_view::npos;
}

void readQuery(std::string_view query, Options& options) {
    while (!query.empty()) {
        const std::size_t end = query.find('&');
        const std::string_view pair = query.substr(0, end);
        query = end == std::string_view::npos ? std::string_view() : query.substr(end + 1);
        const std::size_t equals = pair.find('=');
        if (!pair.empty()) {
            options.emplace_back(std::string(pair.substr(0, equals)),
                                 equals == std::string_view::npos ? std::string() : percentDecoded(pair.substr(equals + 1)));
        }
    }
}

}  // namespace

std::string optionOf(const Options& options, std::string_view name) {
    const auto found = std::find_if(options.begin(), options.end(), [&](const auto& option) { return option.first == name; });
    return found == options.end() ? std::string() : found->second;
}

Endpoint endpointOf(std::string_view uri, Options parameters) {
    Endpoint endpoint;
    endpoint.uri = uri;
    const std::size_t query = queryStart(uri);
    const std::string_view base = uri.substr(0, query);
    const std::size_t colon = base.find(':');
    endpoint.scheme = base.substr(0, colon);
    endpoint.path = colon == std::string_view::npos ? std::string_view() : base.substr(colon + 1);
    if (query != std::string_view::npos) {
        readQuery(uri.substr(query + 1), endpoint.options);
    }
    for (auto& parameter : parameters) {
        endpoint.options.push_back(std::move(parameter));
    }
    return endpoint;
}

std::string Endpoint::name() const {
    const std::size_t start = path.find_first_not_of('/');
    return start == std::string::npos ? std::string() : path.substr(start);
}

std::string Endpoint::print() const {
    std::string text = scheme + "://" + name();
    Options sorted = options;
    std::sort(sorted.begin(), sorted.end());
    char separator = '?';
    for (const auto& [key, value] : sorted) {
        text += separator + key + "=" + value;
        separator = '&';
    }
    return text;
}

}  // namespace pb::route
