#include "models/jsonata/functions/DatePicture.h"

#include "models/jsonata/functions/PictureLimit.h"

#include <algorithm>
#include <cmath>

namespace pb::jsonata {

namespace {

using Part = DatePicture::Part;
using Names = DatePicture::Names;

struct Offset {
    double hours = 0, minutes = 0;
};

/// "+0530" as its number: the hundreds are hours, as the reference divides them.
Offset offsetOf(std::string_view timezone) {
    double value = 0;
    std::size_t at = !timezone.empty() && (timezone[0] == '-' || timezone[0] == '+') ? 1 : 0;
    for (; at < timezone.size() && timezone[at] >= '0' && timezone[at] <= '9'; ++at) {
        value = value * 10 + (timezone[at] - '0');
    }
    value = timezone.starts_with('-') ? -value : value;
    return {std::floor(value / 100), std::fmod(value, 100)};
}

double fragment(Millis time, char component) {
    const CivilTime civil = civilOf(time);
    const std::int64_t days = daysOf(civil.year, civil.month, civil.day);
    switch (component) {
        case 'Y': return static_cast<double>(civil.year);
        case 'M': return civil.month;
        case 'D': return civil.day;
        case 'd': return dayOfYear(civil);
        case 'F': return weekdayOf(days);
        case 'W': return weekOfYear(days);
        case 'w': return weekOfMonth(days);
        case 'X': return static_cast<double>(yearOfWeek(days));
        case 'x': return monthOfWeek(days);
        case 'H': return civil.hour;
        case 'h': return civil.hour % 12 == 0 ? 12 : civil.hour % 12;
        case 'm': return civil.minute;
        case 's': return civil.second;
        default: return civil.milli;
    }
}

std::string inCase(std::string text, Names names) {
    for (char& c : text) {
        const bool isLetter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
        if (isLetter && names != Names::title) {
            c = static_cast<char>(names == Names::upper ? c & ~0x20 : c | 0x20);
        }
    }
    return text;
}

std::string formatZone(const Part& part, Offset offset) {
    const double number = offset.hours * 100 + offset.minutes;
    std::string text;
    if (part.integer->isRegular) {
        text = part.integer->format(number);
    } else {
        const std::size_t digits = part.integer->mandatoryDigits;
        if (digits == 0 || digits > 4) {
            raise("D3134", std::to_string(digits));
        }
        text = part.integer->format(digits <= 2 ? offset.hours : number);
        if (digits <= 2 && offset.minutes != 0) {
            text += ":" + IntegerPicture::read("00").format(offset.minutes);
        }
    }
    if (number >= 0) {
        text = "+" + text;
    }
    if (part.component == 'z') {
        text = "GMT" + text;
    }
    return number == 0 && part.secondPresentation == 't' ? "Z" : text;
}

std::string formatNamed(const Part& part, double value) {
    if (part.component != 'M' && part.component != 'x' && part.component != 'F') {
        raise("D3133", "\"" + std::string(1, part.component) + "\"");
    }
    const auto index = static_cast<std::size_t>(value);
    std::string name(part.component == 'F' ? dayNames[index] : monthNames[index - 1]);
    name = inCase(std::move(name), part.names);
    if (part.maxWidth && *part.maxWidth < name.size()) {
        name.resize(*part.maxWidth);
    }
    return name;
}

std::string formatPart(const Part& part, Millis time, Offset offset) {
    switch (part.component) {
        case '\0':
            return part.literal;
        case 'Z': case 'z':
            return formatZone(part, offset);
        case 'P':
            return inCase(civilOf(time).hour >= 12 ? "pm" : "am", part.names == Names::upper ? Names::upper : Names::lower);
        case 'C': case 'E':
            return "ISO";
        default:
            break;
    }
    double value = fragment(time, part.component);
    if (part.component == 'Y' && part.yearDigits >= 0) {
        value = std::fmod(value, std::pow(10, part.yearDigits));
    }
    return part.names != Names::none ? formatNamed(part, value) : part.integer->format(value);
}

}  // namespace

std::string DatePicture::format(Millis time, std::string_view timezone) const {
    const Offset offset = offsetOf(timezone);
    const Millis local = time + static_cast<Millis>((offset.hours * 60 + offset.minutes) * 60'000);
    std::string text;
    for (const Part& part : parts) {
        text += formatPart(part, local, offset);
        checkPictureLength(text.size());
    }
    return text;
}

}  // namespace pb::jsonata
