#include "models/base/Regex.h"
#include "models/base/Text.h"
#include "models/document/Json.h"
#include "models/route/ExchangeRun.h"
#include "models/route/JacksonScan.h"

#include <algorithm>
#include <array>

namespace pb::route {

namespace {

std::string lowered(std::string_view text) {
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return out;
}

template <typename Map>
void eraseMatching(Map& map, const std::string& pattern, const std::string& except) {
    std::erase_if(map, [&](const auto& entry) {
        return matchesPattern(entry.first, pattern) && (except.empty() || !matchesPattern(entry.first, except));
    });
}

/// What a value of the expression becomes by its `resultType`.
OrThrown<Cell> converted(Cell cell, const std::string& type) {
    if (type.empty() || cell.isNull()) {
        return cell;
    }
    const std::string name = lowered(type.substr(type.rfind('.') + 1));
    if (name == "string") {
        return Cell::ofText(javaText(cell));
    }
    if (name == "integer" || name == "int" || name == "long") {
        const bool isNumber = !cell.text.empty() && cell.text.find_first_not_of("-0123456789") == std::string::npos;
        if (!isNumber) {
            return thrown("org.apache.camel.TypeConversionException",
                          "Error during type conversion from type: java.lang.String to the required type: java.lang." +
                              type.substr(type.rfind('.') + 1) + " with value " + cell.text);
        }
        return Cell{name == "long" ? Cell::Type::int64 : Cell::Type::int32, cell.text};
    }
    if (name == "boolean") {
        return Cell::ofBoolean(lowered(cell.text) == "true");
    }
    return notSimulated("the type “" + type + "”");
}

}  // namespace

tl::unexpected<Thrown> thrown(std::string type, std::string message) {
    return tl::unexpected(Thrown{std::move(type), std::move(message), std::nullopt});
}

tl::unexpected<Thrown> notSimulated(const std::string& what) {
    Thrown failure{std::string(unknownToSimulator), "The simulator does not know " + what + "; Camel does.", std::nullopt};
    failure.isUnknownToSimulator = true;
    return tl::unexpected(std::move(failure));
}

tl::unexpected<Thrown> cancelled() {
    Thrown failure{"java.util.concurrent.CancellationException", "Cancelled.", std::nullopt};
    failure.isCancelled = true;
    return tl::unexpected(std::move(failure));
}

bool isException(std::string_view type, std::string_view wanted) {
    static const std::map<std::string_view, std::string_view> parents{
        {"com.fasterxml.jackson.core.io.JsonEOFException", "com.fasterxml.jackson.core.JsonParseException"},
        {"com.fasterxml.jackson.core.JsonParseException", "com.fasterxml.jackson.core.JsonProcessingException"},
        {"com.fasterxml.jackson.core.JsonProcessingException", "java.io.IOException"},
        {"java.io.FileNotFoundException", "java.io.IOException"},
        {"org.apache.hc.client5.http.HttpHostConnectException", "java.net.ConnectException"},
        {"java.net.ConnectException", "java.net.SocketException"},
        {"java.net.SocketException", "java.io.IOException"},
        {"java.net.SocketTimeoutException", "java.io.IOException"},
        {"java.io.IOException", "java.lang.Exception"},
        {"org.apache.camel.http.base.HttpOperationFailedException", "org.apache.camel.CamelException"},
        {"org.apache.camel.CamelException", "java.lang.Exception"},
        {"java.lang.NumberFormatException", "java.lang.IllegalArgumentException"},
        {"java.lang.RuntimeException", "java.lang.Exception"},
        {"java.lang.Exception", "java.lang.Throwable"},
    };
    while (!type.empty()) {
        if (type == wanted) {
            return true;
        }
        const auto parent = parents.find(type);
        const bool isTop = type == "java.lang.Throwable" || type == "java.lang.Exception";
        type = parent != parents.end() ? parent->second
               : isTop || type == "java.lang.RuntimeException" ? std::string_view()
                                                                 : std::string_view("java.lang.RuntimeException");
    }
    return false;
}

bool matchesPattern(std::string_view text, const std::string& pattern) {
    const std::string left = lowered(text);
    const std::string right = lowered(pattern);
    if (left == right || right == "*" || (right.ends_with('*') && left.starts_with(right.substr(0, right.size() - 1)))) {
        return true;
    }
    const auto regex = Regex::compile("^(?:" + pattern + ")$", {.ignoreCase = true});
    return regex && regex->test(text).value_or(false);
}

OrThrown<Cell> ExchangeRun::evaluate(const Expression& expression, const Travel& travel) const {
    const auto find = [&](const auto& map) {
        const auto found = map.find(expression.text);
        return found == map.end() ? Cell() : found->second;
    };
    OrThrown<Cell> value;
    if (expression.language == "constant") {
        value = Cell::ofText(expression.text);
    } else if (expression.language == "header") {
        value = find(travel.headers);
    } else if (expression.language == "exchangeProperty") {
        value = find(travel.properties);
    } else if (expression.language == "variable") {
        value = find(travel.variables);
    } else if (expression.language == "simple") {
        value = evaluateSimple(expression.text, {travel, *home_.ports.clock});
    } else {
        return notSimulated("the language “" + expression.language + "”");
    }
    return value ? converted(std::move(*value), expression.resultType) : value;
}

OrThrown<bool> ExchangeRun::isTrue(const Expression& expression, const Travel& travel) const {
    if (expression.language == "simple") {
        return evaluateCondition(expression.text, {travel, *home_.ports.clock});
    }
    return evaluate(expression, travel).map([](const Cell& cell) { return !cell.isNull() && cell.text != "false"; });
}

StepOutcome ExchangeRun::runChoice(const Step& step, LoadedRoute& route, Travel& travel) {
    for (const Step& branch : step.steps) {
        if (branch.kind == "when" && branch.expression) {
            const auto holds = isTrue(*branch.expression, travel);
            if (!holds) {
                return tl::unexpected(holds.error());
            }
            if (!*holds) {
                continue;
            }
        }
        runSteps(branch.steps, route, travel);
        return {};
    }
    return {};
}

StepOutcome ExchangeRun::runFilter(const Step& step, LoadedRoute& route, Travel& travel) {
    const auto holds = isTrue(*step.expression, travel);
    if (!holds) {
        return tl::unexpected(holds.error());
    }
    if (*holds) {
        runSteps(step.steps, route, travel);
    }
    return {};
}

StepOutcome ExchangeRun::runSetter(const Step& step, Travel& travel) {
    auto value = evaluate(*step.expression, travel);
    if (!value) {
        return tl::unexpected(value.error());
    }
    if (step.kind == "setHeader") {
        travel.headers[step.name] = std::move(*value);
    } else if (step.kind == "setProperty") {
        travel.properties[step.name] = std::move(*value);
    } else if (step.kind == "setVariable") {
        travel.variables[step.name] = std::move(*value);
    } else {
        travel.body = std::move(*value);
    }
    return {};
}

StepOutcome ExchangeRun::runRemover(const Step& step, Travel& travel) {
    if (step.kind == "removeHeader") {
        travel.headers.erase(step.name);
    } else if (step.kind == "removeHeaders") {
        eraseMatching(travel.headers, step.name, optionOf(step.options, "excludePattern"));
    } else if (step.kind == "removeProperty") {
        travel.properties.erase(step.name);
    } else if (step.kind == "removeProperties") {
        eraseMatching(travel.properties, step.name, optionOf(step.options, "excludePattern"));
    } else {
        travel.variables.erase(step.name);
    }
    return {};
}

StepOutcome ExchangeRun::runConvert(const Step& step, Travel& travel) {
    const std::string type = lowered(step.name.substr(step.name.rfind('.') + 1));
    if (type == "byte[]" || travel.body.isNull()) {
        return {};
    }
    auto body = converted(travel.body, step.name);
    if (!body) {
        return tl::unexpected(body.error());
    }
    travel.body = std::move(*body);
    return {};
}

StepOutcome ExchangeRun::runFormat(const Step& step, Travel& travel) {
    if (step.name != "json") {
        return notSimulated("the data format “" + step.name + "”");
    }
    if (travel.body.isNull()) {
        return {};
    }
    if (step.kind == "unmarshal") {
        const auto json = jacksonScan(travel.body.text);
        if (!json) {
            return tl::unexpected(json.error());
        }
        travel.body = {Cell::Type::json, travel.body.text.substr(0, *json)};
        return {};
    }
    if (travel.body.type != Cell::Type::json) {
        std::string quoted;
        doc::writeJsonString(travel.body.text, quoted);
        travel.body.text = std::move(quoted);
    }
    travel.body.type = Cell::Type::text;
    travel.headers["Content-Type"] = Cell::ofText("application/json");
    return {};
}

StepOutcome ExchangeRun::runThrow(const Step& step, Travel& travel) {
    const auto message = evaluateSimple(optionOf(step.options, "message"), {travel, *home_.ports.clock});
    return message ? StepOutcome(thrown(step.name, message->text)) : tl::unexpected(message.error());
}

StepOutcome ExchangeRun::runLog(const Step& step, Travel& travel) {
    if (!step.expression) {
        return {};
    }
    const auto text = evaluateSimple(step.expression->text, {travel, *home_.ports.clock});
    if (!text) {
        return tl::unexpected(text.error());
    }
    if (home_.ports.log) {
        home_.ports.log(travel.routeId, javaText(*text));
    }
    return {};
}

StepOutcome ExchangeRun::runTo(const Step& step, Travel& travel) {
    if (!step.endpoint) {
        return notSimulated("a “" + step.kind + "” without a URI");
    }
    if (step.kind != "toD") {
        return callEndpoint(*step.endpoint, travel);
    }
    const auto uri = evaluateSimple(step.endpoint->uri, {travel, *home_.ports.clock});
    if (!uri) {
        return tl::unexpected(uri.error());
    }
    Options parameters;
    for (const auto& option : step.endpoint->options) {
        if (step.endpoint->uri.find(option.first + "=") == std::string::npos) {
            parameters.push_back(option);  // of `parameters:`, not of the URI's own query
        }
    }
    return callEndpoint(endpointOf(javaText(*uri), std::move(parameters)), travel);
}

}  // namespace pb::route
