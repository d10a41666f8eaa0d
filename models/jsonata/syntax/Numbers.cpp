#include "models/jsonata/syntax/Numbers.h"

#include <array>
#include <charconv>
#include <cmath>
#include <limits>

namespace pb::jsonata {

namespace {

constexpr double largestExact = 9007199254740992.0;  // 2^53: below it every integer is a double
constexpr double smallestPositional = 1e-6;

bool isInteger(double value) { return value == std::trunc(value) && std::fabs(value) < largestExact; }

template <typename... Form>
void appendChars(std::string& out, Form... form) {
    std::array<char, 40> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), form...).ptr;
    out.append(text.data(), static_cast<std::size_t>(end - text.data()));
}

/// Digits without point and the power of ten of the first one: 12.5 is "125", 1.
struct Decimal {
    std::array<char, 32> digits{};
    int count = 0;
    int exponent = 0;
};

Decimal shortestDigits(double value) {
    std::array<char, 40> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::scientific).ptr;
    Decimal result;
    const char* at = text.data();
    for (; at != end && *at != 'e'; ++at) {
        if (*at != '.') {
            result.digits[static_cast<std::size_t>(result.count++)] = *at;
        }
    }
    if (at != end) {
        ++at;
        std::from_chars(*at == '+' ? at + 1 : at, end, result.exponent);
    }
    return result;
}

void appendPositional(const Decimal& decimal, std::string& out) {
    const std::string_view digits(decimal.digits.data(), static_cast<std::size_t>(decimal.count));
    if (decimal.exponent < 0) {
        out.append("0.").append(static_cast<std::size_t>(-decimal.exponent - 1), '0').append(digits);
        return;
    }
    const auto whole = static_cast<std::size_t>(decimal.exponent) + 1;
    if (whole >= digits.size()) {
        out.append(digits).append(whole - digits.size(), '0');
    } else {
        out.append(digits.substr(0, whole)).append(".").append(digits.substr(whole));
    }
}

void appendScientific(const Decimal& decimal, std::string& out) {
    const std::string_view digits(decimal.digits.data(), static_cast<std::size_t>(decimal.count));
    out.append(digits.substr(0, 1));
    if (digits.size() > 1) {
        out.append(".").append(digits.substr(1));
    }
    out.append(decimal.exponent < 0 ? "e-" : "e+").append(std::to_string(std::abs(decimal.exponent)));
}

}  // namespace

std::optional<double> parseNumber(std::string_view digits) {
    double value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (end != digits.data() + digits.size() || digits.empty()) {
        return std::nullopt;
    }
    if (error == std::errc::result_out_of_range) {
        const auto exponent = digits.find_first_of("eE");
        const bool tiny = exponent != std::string_view::npos && exponent + 1 < digits.size() && digits[exponent + 1] == '-';
        const bool negative = digits.front() == '-';
        value = tiny ? 0.0 : std::numeric_limits<double>::infinity();
        return negative ? -value : value;
    }
    return value;
}

void appendNumber(double value, std::string& out) {
    if (isInteger(value)) {
        return appendChars(out, static_cast<long long>(value));
    }
    if (const double size = std::fabs(value); size >= smallestPositional && size < largestExact) {
        return appendChars(out, value, std::chars_format::fixed);
    }
    if (!std::isfinite(value)) {
        out.append("null");
        return;
    }
    if (value < 0) {
        out.push_back('-');
    }
    const Decimal decimal = shortestDigits(std::fabs(value));
    if (decimal.exponent >= 21 || decimal.exponent < -6) {
        appendScientific(decimal, out);
    } else {
        appendPositional(decimal, out);
    }
}

std::string printNumber(double value) {
    std::string out;
    appendNumber(value, out);
    return out;
}

std::string printFixed(double value, int decimals) {
    std::array<char, 512> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed, decimals).ptr;
    return {text.data(), end};
}

}  // namespace pb::jsonata
