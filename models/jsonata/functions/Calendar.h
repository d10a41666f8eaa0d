#pragma once

#include "models/base/Clock.h"

#include <cstdint>

namespace pb::jsonata {

inline constexpr Millis dayMillis = 86'400'000;

/// A time of the proleptic Gregorian calendar, UTC.
struct CivilTime {
    std::int64_t year = 1970;
    int month = 1;   ///< 1 … 12
    int day = 1;
    int hour = 0, minute = 0, second = 0, milli = 0;
};

CivilTime civilOf(Millis time);
/// Days since 1970-01-01. Months and days outside of their range carry over, as in Date.UTC.
std::int64_t daysOf(std::int64_t year, std::int64_t month, std::int64_t day);

/// Monday 1 … Sunday 7.
int weekdayOf(std::int64_t days);
int dayOfYear(const CivilTime& time);

/// ISO 8601 weeks: a week belongs to the year, and to the month, that holds its Thursday.
int weekOfYear(std::int64_t days);
int weekOfMonth(std::int64_t days);
std::int64_t yearOfWeek(std::int64_t days);
int monthOfWeek(std::int64_t days);

}  // namespace pb::jsonata
