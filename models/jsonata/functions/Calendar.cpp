#include "models/jsonata/functions/Calendar.h"

namespace pb::jsonata {

namespace {

std::int64_t floorDivide(std::int64_t value, std::int64_t by) { return value / by - (value % by < 0 ? 1 : 0); }

/// The Thursday of the week of a day.
CivilTime thursdayOf(std::int64_t days) { return civilOf((days + 4 - weekdayOf(days)) * dayMillis); }

}  // namespace

/// Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms": eras of 400 years that begin on March 1st.
std::int64_t daysOf(std::int64_t year, std::int64_t month, std::int64_t day) {
    year += floorDivide(month - 1, 12);
    month = (month - 1) - floorDivide(month - 1, 12) * 12 + 1;
    year -= month <= 2 ? 1 : 0;
    const std::int64_t era = floorDivide(year, 400);
    const std::int64_t yearOfEra = year - era * 400;
    const std::int64_t dayOfMarchYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5;
    return era * 146097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfMarchYear - 719468 + day - 1;
}

CivilTime civilOf(Millis time) {
    const std::int64_t days = floorDivide(time, dayMillis);
    const std::int64_t inDay = time - days * dayMillis;
    const std::int64_t shifted = days + 719468;
    const std::int64_t era = floorDivide(shifted, 146097);
    const std::int64_t dayOfEra = shifted - era * 146097;
    const std::int64_t yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146096) / 365;
    const std::int64_t dayOfMarchYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    const std::int64_t marchMonth = (5 * dayOfMarchYear + 2) / 153;
    CivilTime civil;
    civil.day = static_cast<int>(dayOfMarchYear - (153 * marchMonth + 2) / 5 + 1);
    civil.month = static_cast<int>(marchMonth < 10 ? marchMonth + 3 : marchMonth - 9);
    civil.year = yearOfEra + era * 400 + (civil.month <= 2 ? 1 : 0);
    civil.hour = static_cast<int>(inDay / 3'600'000);
    civil.minute = static_cast<int>(inDay / 60'000 % 60);
    civil.second = static_cast<int>(inDay / 1000 % 60);
    civil.milli = static_cast<int>(inDay % 1000);
    return civil;
}

int weekdayOf(std::int64_t days) {
    const std::int64_t sinceMonday = days + 3;  // 1970-01-01 was a Thursday
    return static_cast<int>(sinceMonday - floorDivide(sinceMonday, 7) * 7) + 1;
}

int dayOfYear(const CivilTime& time) {
    return static_cast<int>(daysOf(time.year, time.month, time.day) - daysOf(time.year, 1, 1)) + 1;
}

int weekOfYear(std::int64_t days) { return (dayOfYear(thursdayOf(days)) - 1) / 7 + 1; }
int weekOfMonth(std::int64_t days) { return (thursdayOf(days).day - 1) / 7 + 1; }
std::int64_t yearOfWeek(std::int64_t days) { return thursdayOf(days).year; }
int monthOfWeek(std::int64_t days) { return thursdayOf(days).month; }

}  // namespace pb::jsonata
