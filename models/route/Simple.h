#pragma once

#include "models/route/Cells.h"

#include <tl/expected.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace pb::route {

/// Camel's simple language (4.17), the part that routes use for headers, conditions and messages: templates with ${…},
/// comparisons joined by && and ||.

/// One piece of a template: text, or the inside of ${…}.
struct SimplePart {
    bool isFunction = false;
    std::string text;
};

struct SimpleProblem {
    std::string text;
    bool isUnknown = false;  ///< Camel may know it; otherwise it is an error in Camel too
};

std::vector<SimplePart> splitTemplate(std::string_view text);

/// What is wrong with a template or condition, found without running it.
std::vector<SimpleProblem> simpleProblems(std::string_view text);

template <typename T>
using OrThrown = tl::expected<T, Thrown>;

struct SimpleScope {
    const Travel& travel;
    const Clock& clock;
};

/// A template: one function alone keeps its type, anything else is text. Null prints as nothing.
OrThrown<Cell> evaluateSimple(std::string_view text, const SimpleScope& scope);
/// A condition.
OrThrown<bool> evaluateCondition(std::string_view text, const SimpleScope& scope);

/// A date pattern of Java's SimpleDateFormat, in UTC: "yyyy-MM-dd'T'HH:mm:ss.SSSXXX".
std::string javaDate(Millis time, std::string_view pattern);
/// A map or list as Java prints it: {a=1, b=[x, y]}.
std::string javaText(const Cell& cell);

}  // namespace pb::route
