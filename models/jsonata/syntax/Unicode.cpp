#include "models/jsonata/syntax/Unicode.h"

#include <algorithm>

namespace pb::jsonata {

std::u32string toPoints(std::string_view text) {
    std::u32string points;
    for (std::size_t at = 0; at < text.size();) {
        points.push_back(static_cast<char32_t>(nextPoint(text, at)));
    }
    return points;
}

std::string fromPoints(std::u32string_view points) {
    std::string text;
    for (const char32_t point : points) {
        appendUtf8(point, text);
    }
    return text;
}

std::size_t countUnits(std::string_view text) {
    std::size_t units = 0;
    for (const char c : text) {
        units += isUtf8Lead(c) ? (static_cast<unsigned char>(c) >= 0xf0 ? 2u : 1u) : 0u;
    }
    return units;
}

std::size_t byteOfPoint(std::string_view text, std::size_t point) {
    std::size_t at = 0;
    while (point > 0 && at < text.size()) {
        at = std::min(at + utf8Length(text[at]), text.size());
        --point;
    }
    return at;
}

int compareUnits(std::string_view left, std::string_view right) {
    const auto [a, b] = std::mismatch(left.begin(), left.end(), right.begin(), right.end());
    if (a == left.end() || b == right.end()) {
        return left.size() == right.size() ? 0 : (left.size() < right.size() ? -1 : 1);
    }
    const auto l = static_cast<unsigned char>(*a);
    const auto r = static_cast<unsigned char>(*b);
    const bool leftAstral = l >= 0xf0, rightAstral = r >= 0xf0;
    if (leftAstral != rightAstral && std::min(l, r) >= 0xee) {
        return leftAstral ? -1 : 1;  // surrogates sort below U+E000
    }
    return l < r ? -1 : 1;
}

}  // namespace pb::jsonata
