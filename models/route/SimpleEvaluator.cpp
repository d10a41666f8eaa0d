#include "models/base/Regex.h"
#include "models/base/Text.h"
#include "models/document/Json.h"
#include "models/route/SimpleParser.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace pb::route {

namespace {

using Source = SimpleFunction::Source;

Thrown methodNotFound(const std::string& method, const std::string& bean, const std::string& type) {
    return {"org.apache.camel.language.bean.RuntimeBeanExpressionException",
            "Failed to invoke method: " + method + " on null due to: org.apache.camel.component.bean.MethodNotFoundException: "
            "Method with name: " + method + " not found on bean: " + bean + " of type: " + type,
            std::nullopt};
}

Thrown methodNotFound(const std::string& method, const Thrown& bean) {
    return methodNotFound(method, bean.type + ": " + bean.message, bean.type);
}

Thrown unknownFunction(const std::string& what) {
    Thrown thrown{std::string(unknownToSimulator), "The simulator does not know " + what + "; Camel does.", std::nullopt};
    thrown.isUnknownToSimulator = true;
    return thrown;
}

Cell cellOf(doc::Value value) {
    switch (value.kind()) {
        case doc::Kind::string: return Cell::ofText(std::string(value.text()));
        case doc::Kind::boolean: return Cell::ofBoolean(value.boolean());
        case doc::Kind::number: {
            const std::string digits(value.digits());
            const bool isWhole = digits.find_first_of(".eE") == std::string::npos;
            return {!isWhole ? Cell::Type::real : digits.size() < 10 ? Cell::Type::int32 : Cell::Type::int64, digits};
        }
        case doc::Kind::array:
        case doc::Kind::object: return {Cell::Type::json, doc::writeJson(value)};
        default: return {};
    }
}

Cell memberOf(const Cell& cell, const std::string& key) {
    const auto document = cell.type == Cell::Type::json ? doc::readJson(std::string(cell.text)) : Result<doc::DocumentPtr>(nullptr);
    if (!document || !*document) {
        return {};
    }
    const doc::Value root = (*document)->root();
    if (root.is(doc::Kind::array)) {
        std::uint32_t position = 0;
        std::from_chars(key.data(), key.data() + key.size(), position);
        return position < root.size() ? cellOf(root.at(position)) : Cell();
    }
    return cellOf(root.find(key));
}

std::string withCase(std::string text, bool upper) {
    const QString wide = qs(text);
    return utf8(upper ? wide.toUpper() : wide.toLower());
}

Cell callMethod(const Cell& cell, const std::string& method) {
    if (method == "length()") {
        return Cell::ofInt32(qs(cell.text).size());  // Java counts UTF-16 units, as QString does
    }
    if (method == "size()") {
        const auto document = doc::readJson(std::string(cell.text));
        return document ? Cell::ofInt32((*document)->root().size()) : Cell();
    }
    if (method == "trim()") {
        return Cell::ofText(utf8(qs(cell.text).trimmed()));
    }
    return Cell::ofText(withCase(cell.text, method == "toUpperCase()"));
}

/// A name behind a String is one of its methods; those without overloads go without parentheses (seen on 4.17).
OrThrown<Cell> memberOfText(const Cell& cell, const std::string& name) {
    if (name == "length" || name == "trim") {
        return callMethod(cell, name + "()");
    }
    return tl::unexpected(methodNotFound(name, cell.text, "java.lang.String"));
}

OrThrown<Cell> follow(Cell cell, const SimpleFunction& function) {
    for (const std::string& step : function.path) {
        if (cell.isNull()) {
            return Cell();
        }
        OrThrown<Cell> next = step.ends_with("()")              ? OrThrown<Cell>(callMethod(cell, step))
                              : cell.type == Cell::Type::text ? memberOfText(cell, step)
                                                              : OrThrown<Cell>(memberOf(cell, step));
        if (!next) {
            return next;
        }
        cell = std::move(*next);
    }
    return cell;
}

template <typename Map>
Cell lookUp(const Map& map, const std::string& name) {
    const auto found = map.find(name);
    return found == map.end() ? Cell() : found->second;
}

OrThrown<Cell> readException(const SimpleFunction& function, const Travel& travel) {
    if (!travel.caught) {
        return Cell();
    }
    const Thrown& thrown = *travel.caught;
    switch (function.source) {
        case Source::exceptionMessage: return Cell::ofText(thrown.message);
        case Source::exceptionClass: return Cell::ofText(thrown.type);
        case Source::exceptionResponseBody:
            return thrown.responseBody ? OrThrown<Cell>(Cell::ofText(*thrown.responseBody))
                                       : tl::unexpected(methodNotFound("responseBody", thrown));
        case Source::exceptionStatusCode:
            return thrown.statusCode != 0 ? OrThrown<Cell>(Cell::ofInt32(thrown.statusCode))
                                          : tl::unexpected(methodNotFound("statusCode", thrown));
        default: return Cell::ofText(thrown.type + ": " + thrown.message);
    }
}

OrThrown<Cell> readFunction(const SimpleFunction& function, const SimpleScope& scope) {
    const Travel& travel = scope.travel;
    switch (function.source) {
        case Source::body: return follow(travel.body, function);
        case Source::header: return follow(lookUp(travel.headers, function.name), function);
        case Source::property: return follow(lookUp(travel.properties, function.name), function);
        case Source::variable: return follow(lookUp(travel.variables, function.name), function);
        case Source::exchangeId: return Cell::ofText(travel.id);
        case Source::routeId: return Cell::ofText(travel.routeId);
        case Source::fromRouteId: return Cell::ofText(travel.fromRouteId);
        case Source::null: return Cell();
        case Source::empty: return Cell::ofText({});
        case Source::date:
            return function.name == "millis" ? Cell::ofInt64(scope.clock.now())
                                             : Cell::ofText(javaDate(scope.clock.now(), function.name));
        default: return readException(function, travel);
    }
}

OrThrown<Cell> evaluateFunction(const std::string& text, const SimpleScope& scope) {
    const SimpleFunction function = parseFunction(text);
    if (!function.isKnown) {
        return tl::unexpected(unknownFunction("${" + text + "} of the simple language"));
    }
    return readFunction(function, scope);
}

Cell literalOf(const std::string& text) {
    if (text == "null") {
        return {};
    }
    if (text == "true" || text == "false") {
        return Cell::ofBoolean(text == "true");
    }
    if (isNumberLiteral(text)) {
        return {text.find('.') == std::string::npos ? Cell::Type::int64 : Cell::Type::real, text};
    }
    return Cell::ofText(text);
}

OrThrown<Cell> operandOf(const ConditionToken& token, const SimpleScope& scope) {
    if (token.kind == ConditionToken::Kind::function) {
        return evaluateFunction(token.text, scope);
    }
    if (token.kind == ConditionToken::Kind::literal) {
        return literalOf(token.text);
    }
    std::string text;  // a quoted text may hold functions
    for (const SimplePart& part : splitTemplate(token.text)) {
        if (!part.isFunction) {
            text += part.text;
            continue;
        }
        const auto value = evaluateFunction(part.text, scope);
        if (!value) {
            return value;
        }
        text += javaText(*value);
    }
    return Cell::ofText(text);
}

std::optional<double> numberOf(const Cell& cell) {
    double number = 0;
    const char* end = cell.text.data() + cell.text.size();
    const auto read = std::from_chars(cell.text.data(), end, number);
    return !cell.text.empty() && read.ec == std::errc() && read.ptr == end ? std::optional(number) : std::nullopt;
}

int order(const Cell& left, const Cell& right) {
    const auto l = numberOf(left);
    const auto r = numberOf(right);
    if (l && r) {
        return *l < *r ? -1 : *l > *r ? 1 : 0;
    }
    return left.text.compare(right.text);
}

bool isEqual(const Cell& left, const Cell& right, bool ignoreCase) {
    if (left.isNull() || right.isNull()) {
        return left.isNull() == right.isNull();
    }
    if (ignoreCase) {
        return withCase(left.text, false) == withCase(right.text, false);
    }
    return (left.isNumber() || right.isNumber()) && numberOf(left) && numberOf(right) ? order(left, right) == 0
                                                                                     : left.text == right.text;
}

bool isIn(const Cell& left, const Cell& right) {
    std::string_view rest = right.text;
    while (!rest.empty()) {
        const std::size_t comma = std::min(rest.find(','), rest.size());
        if (left.text == rest.substr(0, comma)) {
            return true;
        }
        rest.remove_prefix(std::min(comma + 1, rest.size()));
    }
    return false;
}

OrThrown<bool> matches(const Cell& left, const Cell& right) {
    const auto regex = Regex::compile("^(?:" + right.text + ")$");
    const auto found = regex ? regex->test(left.text) : Result<bool>(fail(regex.error()));
    if (!found) {
        return tl::unexpected(Thrown{"java.util.regex.PatternSyntaxException", utf8(found.error().sentence), std::nullopt});
    }
    return *found;
}

OrThrown<bool> compare(const Cell& left, const std::string& word, const Cell& right) {
    const bool isNegated = word.size() > 1 && word.front() == '!' && word != "!=" && word != "!=~";
    const std::string verb = isNegated ? word.substr(1) : word;
    const bool hasOrder = !left.isNull() && !right.isNull();
    if (verb == "==" || verb == "=~") {
        return isEqual(left, right, verb == "=~");
    }
    if (verb == "!=" || verb == "!=~") {
        return !isEqual(left, right, verb == "!=~");
    }
    if (verb == "contains") {
        return (left.text.find(right.text) != std::string::npos && hasOrder) != isNegated;
    }
    if (verb == "~~") {
        return (withCase(left.text, false).find(withCase(right.text, false)) != std::string::npos && hasOrder) != isNegated;
    }
    if (verb == "regex") {
        return matches(left, right).map([&](bool found) { return found != isNegated; });
    }
    if (verb == "in") {
        return isIn(left, right) != isNegated;
    }
    if (verb == "startsWith" || verb == "endsWith") {
        return hasOrder && (verb == "startsWith" ? left.text.starts_with(right.text) : left.text.ends_with(right.text));
    }
    if (verb == ">" || verb == ">=" || verb == "<" || verb == "<=") {
        const int sign = order(left, right);
        return hasOrder && (verb == ">" ? sign > 0 : verb == ">=" ? sign >= 0 : verb == "<" ? sign < 0 : sign <= 0);
    }
    return tl::unexpected(unknownFunction("the operator “" + word + "” of the simple language"));
}

bool isTruthy(const Cell& cell) {
    if (cell.type == Cell::Type::boolean) {
        return cell.text == "true";
    }
    const std::string lower = withCase(cell.text, false);
    return !cell.isNull() && lower != "false" && lower.find_first_not_of(" \t\r\n") != std::string::npos;
}

}  // namespace

OrThrown<Cell> evaluateSimple(std::string_view text, const SimpleScope& scope) {
    const auto parts = splitTemplate(text);
    if (parts.size() == 1 && parts[0].isFunction) {
        return evaluateFunction(parts[0].text, scope);
    }
    std::string out;
    for (const SimplePart& part : parts) {
        if (!part.isFunction) {
            out += part.text;
            continue;
        }
        const auto value = evaluateFunction(part.text, scope);
        if (!value) {
            return value;
        }
        out += javaText(*value);
    }
    return Cell::ofText(std::move(out));
}

OrThrown<bool> evaluateCondition(std::string_view text, const SimpleScope& scope) {
    const auto tokens = lexCondition(text);
    if (!looksLikeCondition(tokens)) {
        return evaluateSimple(text, scope).map(isTruthy);
    }
    bool result = false;
    std::string logical;
    for (std::size_t i = 0; i + 2 < tokens.size(); i += 4) {
        const auto left = operandOf(tokens[i], scope);
        const auto right = operandOf(tokens[i + 2], scope);
        if (!left || !right) {
            return tl::unexpected(left ? right.error() : left.error());
        }
        const auto one = compare(*left, tokens[i + 1].text, *right);
        if (!one) {
            return one;
        }
        result = logical.empty() ? *one : logical == "&&" ? result && *one : result || *one;
        logical = i + 3 < tokens.size() ? tokens[i + 3].text : std::string();
    }
    return result;
}

}  // namespace pb::route
