#include "models/document/JsonNumber.h"

#include <double-conversion/double-conversion.h>

#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstring>

namespace pb::doc {

namespace {

/// Numbers of at most four decimals, as most amounts are; null where it is none. No two decimals of 15 digits are the same
/// double, so nothing shorter reads back.
char* writeFewDecimals(double value, char* at) {
    constexpr double scale = 1e4, tooLarge = 1e15;
    constexpr int decimals = 4;
    const double size = std::fabs(value);
    if (!(size * scale < tooLarge)) {
        return nullptr;
    }
    const auto scaled = static_cast<std::int64_t>(size * scale + 0.5);
    if (static_cast<double>(scaled) / scale != size) {
        return nullptr;
    }
    *at = '-';
    at += value < 0 ? 1 : 0;
    at = std::to_chars(at, at + longestJsonNumber, scaled / static_cast<std::int64_t>(scale)).ptr;
    std::int64_t fraction = scaled % static_cast<std::int64_t>(scale);
    char* end = at;
    for (int i = decimals; i > 0; --i) {
        const std::int64_t digit = fraction % 10;
        fraction /= 10;
        at[i] = static_cast<char>('0' + digit);
        end = end == at && digit != 0 ? at + i + 1 : end;
    }
    if (end != at) {
        *at = '.';
    }
    return end;
}

}  // namespace

char* writeJsonNumber(double value, char* at) {
    constexpr double largestExact = 9007199254740992.0, smallestPositional = 1e-6;  // 2^53: below it integers are doubles
    const double size = std::fabs(value);
    if (value == std::trunc(value) && size < largestExact) {
        return std::to_chars(at, at + longestJsonNumber, static_cast<long long>(value)).ptr;
    }
    if (char* const end = writeFewDecimals(value, at)) {
        return end;
    }
    if (size >= smallestPositional && size < largestExact) {
        return std::to_chars(at, at + longestJsonNumber, value, std::chars_format::fixed).ptr;
    }
    if (!std::isfinite(value)) {
        constexpr std::size_t length = 4;
        std::memcpy(at, "null", length);
        return at + length;
    }
    double_conversion::StringBuilder text(at, static_cast<int>(longestJsonNumber));
    double_conversion::DoubleToStringConverter::EcmaScriptConverter().ToShortest(value, &text);
    const int length = text.position();
    text.Finalize();
    return at + length;
}

void writeJsonNumber(double value, std::string& out) {
    std::array<char, longestJsonNumber> text;
    out.append(text.data(), writeJsonNumber(value, text.data()));
}

}  // namespace pb::doc
