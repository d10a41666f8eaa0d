#pragma once

#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

namespace pb::doc {

/// A decimal number as sign and digits; how many of them stand behind the point is known elsewhere (a layout, a
/// schema).
struct ScaledDigits {
    bool isNegative = false;
    std::string digits;  ///< without leading zeros; none = 0
};

/// The digits of a JSON number that is written with `decimals`; none where it has more of them or is no number.
std::optional<ScaledDigits> scaledDigits(std::string_view jsonNumber, int decimals);

/// As a JSON number: "12.50" has two decimals.
std::string jsonNumberOf(const ScaledDigits& number, int decimals);

/// The JSON number as a whole number of that type ("5", "5.0", "5e3"); none where it is another or does not fit.
template <typename Whole>
std::optional<Whole> wholeNumber(std::string_view jsonNumber) {
    const auto scaled = scaledDigits(jsonNumber, 0);
    if (!scaled || (scaled->isNegative && std::is_unsigned_v<Whole> && !scaled->digits.empty())) {
        return std::nullopt;
    }
    const std::string text = (scaled->isNegative ? "-" : "") + (scaled->digits.empty() ? "0" : scaled->digits);
    Whole value = 0;
    const std::size_t from = std::is_unsigned_v<Whole> && scaled->isNegative ? 1 : 0;
    const auto [end, error] = std::from_chars(text.data() + from, text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

/// What a text format shows of a double or float: the shortest digits that read back, "NaN", "Infinity", "-Infinity".
struct FloatText {
    std::string text;
    bool isNumber = true;
};
FloatText floatText(double value);
FloatText floatText(float value);
/// The nearest value; of digits, or of the names above.
std::optional<double> doubleOf(std::string_view text, bool isNumber);
std::optional<float> floatOf(std::string_view text, bool isNumber);

}  // namespace pb::doc
