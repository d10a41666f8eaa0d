#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace pb::doc {

// Dates and times as ISO 8601 texts of the proleptic Gregorian calendar. Years beyond 0 … 9999 have a sign. `decimals`
// is the unit: 3 = milliseconds, 6 = microseconds, 9 = nanoseconds.

std::string dateText(std::int64_t daysSince1970);
std::optional<std::int64_t> daysOf(std::string_view date);

constexpr std::int64_t powerOfTen(int exponent) {
    return exponent == 0 ? 1 : 10 * powerOfTen(exponent - 1);
}

/// "12:34:56.789"; none beyond a day.
std::optional<std::string> timeText(std::int64_t units, int decimals);
std::optional<std::int64_t> timeUnitsOf(std::string_view time, int decimals);

/// Seconds since 1970 and the part of a second (0 … 10^decimals − 1).
struct Instant {
    std::int64_t seconds = 0;
    std::int64_t fraction = 0;
};
/// "2026-01-31T12:34:56.789"; with a "Z" where the text says a moment and not only a local time.
std::string instantText(const Instant& instant, int decimals, bool isUtc);
/// With `isUtc` a zone (Z, +01:00) must stand behind it, else none.
std::optional<Instant> instantOf(std::string_view text, int decimals, bool isUtc);

/// From and to units since 1970; none where they do not hold it.
Instant instantOfUnits(std::int64_t units, int decimals);
std::optional<std::int64_t> unitsOf(const Instant& instant, int decimals);

/// The digits of a fraction with `decimals` places as units; more digits only where they are zeros.
std::optional<std::int64_t> fractionOf(std::string_view digits, int decimals);
std::string padded(std::int64_t number, std::size_t digits);

}  // namespace pb::doc
