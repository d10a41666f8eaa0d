#include "models/document/Number.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <limits>
#include <string>

namespace pb::doc {

namespace {

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

std::size_t skipDigits(std::string_view text, std::size_t at) {
    while (at < text.size() && isDigit(text[at])) {
        ++at;
    }
    return at;
}

constexpr std::array<double, 23> powersOfTen = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                                1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

/// value = ±0.DIGITS × 10^exponent, digits without zeros at either end.
struct Decimal {
    bool negative = false;
    bool hasHugeExponent = false;
    std::int64_t exponent = 0;
    std::string digits;
};

Decimal decimalOf(std::string_view text) {
    Decimal decimal;
    decimal.negative = !text.empty() && text.front() == '-';
    const std::size_t marker = text.find_first_of("eE");
    const std::string_view mantissa =
        text.substr(decimal.negative ? 1 : 0, marker == text.npos ? text.npos : marker - (decimal.negative ? 1 : 0));
    if (marker != text.npos) {
        std::string_view power = text.substr(marker + 1);
        if (!power.empty() && power.front() == '+') {
            power.remove_prefix(1);
        }
        const auto [end, error] = std::from_chars(power.data(), power.data() + power.size(), decimal.exponent);
        constexpr std::int64_t limit = 100'000'000'000'000'000;
        decimal.hasHugeExponent = error != std::errc() || decimal.exponent > limit || decimal.exponent < -limit;
    }
    const std::size_t point = mantissa.find('.');
    decimal.digits = mantissa.substr(0, point);
    decimal.exponent += static_cast<std::int64_t>(decimal.digits.size());
    if (point != mantissa.npos) {
        decimal.digits += mantissa.substr(point + 1);
    }
    const std::size_t first = std::min(decimal.digits.find_first_not_of('0'), decimal.digits.size());
    decimal.digits.erase(0, first);
    decimal.exponent -= static_cast<std::int64_t>(first);
    decimal.digits.erase(decimal.digits.find_last_not_of('0') + 1);
    if (decimal.digits.empty()) {
        return {};
    }
    return decimal;
}

/// The sign of the decimal exponent decides between infinity and zero.
double outOfRange(std::string_view digits) {
    const Decimal decimal = decimalOf(digits);
    const std::size_t marker = digits.find_first_of("eE");
    const bool isSmall = decimal.hasHugeExponent ? digits.substr(marker + 1).starts_with('-') : decimal.exponent < 0;
    const double size = decimal.digits.empty() || isSmall ? 0.0 : std::numeric_limits<double>::infinity();
    return digits.front() == '-' ? -size : size;
}

double parseSlowly(std::string_view digits) {
    double value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (error == std::errc::result_out_of_range) {
        return outOfRange(digits);
    }
    return error == std::errc() ? value : 0;
}

}  // namespace

double parseDouble(std::string_view digits) {
    // Up to 19 digits and a small power of ten: one exact multiplication or division (Clinger 1990).
    std::size_t at = !digits.empty() && digits.front() == '-' ? 1 : 0;
    const std::size_t first = at;
    std::uint64_t mantissa = 0;
    int scale = 0;
    bool afterPoint = false;
    for (; at < digits.size(); ++at) {
        if (isDigit(digits[at])) {
            mantissa = mantissa * 10 + static_cast<std::uint64_t>(digits[at] - '0');
            scale += afterPoint ? 1 : 0;
        } else if (digits[at] == '.' && !afterPoint) {
            afterPoint = true;
        } else {
            return parseSlowly(digits);
        }
    }
    constexpr std::uint64_t exact = std::uint64_t{1} << 53;
    if (at - first > 19 || mantissa > exact || scale > 22) {
        return parseSlowly(digits);
    }
    const double value = static_cast<double>(mantissa) / powersOfTen[static_cast<std::size_t>(scale)];
    return first == 1 ? -value : value;
}

bool isSameNumber(std::string_view left, std::string_view right) {
    if (left == right) {
        return true;
    }
    const Decimal a = decimalOf(left);
    const Decimal b = decimalOf(right);
    if (a.hasHugeExponent || b.hasHugeExponent) {
        return a.digits.empty() && b.digits.empty();
    }
    return a.negative == b.negative && a.exponent == b.exponent && a.digits == b.digits;
}

bool isJsonNumber(std::string_view text) {
    return !text.empty() && jsonNumberEnd(text, 0) == text.size();
}

std::size_t jsonNumberEnd(std::string_view text, std::size_t at) {
    constexpr std::size_t none = std::string_view::npos;
    if (at < text.size() && text[at] == '-') {
        ++at;
    }
    if (at >= text.size() || !isDigit(text[at])) {
        return none;
    }
    at = text[at] == '0' ? at + 1 : skipDigits(text, at);
    if (at < text.size() && text[at] == '.') {
        const std::size_t fraction = at + 1;
        at = skipDigits(text, fraction);
        if (at == fraction) {
            return none;
        }
    }
    if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
        ++at;
        if (at < text.size() && (text[at] == '+' || text[at] == '-')) {
            ++at;
        }
        const std::size_t power = at;
        at = skipDigits(text, power);
        if (at == power) {
            return none;
        }
    }
    return at;
}

}  // namespace pb::doc
