#include "models/jsonata/functions/DatePicture.h"

#include "models/jsonata/functions/PictureLimit.h"
#include "models/jsonata/syntax/Numbers.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace pb::jsonata {

namespace {

using Part = DatePicture::Part;
using Names = DatePicture::Names;
using Components = std::map<char, double>;

std::string escaped(std::string_view literal) {
    std::string out;
    for (const char c : literal) {
        if (std::string_view(".*+?^${}()|[]\\/").find(c) != std::string_view::npos) {
            out.push_back('\\');
        }
        out.push_back(c);
    }
    return out;
}

std::string patternOf(const IntegerPicture& picture) {
    const bool isUpper = picture.letterCase == IntegerPicture::Case::upper;
    switch (picture.primary) {
        case IntegerPicture::Primary::letters:
            return isUpper ? "[A-Z]+" : "[a-z]+";
        case IntegerPicture::Primary::roman:
            return isUpper ? "[MDCLXVI]+" : "[mdclxvi]+";
        case IntegerPicture::Primary::words: {
            std::string words = "(?:";
            for (const std::string& word : numberVocabulary()) {
                words += word + "|";
            }
            return words + "and|[\\-, ])+";
        }
        case IntegerPicture::Primary::decimal:
            return "[0-9]" + (picture.parseWidth > 0 ? "{" + std::to_string(picture.parseWidth) + "}" : std::string("+")) +
                   (picture.isOrdinal ? "(?:th|st|nd|rd)" : "");
        case IntegerPicture::Primary::sequence:
            break;
    }
    raise("D3130", "\"" + picture.token + "\"");
}

std::string zoneSeparator(const Part& part) {
    const auto& separators = part.integer->separators;
    std::string text;
    if (!separators.empty() && separators[0].character < 0x80) {
        text.push_back(static_cast<char>(separators[0].character));
    }
    return text;
}

std::string patternOf(const Part& part) {
    if (part.component == '\0') {
        return escaped(part.literal);
    }
    if (part.component == 'f') {
        return "[0-9]+";
    }
    if (part.component == 'Z' || part.component == 'z') {
        const std::string separator = zoneSeparator(part);
        const std::string pattern = separator.empty() ? "[-+][0-9]+" : "[-+][0-9]+" + escaped(separator) + "[0-9]+";
        return part.component == 'z' ? "GMT" + pattern : pattern;
    }
    if (part.integer) {
        return patternOf(*part.integer);
    }
    const bool hasNames = std::string_view("MxFP").find(part.component) != std::string_view::npos;
    if (!hasNames) {
        raise("D3133", "\"" + std::string(1, part.component) + "\"");
    }
    return "[a-zA-Z]+";
}

double wholeNumber(std::string_view text) {
    double value = 0;
    const bool isNegative = text.starts_with('-');
    text.remove_prefix(isNegative || text.starts_with('+') ? 1 : 0);
    for (const char c : text) {
        if (c < '0' || c > '9') {
            break;
        }
        value = value * 10 + (c - '0');
    }
    return isNegative ? -value : value;
}

double parseZone(const Part& part, std::string_view text) {
    text.remove_prefix(part.component == 'z' ? 3 : 0);
    const std::string separator = zoneSeparator(part);
    const std::size_t split = separator.empty() ? std::string_view::npos : text.find(separator);
    if (split != std::string_view::npos) {
        return wholeNumber(text.substr(0, split)) * 60 + wholeNumber(text.substr(split + 1));
    }
    if (text.size() <= 3) {
        return wholeNumber(text) * 60;
    }
    return wholeNumber(text.substr(0, 3)) * 60 + wholeNumber(text.substr(3));
}

std::optional<double> parseName(const Part& part, std::string_view text) {
    if (part.component == 'P') {
        return text == "am" || text == "AM" ? std::optional(0.0) : text == "pm" || text == "PM" ? std::optional(1.0) : std::nullopt;
    }
    const auto position = [&](const auto& names) -> std::optional<double> {
        for (std::size_t i = 0; i < std::size(names); ++i) {
            const std::string_view name = part.maxWidth ? names[i].substr(0, *part.maxWidth) : names[i];
            if (!name.empty() && name == text) {
                return static_cast<double>(i);
            }
        }
        return std::nullopt;
    };
    if (part.component == 'F') {
        return position(dayNames);
    }
    const auto month = position(monthNames);
    return month ? std::optional(*month + 1) : std::nullopt;
}

std::optional<double> parsePart(const Part& part, std::string_view text) {
    if (part.component == 'Z' || part.component == 'z') {
        return parseZone(part, text);
    }
    if (part.component == 'f') {
        return std::floor(parseNumber("0." + std::string(text)).value_or(0) * 1000 + 1e-9);
    }
    return part.integer ? std::optional(part.integer->parse(text)) : parseName(part, text);
}

double currentFragment(char component, const CivilTime& now) {
    const std::int64_t days = daysOf(now.year, now.month, now.day);
    switch (component) {
        case 'Y': return static_cast<double>(now.year);
        case 'M': return now.month;
        case 'D': return now.day;
        case 'd': return dayOfYear(now);
        case 'X': return static_cast<double>(yearOfWeek(days));
        case 'x': return monthOfWeek(days);
        case 'W': return weekOfYear(days);
        case 'w': return weekOfMonth(days);
        case 'F': return weekdayOf(days);
        case 'H': return now.hour;
        case 'h': return now.hour % 12 == 0 ? 12 : now.hour % 12;
        case 'P': return now.hour >= 12 ? 1 : 0;
        case 'm': return now.minute;
        case 's': return now.second;
        default: return now.milli;
    }
}

/// Whether all components that are given, out of `among`, are in `kind`, and one is.
bool isKind(const Components& given, std::string_view among, std::string_view kind) {
    bool any = false;
    for (const char component : among) {
        const auto found = given.find(component);
        if (found == given.end() || found->second == 0) {
            continue;
        }
        if (kind.find(component) == std::string_view::npos) {
            return false;
        }
        any = true;
    }
    return any;
}

/// Greater parts than those that are given are today's, smaller ones the first; none may be missing in between.
void complete(Components& given, std::string_view order, const CivilTime& now) {
    bool hasStarted = false, hasEnded = false;
    for (const char component : order) {
        if (given.count(component) != 0) {
            hasStarted = true;
            if (hasEnded) {
                raise("D3136");
            }
        } else if (hasStarted) {
            given[component] = component == 'M' || component == 'D' || component == 'd' ? 1 : 0;
            hasEnded = true;
        } else {
            given[component] = currentFragment(component, now);
        }
    }
}

double millisOf(Components given, Millis now) {
    const std::string_view dates = "YXMxWwdD", times = "PHhmsf";
    const bool byDayOfYear = !isKind(given, dates, "YMD") && isKind(given, dates, "Yd");
    const bool byMonthWeek = isKind(given, dates, "Xxw");
    const bool byWeek = !byMonthWeek && isKind(given, dates, "XW");
    const bool byHalfDay = !isKind(given, times, "Hmsf") && isKind(given, times, "Phmsf");
    const std::string order = std::string(byDayOfYear ? "Yd" : byMonthWeek ? "XxwF" : byWeek ? "XWF" : "YMD") + (byHalfDay ? "Phmsf" : "Hmsf");
    complete(given, order, civilOf(now));
    if (byMonthWeek || byWeek) {
        raise("D3136");
    }
    const auto whole = [&](char component) { return static_cast<std::int64_t>(std::clamp(given[component], -3e5, 3e5)); };
    const std::int64_t days = byDayOfYear ? daysOf(whole('Y'), 1, 1) + whole('d') - 1 : daysOf(whole('Y'), std::max<std::int64_t>(1, whole('M')), whole('D'));
    const double hour = byHalfDay ? (given['h'] == 12 ? 0 : given['h']) + (given['P'] == 1 ? 12 : 0) : given['H'];
    const double zone = given['Z'] != 0 ? given['Z'] : given['z'];
    const double inDay = ((hour * 60 + given['m'] - zone) * 60 + given['s']) * 1000 + given['f'];
    return static_cast<double>(days) * static_cast<double>(dayMillis) + inDay;
}

/// Nothing where a literal part is too much for a pattern.
std::optional<Regex> makePattern(const std::vector<Part>& parts) {
    std::string pattern = "^";
    for (const Part& part : parts) {
        pattern.append("(").append(patternOf(part)).append(")");
        checkPictureLength(pattern.size());
    }
    Regex::Options options;
    options.ignoreCase = true;
    auto made = Regex::compile(pattern + "$", options);
    return made ? std::optional(std::move(*made)) : std::nullopt;
}

}  // namespace

std::optional<double> DatePicture::parse(std::string_view text, Millis now) {
    if (!pattern_) {
        pattern_ = makePattern(parts);
    }
    Regex::Match match;
    if (!pattern_ || !pattern_->find(text, 0, match).value_or(false)) {
        return std::nullopt;
    }
    Components given;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const auto [begin, end] = match.groups[i];
        if (parts[i].component == '\0') {
            continue;
        }
        if (const auto value = parsePart(parts[i], text.substr(begin, end - begin))) {
            given[parts[i].component] = *value;
        }
    }
    return given.empty() ? std::nullopt : std::optional(millisOf(std::move(given), now));
}

}  // namespace pb::jsonata
