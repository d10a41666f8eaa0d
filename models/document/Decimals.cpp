#include "models/document/Decimals.h"

#include "models/document/Number.h"

#include <algorithm>
#include <cmath>

namespace pb::doc {

namespace {

template <typename Float>
FloatText shortest(Float value) {
    if (std::isnan(value)) {
        return {"NaN", false};
    }
    if (std::isinf(value)) {
        return {value < 0 ? "-Infinity" : "Infinity", false};
    }
    char buffer[64];
    const auto [end, error] = std::to_chars(buffer, buffer + sizeof buffer, value);
    std::string text(buffer, end);
    if (const std::size_t e = text.find('e'); e != std::string::npos && text[e + 2] == '0') {
        text.erase(e + 2, 1);  // 1e-07
    }
    return {text, true};
}

template <typename Float>
std::optional<Float> nearest(std::string_view text, bool isNumber) {
    constexpr Float infinity = std::numeric_limits<Float>::infinity();
    if (!isNumber) {
        return text == "NaN"         ? std::optional(std::numeric_limits<Float>::quiet_NaN())
               : text == "Infinity"  ? std::optional(infinity)
               : text == "-Infinity" ? std::optional(-infinity)
                                     : std::nullopt;
    }
    Float value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() ? std::optional(value) : static_cast<Float>(parseDouble(text));
}

}  // namespace

std::string jsonNumberOf(const ScaledDigits& number, int decimals) {
    const auto scale = static_cast<std::size_t>(decimals);
    std::string digits = number.digits;
    if (digits.size() <= scale) {
        digits.insert(0, scale + 1 - digits.size(), '0');
    }
    const std::size_t zeros = std::min(digits.find_first_not_of('0'), digits.size() - scale - 1);
    digits.erase(0, zeros);
    if (scale > 0) {
        digits.insert(digits.size() - scale, 1, '.');
    }
    return (number.isNegative ? "-" : "") + digits;
}

std::optional<ScaledDigits> scaledDigits(std::string_view text, int decimals) {
    if (!isJsonNumber(text)) {
        return std::nullopt;
    }
    ScaledDigits number;
    number.isNegative = text.starts_with('-');
    text.remove_prefix(number.isNegative ? 1 : 0);
    int exponent = 0;
    if (const std::size_t e = text.find_first_of("eE"); e != std::string_view::npos) {
        const std::string_view digits = text.substr(e + (text[e + 1] == '+' ? 2 : 1));
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), exponent);
        if (error != std::errc() || end == digits.data() || exponent > 400 || exponent < -400) {
            return std::nullopt;
        }
        text = text.substr(0, e);
    }
    const std::size_t point = std::min(text.find('.'), text.size());
    number.digits = std::string(text.substr(0, point));
    const std::string_view fraction = text.substr(std::min(point + 1, text.size()));
    number.digits += fraction;
    int missing = decimals + exponent - static_cast<int>(fraction.size());
    for (; missing < 0; ++missing) {
        if (!number.digits.empty() && number.digits.back() != '0') {
            return std::nullopt;
        }
        number.digits.resize(number.digits.empty() ? 0 : number.digits.size() - 1);
    }
    number.digits.append(static_cast<std::size_t>(missing), '0');
    number.digits.erase(0, std::min(number.digits.find_first_not_of('0'), number.digits.size()));
    return number;
}

FloatText floatText(double value) {
    return shortest(value);
}

FloatText floatText(float value) {
    return shortest(value);
}

std::optional<double> doubleOf(std::string_view text, bool isNumber) {
    return nearest<double>(text, isNumber);
}

std::optional<float> floatOf(std::string_view text, bool isNumber) {
    return nearest<float>(text, isNumber);
}

}  // namespace pb::doc
