#include "models/schema/formats/Checks.h"
#include "models/schema/formats/Scan.h"

#include <array>

namespace pb::schema::formats {

namespace {

bool isLeapYear(int year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

/// Minutes east of Greenwich of `Z` or ±hh:mm; false where it is neither.
bool readOffset(std::string_view text, int& minutes) {
    minutes = 0;
    if (text == "Z" || text == "z") {
        return true;
    }
    if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':') {
        return false;
    }
    const int hour = twoDigits(text, 1), minute = twoDigits(text, 4);
    minutes = (hour * 60 + minute) * (text[0] == '-' ? -1 : 1);
    return hour >= 0 && hour < 24 && minute >= 0 && minute < 60;
}

bool readClock(std::string_view text, int& minuteOfDay, int& second) {
    if (text.size() < 8 || text[2] != ':' || text[5] != ':') {
        return false;
    }
    const int hour = twoDigits(text, 0), minute = twoDigits(text, 3);
    second = twoDigits(text, 6);
    minuteOfDay = hour * 60 + minute;
    return hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second <= 60;
}

/// Takes `digits unit` pairs whose units follow each other in `units`; the count of pairs, or -1.
int takeUnits(std::string_view& text, std::string_view units) {
    int taken = 0;
    std::size_t expected = 0;
    while (!text.empty() && isDigit(text.front())) {
        std::size_t end = 0;
        while (end < text.size() && isDigit(text[end])) {
            ++end;
        }
        const std::size_t unit = end < text.size() ? units.find(text[end]) : std::string_view::npos;
        if (unit == std::string_view::npos || (taken > 0 && unit != expected)) {
            return -1;
        }
        expected = unit + 1;
        text.remove_prefix(end + 1);
        ++taken;
    }
    return taken;
}

}  // namespace

bool date(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') {
        return false;
    }
    const int century = twoDigits(text, 0), rest = twoDigits(text, 2);
    const int month = twoDigits(text, 5), day = twoDigits(text, 8);
    if (century < 0 || rest < 0 || month < 1 || month > 12 || day < 1) {
        return false;
    }
    constexpr std::array<int, 12> days{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const int leap = month == 2 && isLeapYear(century * 100 + rest) ? 1 : 0;
    return day <= days[static_cast<std::size_t>(month - 1)] + leap;
}

bool time(std::string_view text) {
    int minuteOfDay = 0, second = 0, offset = 0;
    if (!readClock(text, minuteOfDay, second)) {
        return false;
    }
    text.remove_prefix(8);
    if (text.starts_with('.')) {
        std::size_t end = 1;
        while (end < text.size() && isDigit(text[end])) {
            ++end;
        }
        if (end == 1) {
            return false;
        }
        text.remove_prefix(end);
    }
    if (!readOffset(text, offset)) {
        return false;
    }
    constexpr int day = 24 * 60;
    return second < 60 || (minuteOfDay - offset + 2 * day) % day == day - 1;
}

bool dateTime(std::string_view text) {
    return text.size() > 11 && (text[10] == 'T' || text[10] == 't') && date(text.substr(0, 10)) && time(text.substr(11));
}

bool localTime(std::string_view text) {
    int minuteOfDay = 0, second = 0;
    return text.size() == 8 && readClock(text, minuteOfDay, second) && second < 60;
}

bool duration(std::string_view text) {
    if (!text.starts_with('P')) {
        return false;
    }
    text.remove_prefix(1);
    std::string_view weeks = text;
    if (takeUnits(weeks, "W") == 1 && weeks.empty()) {
        return true;
    }
    const int dates = takeUnits(text, "YMD");
    if (dates < 0 || text.empty()) {
        return dates > 0;
    }
    if (text.front() != 'T') {
        return false;
    }
    text.remove_prefix(1);
    return takeUnits(text, "HMS") > 0 && text.empty();
}

}  // namespace pb::schema::formats
