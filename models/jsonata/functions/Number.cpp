#include "models/jsonata/functions/Number.h"
#include "models/jsonata/functions/Natives.h"
#include "models/jsonata/syntax/Numbers.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <string>

namespace pb::jsonata {

namespace {

bool isDigit(char c) { return c >= '0' && c <= '9'; }

std::size_t skipDigits(std::string_view text, std::size_t at) {
    while (at < text.size() && isDigit(text[at])) {
        ++at;
    }
    return at;
}

/// -?digits[.digits][e[±]digits], leading zeros allowed.
bool isDecimal(std::string_view text) {
    std::size_t begin = !text.empty() && text[0] == '-' ? 1 : 0;
    std::size_t at = skipDigits(text, begin);
    if (at == begin) {
        return false;
    }
    if (at < text.size() && text[at] == '.') {
        begin = at + 1;
        at = skipDigits(text, begin);
        if (at == begin) {
            return false;
        }
    }
    if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
        begin = at + 1;
        begin += begin < text.size() && (text[begin] == '-' || text[begin] == '+') ? 1 : 0;
        at = skipDigits(text, begin);
        if (at == begin) {
            return false;
        }
    }
    return at == text.size();
}

std::optional<double> readPrefixed(std::string_view text) {
    const int radix = text.size() < 3 || text[0] != '0' ? 0
                      : (text[1] | 0x20) == 'x'         ? 16
                      : (text[1] | 0x20) == 'o'         ? 8
                      : (text[1] | 0x20) == 'b'         ? 2
                                                        : 0;
    if (radix == 0) {
        return std::nullopt;
    }
    double value = 0;
    for (const char c : text.substr(2)) {
        const int digit = isDigit(c) ? c - '0' : (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? (c | 0x20) - 'a' + 10 : 99;
        if (digit >= radix) {
            return std::nullopt;
        }
        value = value * radix + digit;
    }
    return value;
}

Word number(Call& call) {
    const Word value = call.argument(0);
    if (value.is(Tag::boolean)) {
        return Word::ofNumber(value.isTrue ? 1 : 0);
    }
    if (!value.is(Tag::text)) {
        return value;
    }
    const std::string_view text = textOf(value);
    const auto read = isDecimal(text) ? parseNumber(text) : readPrefixed(text);
    if (!read || !std::isfinite(*read)) {
        raise("D3030", shown(value), 1);
    }
    return Word::ofNumber(*read);
}

template <double (*compute)(double)>
Word simple(Call& call) {
    return call.has(0) ? Word::ofNumber(compute(numberOf(call.argument(0)))) : Word();
}

double floorOf(double value) { return std::floor(value); }
double ceilOf(double value) { return std::ceil(value); }
double absOf(double value) { return std::fabs(value); }

Word round(Call& call) {
    if (!call.has(0)) {
        return {};
    }
    const double places = call.has(1) ? numberOf(call.argument(1)) : 0;
    if (places != std::floor(places)) {
        return Word::ofNumber(std::nan(""));  // as the reference has it
    }
    return Word::ofNumber(roundHalfEven(numberOf(call.argument(0)), static_cast<int>(std::clamp(places, -400.0, 400.0))));
}

Word sqrt(Call& call) {
    if (!call.has(0)) {
        return {};
    }
    const double value = numberOf(call.argument(0));
    if (value < 0) {
        raise("D3060", shown(call.argument(0)), 1);
    }
    return Word::ofNumber(std::sqrt(value));
}

Word power(Call& call) {
    if (!call.has(0)) {
        return {};
    }
    const double result = std::pow(numberOf(call.argument(0)), call.has(1) ? numberOf(call.argument(1)) : std::nan(""));
    if (!std::isfinite(result)) {
        raise("D3061", shown(call.argument(0)), 1);
    }
    return Word::ofNumber(result);
}

Word random(Call& call) { return Word::ofNumber(call.caller.random()); }

/// As Number.prototype.toString(radix) prints a whole number; digits that a double does not hold are 0.
std::string inRadix(double value, int radix) {
    const double limit = 9007199254740992.0;
    std::string digits;
    double rest = std::fabs(value);
    while (rest >= limit) {
        rest /= radix;
        digits.push_back('0');
    }
    do {
        const double digit = std::fmod(rest, radix);
        digits.push_back("0123456789abcdefghijklmnopqrstuvwxyz"[static_cast<int>(digit)]);
        rest = (rest - digit) / radix;
    } while (rest >= 1);
    if (value < 0) {
        digits.push_back('-');
    }
    std::reverse(digits.begin(), digits.end());
    return digits;
}

Word formatBase(Call& call) {
    if (!call.has(0)) {
        return {};
    }
    const double value = roundHalfEven(numberOf(call.argument(0)), 0);
    const double radix = call.has(1) ? roundHalfEven(numberOf(call.argument(1)), 0) : 10;
    if (!(radix >= 2 && radix <= 36)) {
        raise("D3100", printNumber(radix));
    }
    return call.heap.text(radix == 10 ? printNumber(value) : inRadix(value, static_cast<int>(radix)));
}

constexpr std::array natives = {
    Native{"number", "<(nsb)-:n>", number, 1},   Native{"floor", "<n-:n>", simple<floorOf>, 1},
    Native{"ceil", "<n-:n>", simple<ceilOf>, 1}, Native{"abs", "<n-:n>", simple<absOf>, 1},
    Native{"round", "<n-n?:n>", round, 2},       Native{"sqrt", "<n-:n>", sqrt, 1},
    Native{"power", "<n-n:n>", power, 2},        Native{"random", "<:n>", random, 0},
    Native{"formatBase", "<n-n?:s>", formatBase, 2},
};

/// The number times a power of ten, exact to its decimal text.
double shifted(double value, int places) {
    std::string text = printNumber(value);
    const auto exponentAt = text.find('e');
    int exponent = places;
    if (exponentAt != std::string::npos) {
        exponent += std::stoi(text.substr(exponentAt + 1));
        text.resize(exponentAt);
    }
    return parseNumber(text + "e" + std::to_string(exponent)).value_or(value);
}

}  // namespace

double roundHalfEven(double value, int places) {
    if (!std::isfinite(value)) {
        return value;
    }
    const double moved = places == 0 ? value : shifted(value, places);
    const double below = std::floor(moved);
    const double difference = moved - below;
    const bool isUp = difference > 0.5 || (difference == 0.5 && std::fmod(below, 2) != 0);
    const double result = isUp ? below + 1 : below;
    return (places == 0 || !std::isfinite(result) ? result : shifted(result, -places)) + 0.0;
}

std::span<const Native> numberFunctions() { return natives; }

}  // namespace pb::jsonata
