#include "models/jsonata/functions/IntegerPicture.h"

#include "models/jsonata/functions/PictureLimit.h"
#include "models/jsonata/syntax/Numbers.h"
#include "models/jsonata/syntax/Unicode.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace pb::jsonata {

namespace {

/// Zeros of the decimal digit families (Unicode 15, general category Nd).
constexpr std::array<char32_t, 37> zeros = {
    0x30,   0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66,
    0x0DE6, 0x0E50, 0x0ED0, 0x0F20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90, 0x1B50,
    0x1BB0, 0x1C40, 0x1C50, 0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0, 0xFF10};

/// Distance at which one separator repeats; 0 when the separators differ or stand irregularly.
std::size_t repeatOf(const std::vector<IntegerPicture::Separator>& separators) {
    std::vector<std::size_t> positions;
    for (const auto& separator : separators) {
        if (separator.character != separators[0].character) {
            return 0;
        }
        positions.push_back(separator.position);
    }
    return repeatDistance(std::move(positions));
}

void readDecimal(IntegerPicture& picture, const std::u32string& pattern) {
    char32_t zero = 0;
    std::size_t position = 0;
    for (auto point = pattern.rbegin(); point != pattern.rend(); ++point) {
        const auto family = std::find_if(zeros.begin(), zeros.end(), [&](char32_t z) { return *point >= z && *point <= z + 9; });
        if (family != zeros.end()) {
            if (zero != 0 && zero != *family) {
                raise("D3131");
            }
            zero = *family;
            ++picture.mandatoryDigits;
            ++position;
        } else if (*point == U'#') {
            ++picture.optionalDigits;
            ++position;
        } else {
            picture.separators.push_back({position, *point});
        }
    }
    if (picture.mandatoryDigits == 0) {
        picture.primary = IntegerPicture::Primary::sequence;
        return;
    }
    picture.zero = zero;
    if (const std::size_t repeat = repeatOf(picture.separators); repeat > 0) {
        picture.isRegular = true;
        picture.separators = {{repeat, picture.separators[0].character}};
    }
}

/// String.prototype.substr's reading of a position that may lie before the text.
void insertAt(std::u32string& text, std::ptrdiff_t position, char32_t character) {
    if (position >= 0) {
        text.insert(static_cast<std::size_t>(position), 1, character);
        return;
    }
    const auto kept = std::min(static_cast<std::size_t>(-position), text.size());
    text = std::u32string(1, character) + text.substr(text.size() - kept);
}

std::u32string grouped(const IntegerPicture& picture, std::u32string text) {
    if (picture.isRegular) {
        const std::size_t every = picture.separators[0].position;
        const std::size_t length = text.size();
        for (std::size_t i = 1; i <= (length - 1) / every; ++i) {
            text.insert(length - i * every, 1, picture.separators[0].character);
        }
        return text;
    }
    for (auto separator = picture.separators.rbegin(); separator != picture.separators.rend(); ++separator) {
        insertAt(text, static_cast<std::ptrdiff_t>(text.size()) - static_cast<std::ptrdiff_t>(separator->position), separator->character);
    }
    return text;
}

std::string_view ordinalSuffix(const std::u32string& digits) {
    const char32_t last = digits.back();
    const bool isTeen = digits.size() > 1 && digits[digits.size() - 2] == U'1';
    return isTeen || last > U'3' || last < U'1' ? "th" : last == U'1' ? "st" : last == U'2' ? "nd" : "rd";
}

std::string formatDecimal(const IntegerPicture& picture, double value) {
    checkPictureLength(picture.mandatoryDigits);
    std::u32string digits = toPoints(std::isfinite(value) ? printNumber(value) : std::isnan(value) ? "NaN" : "Infinity");
    if (digits.size() < picture.mandatoryDigits) {
        digits.insert(0, picture.mandatoryDigits - digits.size(), U'0');
    }
    for (char32_t& digit : digits) {
        digit = digit >= U'0' && digit <= U'9' ? digit - U'0' + picture.zero : digit;
    }
    std::u32string text = grouped(picture, std::move(digits));
    const std::string suffix(picture.isOrdinal ? ordinalSuffix(text) : std::string_view());
    return fromPoints(text) + suffix;
}

std::string formatLetters(double value, char first) {
    std::string text;
    for (; value > 0; value = std::floor((value - 1) / 26)) {
        text.insert(text.begin(), static_cast<char>(first + static_cast<int>(std::fmod(value - 1, 26))));
    }
    return text;
}

void toUpper(std::string& text) {
    std::transform(text.begin(), text.end(), text.begin(), [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
}
void toLower(std::string& text) {
    std::transform(text.begin(), text.end(), text.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
}

double parseLetters(std::string_view text, char first) {
    double value = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {  // from the back, so that large ones are rounded as the reference does
        value += (text[text.size() - 1 - i] - first + 1) * std::pow(26, i);
    }
    return value;
}

double parseDecimal(const IntegerPicture& picture, std::string_view text) {
    std::u32string points = toPoints(text);
    if (picture.isOrdinal) {
        points.resize(points.size() < 2 ? 0 : points.size() - 2);
    }
    const auto isSeparator = [&](char32_t point) {
        const auto& separators = picture.separators;
        return picture.isRegular ? point == U','
                                 : std::any_of(separators.begin(), separators.end(), [&](const auto& s) { return s.character == point; });
    };
    std::string digits;
    for (const char32_t point : points) {
        if (isSeparator(point)) {
            continue;
        }
        if (point < picture.zero || point > picture.zero + 9) {
            break;
        }
        digits.push_back(static_cast<char>('0' + (point - picture.zero)));
    }
    return digits.empty() ? std::nan("") : parseNumber(digits).value_or(std::nan(""));
}

}  // namespace

std::size_t repeatDistance(std::vector<std::size_t> positions) {
    std::size_t factor = 0;
    for (const std::size_t position : positions) {
        factor = std::gcd(factor, position);
    }
    std::sort(positions.begin(), positions.end());
    for (std::size_t i = 0; i < positions.size(); ++i) {
        if (positions[i] != (i + 1) * factor) {
            return 0;
        }
    }
    return factor;
}

IntegerPicture IntegerPicture::read(std::string_view text) {
    checkPictureLength(text.size());
    IntegerPicture picture;
    const std::size_t semicolon = text.rfind(';');
    const std::string_view format = text.substr(0, semicolon);
    picture.isOrdinal = semicolon != std::string_view::npos && text.substr(semicolon + 1).starts_with('o');
    picture.token = format;
    if (format == "A" || format == "I" || format == "W") {
        picture.letterCase = Case::upper;
    } else if (format == "Ww") {
        picture.letterCase = Case::title;
    }
    if (format == "A" || format == "a") {
        picture.primary = Primary::letters;
    } else if (format == "I" || format == "i") {
        picture.primary = Primary::roman;
    } else if (format == "W" || format == "w" || format == "Ww") {
        picture.primary = Primary::words;
    } else {
        readDecimal(picture, toPoints(format));
    }
    return picture;
}

std::string IntegerPicture::format(double value) const {
    const double amount = std::fabs(value);
    if (!std::isfinite(value) && primary != Primary::decimal) {
        raise("D3001");
    }
    std::string text;
    switch (primary) {
        case Primary::letters: text = formatLetters(amount, letterCase == Case::upper ? 'A' : 'a'); break;
        case Primary::roman: text = romanNumber(amount); break;
        case Primary::words: text = numberWords(amount, isOrdinal); break;
        case Primary::decimal: text = formatDecimal(*this, amount); break;
        case Primary::sequence: raise("D3130", "\"" + token + "\"");
    }
    if (letterCase == Case::upper && primary != Primary::letters) {
        toUpper(text);
    } else if (letterCase == Case::lower && primary == Primary::words) {
        toLower(text);
    }
    return value < 0 ? "-" + text : text;
}

double IntegerPicture::parse(std::string_view text) const {
    std::string copy(text);
    switch (primary) {
        case Primary::letters:
            return parseLetters(text, letterCase == Case::upper ? 'A' : 'a');
        case Primary::roman:
            if (letterCase == Case::lower) {
                toUpper(copy);
            }
            return parseRoman(copy);
        case Primary::words:
            toLower(copy);
            return parseWords(copy);
        case Primary::decimal:
            return parseDecimal(*this, text);
        case Primary::sequence:
            break;
    }
    raise("D3130", "\"" + token + "\"");
}

}  // namespace pb::jsonata
