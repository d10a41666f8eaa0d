#include "models/contract/ParameterText.h"

#include "models/contract/Url.h"
#include "models/document/Json.h"
#include "models/document/Number.h"

#include <algorithm>

namespace pb::contract {

namespace {

using Types = std::set<std::string, std::less<>>;
constexpr int maxDepth = 12;

bool collectTypes(const Contract& contract, doc::Value schema, int depth, Types& into);

/// All alternatives together; false where one of them lets anything pass.
bool collectAlternatives(const Contract& contract, doc::Value list, int depth, Types& into) {
    Types found;
    for (const doc::Value choice : list.children()) {
        if (!collectTypes(contract, choice, depth, found)) {
            return false;
        }
    }
    into.merge(found);
    return list.size() > 0;
}

bool collectTypes(const Contract& contract, doc::Value schema, int depth, Types& into) {
    schema = contract.resolve(schema);
    if (!schema.is(doc::Kind::object) || depth > maxDepth) {
        return false;
    }
    if (const doc::Value type = schema.find("type")) {
        if (type.is(doc::Kind::string)) {
            into.emplace(type.text());
        }
        for (const doc::Value one : type.children()) {
            into.emplace(one.text());
        }
        return true;
    }
    for (const doc::Value part : schema.find("allOf").children()) {
        if (collectTypes(contract, part, depth + 1, into)) {
            return true;
        }
    }
    return collectAlternatives(contract, schema.find("oneOf"), depth + 1, into) ||
           collectAlternatives(contract, schema.find("anyOf"), depth + 1, into);
}

std::string scalarJson(std::string_view text, const Types& types) {
    const bool any = types.empty();
    const bool numeric = any || types.contains("integer") || types.contains("number");
    const bool word = any || types.contains("boolean");
    const bool isBoolean = text == "true" || text == "false";
    if ((numeric && doc::isJsonNumber(text)) || (word && isBoolean)) {
        return std::string(text);
    }
    std::string out;
    doc::writeJsonString(text, out);
    return out;
}

std::vector<std::string> split(std::string_view text, char separator) {
    std::vector<std::string> pieces;
    for (;;) {
        const auto at = text.find(separator);
        pieces.emplace_back(text.substr(0, at));
        if (at == std::string_view::npos) {
            return pieces;
        }
        text.remove_prefix(at + 1);
    }
}

doc::Value memberSchema(const Contract& contract, doc::Value schema, std::string_view name) {
    const doc::Value resolved = contract.resolve(schema);
    return name.empty() ? resolved.find("items") : resolved.find("properties").find(name);
}

std::string arrayJson(const Contract& contract, doc::Value schema, const std::vector<std::string>& texts) {
    const Types types = typesOf(contract, memberSchema(contract, schema, {}));
    std::string out = "[";
    for (const auto& text : texts) {
        out += (out.size() > 1 ? "," : "") + scalarJson(text, types);
    }
    return out + "]";
}

std::string objectJson(const Contract& contract, doc::Value schema, const QueryItems& members) {
    std::string out = "{";
    for (const auto& [name, text] : members) {
        out += out.size() > 1 ? "," : "";
        doc::writeJsonString(name, out);
        out += ":" + scalarJson(text, typesOf(contract, memberSchema(contract, schema, name)));
    }
    return out + "}";
}

/// "a,1,b,2", or "a=1,b=2" where exploded.
QueryItems membersOf(const std::vector<std::string>& pieces, bool exploded) {
    QueryItems members;
    for (std::size_t i = 0; i < pieces.size(); i += exploded ? 1 : 2) {
        const auto equals = pieces[i].find('=');
        if (exploded) {
            members.emplace_back(pieces[i].substr(0, equals), equals == std::string::npos ? "" : pieces[i].substr(equals + 1));
        } else {
            members.emplace_back(pieces[i], i + 1 < pieces.size() ? pieces[i + 1] : "");
        }
    }
    return members;
}

std::string jsonOf(const Contract& contract, const Parameter& parameter, std::string_view text, char separator) {
    if (parameter.jsonContent) {
        return std::string(text);
    }
    const Types types = typesOf(contract, parameter.schema);
    if (types.contains("array")) {
        return arrayJson(contract, parameter.schema, text.empty() ? std::vector<std::string>() : split(text, separator));
    }
    if (types.contains("object")) {
        return objectJson(contract, parameter.schema, membersOf(split(text, separator), parameter.explode));
    }
    return scalarJson(text, types);
}

std::optional<std::string> queryJson(const Contract& contract, const Parameter& parameter, const HttpRequest& request) {
    const auto mark = request.url.find('?');
    const auto hash = request.url.find('#');
    const QueryItems items = mark == std::string::npos || mark > hash
                                 ? QueryItems()
                                 : splitQuery(std::string_view(request.url).substr(mark + 1, hash == std::string::npos ? hash : hash - mark - 1));
    std::vector<std::string> texts;
    QueryItems members;
    for (const auto& [name, text] : items) {
        if (name == parameter.name) {
            texts.push_back(text);
        } else if (parameter.style == "deepObject" && name.starts_with(parameter.name + "[") && name.ends_with(']')) {
            members.emplace_back(name.substr(parameter.name.size() + 1, name.size() - parameter.name.size() - 2), text);
        }
    }
    const Types types = typesOf(contract, parameter.schema);
    const bool spread = types.contains("object") && parameter.explode && parameter.style == "form";
    if (parameter.style == "deepObject" || spread) {
        const QueryItems& all = spread ? items : members;
        return all.empty() ? std::nullopt : std::optional(objectJson(contract, parameter.schema, all));
    }
    if (texts.empty()) {
        return std::nullopt;
    }
    if (types.contains("array") && parameter.explode) {
        return arrayJson(contract, parameter.schema, texts);
    }
    const char separator = parameter.style == "spaceDelimited" ? ' ' : parameter.style == "pipeDelimited" ? '|' : ',';
    return jsonOf(contract, parameter, texts.front(), separator);
}

std::optional<std::string> pathJson(const Contract& contract, const Parameter& parameter, const OperationMatch& match) {
    for (const auto& [name, value] : match.pathParameters) {
        if (name != parameter.name) {
            continue;
        }
        std::string text = value;
        char separator = ',';
        if (parameter.style == "label" && text.starts_with('.')) {
            text.erase(0, 1);
            separator = parameter.explode ? '.' : ',';
        } else if (parameter.style == "matrix" && text.starts_with(";" + name + "=")) {
            text.erase(0, name.size() + 2);
        }
        return jsonOf(contract, parameter, text, separator);
    }
    return std::nullopt;
}

std::optional<std::string> cookieJson(const Contract& contract, const Parameter& parameter, const HttpRequest& request) {
    for (std::string pair : split(headerValue(request.headers, "Cookie"), ';')) {
        pair.erase(0, pair.find_first_not_of(' '));
        if (pair.starts_with(parameter.name + "=")) {
            return jsonOf(contract, parameter, pair.substr(parameter.name.size() + 1), ',');
        }
    }
    return std::nullopt;
}

}  // namespace

Types typesOf(const Contract& contract, doc::Value schema) {
    Types types;
    if (!collectTypes(contract, schema, 0, types)) {
        types.clear();
    }
    return types;
}

std::string headerJson(const Contract& contract, const Parameter& header, std::string_view text) {
    return jsonOf(contract, header, text, ',');
}

std::optional<std::string> parameterJson(const Contract& contract, const Parameter& parameter, const OperationMatch& match,
                                         const HttpRequest& request) {
    switch (parameter.in) {
        case Parameter::In::path:
            return pathJson(contract, parameter, match);
        case Parameter::In::query:
            return queryJson(contract, parameter, request);
        case Parameter::In::cookie:
            return cookieJson(contract, parameter, request);
        case Parameter::In::header:
            break;
    }
    if (!hasHeaderLine(request.headers, parameter.name)) {
        return std::nullopt;
    }
    return headerJson(contract, parameter, headerValue(request.headers, parameter.name));
}

}  // namespace pb::contract
