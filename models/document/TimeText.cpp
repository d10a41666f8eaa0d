#include "models/document/TimeText.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <limits>

namespace pb::doc {

namespace {

constexpr std::int64_t daysOfCycle = 146'097, yearsOfCycle = 400;  // the calendar repeats itself
constexpr std::int64_t secondsOfDay = 86'400;
constexpr std::int64_t mostYears = 999'999'999;

std::int64_t floorDivide(std::int64_t value, std::int64_t by) {
    return value / by - (value % by < 0 ? 1 : 0);
}

/// What that division leaves: from 0 to `by` - 1.
std::int64_t floorRemainder(std::int64_t value, std::int64_t by) {
    const std::int64_t left = value % by;
    return left < 0 ? left + by : left;
}

bool areDigits(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::optional<std::int64_t> number(std::string_view digits) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return areDigits(digits) && error == std::errc() && end == digits.data() + digits.size() ? std::optional(value)
                                                                                             : std::nullopt;
}

std::string yearText(std::int64_t year) {
    if (year >= 0 && year <= 9999) {
        return padded(year, 4);
    }
    return (year < 0 ? "-" : "+") + padded(year < 0 ? -year : year, 4);
}

/// "+01:00" as seconds.
std::optional<std::int64_t> zoneOf(std::string_view text) {
    if (text == "Z" || text == "z") {
        return 0;
    }
    if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':') {
        return std::nullopt;
    }
    const auto hours = number(text.substr(1, 2));
    const auto minutes = number(text.substr(4, 2));
    if (!hours || !minutes || *hours > 23 || *minutes > 59) {
        return std::nullopt;
    }
    return (text[0] == '-' ? -1 : 1) * (*hours * 3600 + *minutes * 60);
}

}  // namespace

std::string padded(std::int64_t number, std::size_t digits) {
    const std::string text = std::to_string(number);
    return std::string(digits - std::min(digits, text.size()), '0') + text;
}

std::string dateText(std::int64_t days) {
    const std::int64_t cycle = floorDivide(days, daysOfCycle);
    const std::chrono::year_month_day date{
        std::chrono::sys_days(std::chrono::days(static_cast<int>(floorRemainder(days, daysOfCycle))))};
    return yearText(static_cast<int>(date.year()) + cycle * yearsOfCycle) + "-" +
           padded(static_cast<unsigned>(date.month()), 2) + "-" + padded(static_cast<unsigned>(date.day()), 2);
}

std::optional<std::int64_t> daysOf(std::string_view text) {
    const bool hasSign = text.starts_with('-') || text.starts_with('+');
    const std::size_t dash = text.find('-', hasSign ? 1 : 0);
    if (dash == std::string_view::npos || text.size() != dash + 6 || text[dash + 3] != '-') {
        return std::nullopt;
    }
    auto year = number(text.substr(hasSign ? 1 : 0, dash - (hasSign ? 1 : 0)));
    const auto month = number(text.substr(dash + 1, 2));
    const auto day = number(text.substr(dash + 4, 2));
    if (!year || *year > mostYears || !month || !day || dash - (hasSign ? 1 : 0) < 4) {
        return std::nullopt;
    }
    *year = text.starts_with('-') ? -*year : *year;
    const std::int64_t cycle = floorDivide(*year, yearsOfCycle);
    const std::chrono::year_month_day date{std::chrono::year(static_cast<int>(*year - cycle * yearsOfCycle)),
                                           std::chrono::month(static_cast<unsigned>(*month)),
                                           std::chrono::day(static_cast<unsigned>(*day))};
    if (!date.ok()) {
        return std::nullopt;
    }
    return std::chrono::sys_days(date).time_since_epoch().count() + cycle * daysOfCycle;
}

std::optional<std::string> timeText(std::int64_t units, int decimals) {
    const std::int64_t unit = powerOfTen(decimals);
    const std::int64_t seconds = floorDivide(units, unit);
    if (seconds < 0 || seconds >= secondsOfDay) {
        return std::nullopt;
    }
    const std::string fraction =
        decimals > 0 ? "." + padded(floorRemainder(units, unit), static_cast<std::size_t>(decimals)) : "";
    return padded(seconds / 3600, 2) + ":" + padded(seconds / 60 % 60, 2) + ":" + padded(seconds % 60, 2) + fraction;
}

std::optional<std::int64_t> fractionOf(std::string_view digits, int decimals) {
    const auto most = static_cast<std::size_t>(decimals);
    if (digits.find_first_not_of("0123456789") != std::string_view::npos ||
        (digits.size() > most && digits.find_first_not_of('0', most) != std::string_view::npos)) {
        return std::nullopt;
    }
    std::string all(digits.substr(0, most));
    all.resize(most, '0');
    return all.empty() ? std::optional<std::int64_t>(0) : number(all);
}

std::optional<std::int64_t> timeUnitsOf(std::string_view time, int decimals) {
    if (time.size() < 8 || time[2] != ':' || time[5] != ':' ||
        (time.size() > 8 && (time[8] != '.' || time.size() == 9))) {
        return std::nullopt;
    }
    const auto hours = number(time.substr(0, 2));
    const auto minutes = number(time.substr(3, 2));
    const auto seconds = number(time.substr(6, 2));
    const auto fraction = fractionOf(time.substr(std::min<std::size_t>(9, time.size())), decimals);
    if (!hours || !minutes || !seconds || !fraction || *hours > 23 || *minutes > 59 || *seconds > 59) {
        return std::nullopt;
    }
    return (*hours * 3600 + *minutes * 60 + *seconds) * powerOfTen(decimals) + *fraction;
}

std::string instantText(const Instant& instant, int decimals, bool isUtc) {
    const std::int64_t days = floorDivide(instant.seconds, secondsOfDay);
    const std::int64_t units = floorRemainder(instant.seconds, secondsOfDay) * powerOfTen(decimals) + instant.fraction;
    return dateText(days) + "T" + timeText(units, decimals).value_or("") + (isUtc ? "Z" : "");
}

std::optional<Instant> instantOf(std::string_view text, int decimals, bool isUtc) {
    const std::size_t separator = text.find_first_of("Tt ");
    if (separator == std::string_view::npos) {
        return std::nullopt;
    }
    std::string_view time = text.substr(separator + 1);
    const std::size_t zoneAt = std::min(time.find_first_of("Zz+-"), time.size());
    const auto zone = isUtc ? zoneOf(time.substr(zoneAt)) : std::optional<std::int64_t>(0);
    time = isUtc ? time.substr(0, zoneAt) : time;
    const auto days = daysOf(text.substr(0, separator));
    const auto units = timeUnitsOf(time, decimals);
    if (!days || !units || !zone) {
        return std::nullopt;
    }
    const std::int64_t unit = powerOfTen(decimals);
    return Instant{*days * secondsOfDay + *units / unit - *zone, *units % unit};
}

Instant instantOfUnits(std::int64_t units, int decimals) {
    const std::int64_t unit = powerOfTen(decimals);
    return {floorDivide(units, unit), floorRemainder(units, unit)};
}

std::optional<std::int64_t> unitsOf(const Instant& instant, int decimals) {
    using Limits = std::numeric_limits<std::int64_t>;
    const std::int64_t unit = powerOfTen(decimals);
    const bool goesUp =
        instant.seconds < 0 && instant.fraction > 0;  // so that the least number does not pass the limit
    const std::int64_t seconds = instant.seconds + (goesUp ? 1 : 0);
    const std::int64_t fraction = instant.fraction - (goesUp ? unit : 0);
    if (seconds > Limits::max() / unit || seconds < Limits::min() / unit) {
        return std::nullopt;
    }
    const std::int64_t whole = seconds * unit;
    const bool fits = fraction > 0 ? whole <= Limits::max() - fraction : whole >= Limits::min() - fraction;
    return fits ? std::optional(whole + fraction) : std::nullopt;
}

}  // namespace pb::doc
