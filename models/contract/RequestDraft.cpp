#include "models/contract/RequestDraft.h"

#include "models/contract/Url.h"

namespace pb::contract {

namespace {

std::string scalarText(const JsonValue& value) {
    return value.kind == doc::Kind::string ? value.text : value.kind == doc::Kind::null ? std::string() : value.json();
}

/// "a,b" or "k,v,k,v" ("k=v,k=v" exploded).
std::string joined(const JsonValue& value, char separator, bool exploded) {
    if (value.kind != doc::Kind::array && value.kind != doc::Kind::object) {
        return scalarText(value);
    }
    std::string out;
    for (const auto& item : value.items) {
        out += (out.empty() ? "" : std::string(1, separator)) + scalarText(item);
    }
    for (const auto& [name, member] : value.members) {
        out += (out.empty() ? "" : std::string(1, separator)) + name + (exploded ? '=' : separator) + scalarText(member);
    }
    return out;
}

void addQuery(std::string& query, const std::string& name, const std::string& value) {
    query += (query.empty() ? "?" : "&") + percentEncode(name, "[]") + "=" + percentEncode(value, ",");
}

void addQueryParameter(const Parameter& parameter, const JsonValue& value, std::string& query) {
    const bool isObject = value.kind == doc::Kind::object;
    if (parameter.jsonContent) {
        addQuery(query, parameter.name, value.json());
    } else if (isObject && (parameter.style == "deepObject" || parameter.explode)) {
        for (const auto& [name, member] : value.members) {
            addQuery(query, parameter.style == "deepObject" ? parameter.name + "[" + name + "]" : name, scalarText(member));
        }
    } else if (value.kind == doc::Kind::array && parameter.explode) {
        for (const auto& item : value.items) {
            addQuery(query, parameter.name, scalarText(item));
        }
    } else {
        const char separator = parameter.style == "spaceDelimited" ? ' ' : parameter.style == "pipeDelimited" ? '|' : ',';
        addQuery(query, parameter.name, joined(value, separator, false));
    }
}

std::string pathText(const Parameter& parameter, const JsonValue& value) {
    const std::string text = percentEncode(parameter.jsonContent ? value.json() : joined(value, ',', parameter.explode), ",=");
    if (parameter.style == "label") {
        return "." + text;
    }
    return parameter.style == "matrix" ? ";" + parameter.name + "=" + text : text;
}

}  // namespace

HttpRequest requestOf(const Operation& operation, const RequestDraft& draft, const std::string& baseUrl) {
    HttpRequest request;
    request.method = operation.method;
    std::string path = operation.path;
    std::string query;
    std::string cookies;
    for (const auto& [index, value] : draft.parameters) {
        const Parameter& parameter = operation.parameters[index];
        if (parameter.in == Parameter::In::query) {
            addQueryParameter(parameter, value, query);
        } else if (parameter.in == Parameter::In::path) {
            const std::string mark = "{" + parameter.name + "}";
            if (const auto place = path.find(mark); place != std::string::npos) {
                path.replace(place, mark.size(), pathText(parameter, value));
            }
        } else if (parameter.in == Parameter::In::cookie) {
            cookies += (cookies.empty() ? "" : "; ") + parameter.name + "=" + joined(value, ',', false);
        } else {
            request.headers.emplace_back(parameter.name, parameter.jsonContent ? value.json() : joined(value, ',', parameter.explode));
        }
    }
    request.url = joinUrl(baseUrl, path) + query;
    if (!cookies.empty()) {
        request.headers.emplace_back("Cookie", cookies);
    }
    request.body = draft.body ? draft.body->json() : draft.rawBody;
    if (!request.body.empty() && !draft.contentType.empty()) {
        request.headers.emplace_back("Content-Type", draft.contentType);
    }
    return request;
}

}  // namespace pb::contract
