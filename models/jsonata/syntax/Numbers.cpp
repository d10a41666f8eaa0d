#include "models/jsonata/syntax/Numbers.h"

#include "models/document/JsonNumber.h"

#include <array>
#include <charconv>
#include <cmath>
#include <limits>

namespace pb::jsonata {

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

std::string printNumber(double value) {
    std::string out;
    doc::writeJsonNumber(value, out);
    return out;
}

std::string printFixed(double value, int decimals) {
    std::array<char, 512> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed, decimals).ptr;
    return {text.data(), end};
}

}  // namespace pb::jsonata
