#include "models/route/SimpleParser.h"

#include <algorithm>
#include <array>
#include <optional>

namespace pb::route {

namespace {

using Source = SimpleFunction::Source;

struct Named {
    std::string_view word;
    Source source;
};

constexpr auto plain = std::to_array<Named>({
    {"exception", Source::exception},
    {"exception.message", Source::exceptionMessage},
    {"exception.class.name", Source::exceptionClass},
    {"exception.class", Source::exceptionClass},
    {"exception.responseBody", Source::exceptionResponseBody},
    {"exception.statusCode", Source::exceptionStatusCode},
    {"exchangeId", Source::exchangeId},
    {"routeId", Source::routeId},
    {"fromRouteId", Source::fromRouteId},
    {"null", Source::null},
    {"empty", Source::empty},
});

constexpr auto named = std::to_array<Named>({
    {"headers", Source::header},
    {"header", Source::header},
    {"in.headers", Source::header},
    {"in.header", Source::header},
    {"exchangeProperty", Source::property},
    {"variable", Source::variable},
});

constexpr auto bodies = std::to_array<std::string_view>({"body", "in.body", "bodyAs(String)", "mandatoryBodyAs(String)"});
constexpr auto methods = std::to_array<std::string_view>({"length()", "size()", "toUpperCase()", "toLowerCase()", "trim()"});

/// What follows a value: ".key", "?.key", "[key]", ".method()". Empty when it is none of these.
std::optional<std::vector<std::string>> readPath(std::string_view rest) {
    std::vector<std::string> path;
    while (!rest.empty()) {
        if (rest.front() == '?') {
            rest.remove_prefix(1);
        }
        if (rest.empty()) {
            return std::nullopt;
        }
        const bool inBrackets = rest.front() == '[';
        if (!inBrackets && rest.front() != '.') {
            return std::nullopt;
        }
        const std::size_t end = inBrackets ? rest.find(']') : std::min(rest.find_first_of(".[?", 1), rest.size());
        if (end == std::string_view::npos || end < 2) {
            return std::nullopt;
        }
        std::string key(rest.substr(1, end - 1));
        const bool isMethod = !inBrackets && key.ends_with(")");
        if (isMethod && std::find(methods.begin(), methods.end(), key) == methods.end()) {
            return std::nullopt;
        }
        path.push_back(std::move(key));
        rest.remove_prefix(inBrackets ? end + 1 : end);
    }
    return path;
}

/// "header.x", "header:x", "header[x.y]"; what follows the name is a path.
bool readNamed(std::string_view rest, SimpleFunction& function) {
    if (rest.empty()) {
        return false;
    }
    if (rest.front() == '?') {
        rest.remove_prefix(1);
    }
    if (rest.empty()) {
        return false;
    }
    std::size_t end = 0;
    if (rest.front() == '[') {
        end = rest.find(']');
        if (end == std::string_view::npos) {
            return false;
        }
        function.name = rest.substr(1, end - 1);
        std::erase_if(function.name, [](char c) { return c == '\'' || c == '"'; });
        ++end;
    } else if (rest.front() == '.' || rest.front() == ':') {
        end = rest.front() == ':' ? rest.size() : std::min(rest.find_first_of(".[?", 1), rest.size());
        function.name = rest.substr(1, end - 1);
    } else {
        return false;
    }
    const auto path = readPath(rest.substr(end));
    if (!path || function.name.empty()) {
        return false;
    }
    function.path = *path;
    return true;
}

bool readDate(std::string_view rest, SimpleFunction& function) {
    if (rest != "now" && !rest.starts_with("now:") && rest != "millis") {
        return false;
    }
    function.source = Source::date;
    function.name = rest.starts_with("now:") ? rest.substr(4) : rest == "millis" ? std::string_view("millis") : std::string_view();
    return true;
}

}  // namespace

SimpleFunction parseFunction(std::string_view text) {
    SimpleFunction function;
    const auto exact = std::find_if(plain.begin(), plain.end(), [&](const Named& entry) { return entry.word == text; });
    if (exact != plain.end()) {
        function.source = exact->source;
        function.isKnown = true;
        return function;
    }
    for (const std::string_view body : bodies) {
        const auto path = text.starts_with(body) ? readPath(text.substr(body.size())) : std::nullopt;
        if (path) {
            function.source = Source::body;
            function.path = *path;
            function.isKnown = true;
            return function;
        }
    }
    for (const Named& entry : named) {
        if (text.starts_with(entry.word) && readNamed(text.substr(entry.word.size()), function)) {
            function.source = entry.source;
            function.isKnown = true;
            return function;
        }
    }
    if (text.starts_with("date:")) {
        function.isKnown = readDate(text.substr(5), function);
    }
    return function;
}

}  // namespace pb::route
