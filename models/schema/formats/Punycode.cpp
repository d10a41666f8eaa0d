#include "models/schema/formats/Punycode.h"

#include "models/schema/formats/Scan.h"

#include <algorithm>

namespace pb::schema {

namespace {

// RFC 3492 §5.
constexpr std::uint32_t base = 36, tMin = 1, tMax = 26, skew = 38, damp = 700, firstBias = 72, firstCode = 128;
constexpr std::uint32_t largest = 0x7fffffff;
constexpr std::size_t longestLabel = 63;

std::uint32_t adapted(std::uint32_t delta, std::uint32_t points, bool first) {
    delta = first ? delta / damp : delta / 2;
    delta += delta / points;
    std::uint32_t k = 0;
    for (; delta > (base - tMin) * tMax / 2; k += base) {
        delta /= base - tMin;
    }
    return k + (base - tMin + 1) * delta / (delta + skew);
}

std::uint32_t threshold(std::uint32_t k, std::uint32_t bias) { return k <= bias ? tMin : std::min(k - bias, tMax); }

std::uint32_t digitOf(char c) {
    if (isDigit(c)) {
        return static_cast<std::uint32_t>(c - '0') + 26;
    }
    return isAlpha(c) ? static_cast<std::uint32_t>((c | 0x20) - 'a') : base;
}

char charOf(std::uint32_t digit) { return static_cast<char>(digit < 26 ? 'a' + digit : '0' + digit - 26); }

/// A generalized variable-length integer (§3.3), added to `index`.
bool takeInteger(std::string_view& text, std::uint32_t bias, std::uint32_t& index) {
    std::uint32_t weight = 1;
    for (std::uint32_t k = base;; k += base) {
        const std::uint32_t digit = text.empty() ? base : digitOf(text.front());
        if (digit >= base || digit > (largest - index) / weight) {
            return false;
        }
        text.remove_prefix(1);
        index += digit * weight;
        const std::uint32_t t = threshold(k, bias);
        if (digit < t) {
            return true;
        }
        if (weight > largest / (base - t)) {
            return false;
        }
        weight *= base - t;
    }
}

void appendInteger(std::uint32_t value, std::uint32_t bias, std::string& out) {
    for (std::uint32_t k = base;; k += base) {
        const std::uint32_t t = threshold(k, bias);
        if (value < t) {
            out.push_back(charOf(value));
            return;
        }
        out.push_back(charOf(t + (value - t) % (base - t)));
        value = (value - t) / (base - t);
    }
}

}  // namespace

bool decodePunycode(std::string_view text, std::u32string& out) {
    out.clear();
    if (const auto dash = text.rfind('-'); dash != std::string_view::npos) {
        for (const char c : text.substr(0, dash)) {
            out.push_back(static_cast<char32_t>(c));
        }
        text.remove_prefix(dash + 1);
    }
    std::uint32_t code = firstCode, index = 0, bias = firstBias;
    while (!text.empty()) {
        const std::uint32_t before = index;
        if (!takeInteger(text, bias, index) || out.size() >= longestLabel) {
            return false;
        }
        const auto points = static_cast<std::uint32_t>(out.size() + 1);
        bias = adapted(index - before, points, before == 0);
        code += index / points;
        index %= points;
        if (code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) {
            return false;
        }
        out.insert(out.begin() + index, static_cast<char32_t>(code));
        ++index;
    }
    return true;
}

std::string encodePunycode(std::u32string_view text) {
    std::string out;
    for (const char32_t c : text) {
        if (c < firstCode) {
            out.push_back(static_cast<char>(c));
        }
    }
    auto handled = static_cast<std::uint32_t>(out.size());
    const std::uint32_t basic = handled;
    if (basic > 0) {
        out.push_back('-');
    }
    std::uint32_t code = firstCode, delta = 0, bias = firstBias;
    while (handled < text.size() && text.size() <= 4 * longestLabel) {
        std::uint32_t next = largest;
        for (const char32_t c : text) {
            next = c >= code ? std::min(next, static_cast<std::uint32_t>(c)) : next;
        }
        delta += (next - code) * (handled + 1);
        code = next;
        for (const char32_t c : text) {
            delta += c < code ? 1 : 0;
            if (c == code) {
                appendInteger(delta, bias, out);
                bias = adapted(delta, handled + 1, handled == basic);
                delta = 0;
                ++handled;
            }
        }
        ++delta;
        ++code;
    }
    return out;
}

}  // namespace pb::schema
