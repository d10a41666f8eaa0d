#pragma once

#include "models/route/Simple.h"

#include <string>
#include <string_view>
#include <vector>

namespace pb::route {

/// The inside of ${…}: what it reads, and the steps into that value.
struct SimpleFunction {
    enum class Source {
        body, header, property, variable, exception, exceptionMessage, exceptionClass, exceptionResponseBody,
        exceptionStatusCode, exceptionOther, exchangeId, routeId, fromRouteId, date, null, empty, unknown,
    } source = Source::unknown;
    std::string name;                ///< of the header, property, variable; the pattern of a date
    std::vector<std::string> path;   ///< keys and methods that follow: "[a]", ".b", ".length()"
    bool isKnown = false;
};
SimpleFunction parseFunction(std::string_view text);

struct ConditionToken {
    enum class Kind { function, quoted, literal, comparison, logical } kind = Kind::literal;
    std::string text;
};
std::vector<ConditionToken> lexCondition(std::string_view text);
bool looksLikeCondition(const std::vector<ConditionToken>& tokens);
bool isKnownComparison(std::string_view word);
bool isNumberLiteral(std::string_view text);

}  // namespace pb::route
