#pragma once

#include <string_view>

namespace pb::doc {

/// The double nearest to a JSON number's digits; too large is ±infinity, too small ±0, as in JavaScript.
double parseDouble(std::string_view digits);

/// Whether two JSON numbers have the same value, compared by their decimal digits: exact at any length. (Exponents
/// beyond ±10^17 are equal only when they are written alike.)
bool isSameNumber(std::string_view left, std::string_view right);

/// Whether the text is a number by RFC 8259 §6.
bool isJsonNumber(std::string_view text);

/// Where the number that begins at `at` ends; npos when there is none.
std::size_t jsonNumberEnd(std::string_view text, std::size_t at);

}  // namespace pb::doc
