#pragma once

#include <cstddef>
#include <string>

namespace pb::doc {

/// As ECMAScript prints a number (ECMA-262 §6.1.6.1.20 Number::toString): the shortest digits that read back, an exponent
/// outside of 1e-7 … 1e21. NaN and infinities are `null`, as JSON.stringify writes them.
void writeJsonNumber(double value, std::string& out);

/// The same from `at` on, where at least `longestJsonNumber` bytes have room. Returns where the text ends.
char* writeJsonNumber(double value, char* at);
constexpr std::size_t longestJsonNumber = 32;

}  // namespace pb::doc
