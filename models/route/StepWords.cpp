#include "models/route/StepWords.h"

#include <algorithm>
#include <array>

namespace pb::route {

namespace {

using Words = std::string_view;

constexpr std::array<Words, 4> common{"description", "disabled", "id", "note"};
constexpr std::array<Words, 7> toOptions{"description", "disabled", "id", "note", "pattern", "variableReceive", "variableSend"};
constexpr std::array<Words, 11> toDOptions{"description", "disabled",        "id",        "note",        "pattern",
                                           "cacheSize",   "ignoreInvalidEndpoint", "variableSend", "variableReceive",
                                           "allowOptimisedComponents", "autoStartComponents"};
constexpr std::array<Words, 5> headersOptions{"description", "disabled", "excludePattern", "id", "note"};
constexpr std::array<Words, 9> logOptions{"description", "disabled", "id",     "note",       "message",
                                          "logName",     "marker",   "logger", "loggingLevel"};
constexpr std::array<Words, 6> convertOptions{"description", "disabled", "id", "note", "charset", "mandatory"};
constexpr std::array<Words, 6> throwOptions{"description", "disabled", "id", "note", "message", "ref"};
constexpr std::array<Words, 5> filterOptions{"description", "disabled", "id", "note", "statusPropertyName"};
constexpr std::array<Words, 5> choiceOptions{"description", "disabled", "id", "note", "precondition"};
constexpr std::array<Words, 7> formatOptions{"description",  "disabled",        "id",           "note",
                                             "allowNullBody", "variableReceive", "variableSend"};

constexpr std::array<StepWord, 23> simulated{{
    {"to", "", toOptions, false, false, true},
    {"toD", "", toDOptions, false, false, true},
    {"setHeader", "name", common, true},
    {"setProperty", "name", common, true},
    {"setVariable", "name", common, true},
    {"setBody", "", common, true},
    {"transform", "", common, true},
    {"removeHeader", "name", common},
    {"removeHeaders", "pattern", headersOptions},
    {"removeProperty", "name", common},
    {"removeProperties", "pattern", headersOptions},
    {"removeVariable", "name", common},
    {"log", "", logOptions},
    {"choice", "", choiceOptions, false, true},
    {"when", "", common, true, true},
    {"otherwise", "", common, false, true},
    {"filter", "", filterOptions, true, true},
    {"pipeline", "", common, false, true},
    {"convertBodyTo", "type", convertOptions},
    {"marshal", "", formatOptions},
    {"unmarshal", "", formatOptions},
    {"throwException", "exceptionType", throwOptions},
    {"stop", "", common},
}};

constexpr auto camelSteps = std::to_array<Words>({
    "aggregate", "bean", "choice", "circuitBreaker", "claimCheck", "convertBodyTo", "convertHeaderTo", "convertVariableTo",
    "delay", "doCatch", "doFinally", "doTry", "dynamicRouter", "enrich", "filter", "idempotentConsumer", "kamelet",
    "loadBalance", "log", "loop", "marshal", "multicast", "pausable", "pipeline", "policy", "poll", "pollEnrich", "process",
    "recipientList", "removeHeader", "removeHeaders", "removeProperties", "removeProperty", "removeVariable", "resequence",
    "resumable", "rollback", "routingSlip", "saga", "sample", "script", "serviceCall", "setBody", "setExchangePattern",
    "setHeader", "setHeaders", "setProperty", "setVariable", "setVariables", "sort", "split", "step", "stop", "threads",
    "throttle", "throwException", "to", "toD", "tokenizer", "transacted", "transform", "transformDataType", "unmarshal",
    "validate", "wireTap",
});

constexpr auto camelEntities = std::to_array<Words>({
    "beans", "dataFormats", "errorHandler", "from", "intercept", "interceptFrom", "interceptSendToEndpoint", "onCompletion",
    "onException", "routeConfiguration", "route", "routeTemplate", "templatedRoute", "restConfiguration", "rest",
});

constexpr auto camelLanguages = std::to_array<Words>({
    "constant", "csimple", "datasonnet", "exchangeProperty", "groovy", "header", "hl7terser", "java", "joor", "jq", "js",
    "jsonpath", "language", "method", "mvel", "ognl", "python", "ref", "simple", "spel", "tokenize", "variable", "wasm",
    "xpath", "xquery", "xtokenize",
});

template <typename Range>
bool contains(const Range& words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

const StepWord* simulatedStep(std::string_view word) {
    const auto found = std::find_if(simulated.begin(), simulated.end(), [&](const StepWord& step) { return step.word == word; });
    return found == simulated.end() ? nullptr : &*found;
}

bool isCamelStep(std::string_view word) { return contains(camelSteps, word); }
bool isCamelEntity(std::string_view word) { return contains(camelEntities, word); }
bool isCamelLanguage(std::string_view word) { return contains(camelLanguages, word); }

bool isSimulatedLanguage(std::string_view word) {
    return contains(std::to_array<Words>({"constant", "exchangeProperty", "header", "simple", "variable"}), word);
}

bool isSimulatedComponent(std::string_view scheme, bool asInput) {
    if (asInput) {
        return contains(std::to_array<Words>({"direct", "kafka", "seda"}), scheme);
    }
    return contains(std::to_array<Words>({"direct", "http", "https", "jsonata", "kafka", "log", "mock", "seda"}), scheme);
}

}  // namespace pb::route
