#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace pb::jsonata {

/// The nearest double of JSON digits (whole text); infinity on overflow, nothing when they are no number.
std::optional<double> parseNumber(std::string_view digits);

/// As ECMAScript prints a number (doc::writeJsonNumber).
std::string printNumber(double value);

/// ECMAScript's Number.prototype.toFixed, exact at any magnitude.
std::string printFixed(double value, int decimals);

}  // namespace pb::jsonata
