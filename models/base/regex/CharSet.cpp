#include "models/base/regex/CharSet.h"

#include <algorithm>

namespace pb::regex {

CharSet::CharSet(std::initializer_list<Range> ranges) : ranges_(ranges) { normalize(); }

void CharSet::add(CodePoint first, CodePoint last) { ranges_.emplace_back(first, last); }

void CharSet::add(const CharSet& other) {
    ranges_.insert(ranges_.end(), other.ranges_.begin(), other.ranges_.end());
}

void CharSet::normalize() {
    std::sort(ranges_.begin(), ranges_.end());
    std::vector<Range> merged;
    for (const auto& range : ranges_) {
        if (!merged.empty() && range.first <= merged.back().second + 1) {
            merged.back().second = std::max(merged.back().second, range.second);
        } else {
            merged.push_back(range);
        }
    }
    ranges_ = std::move(merged);
    ascii_[0] = ascii_[1] = 0;
    for (const auto& [first, last] : ranges_) {
        for (CodePoint c = first; c <= last && c < 128; ++c) ascii_[c >> 6] |= std::uint64_t{1} << (c & 63);
    }
}

CharSet CharSet::inverted() const {
    CharSet out;
    CodePoint next = 0;
    for (const auto& [first, last] : ranges_) {
        if (first > next) out.add(next, first - 1);
        next = last + 1;
    }
    if (next <= lastCodePoint) out.add(next, lastCodePoint);
    out.normalize();
    return out;
}

CharSet CharSet::without(const CharSet& other) const {
    CharSet rest = inverted();
    rest.add(other);
    rest.normalize();
    return rest.inverted();
}

bool CharSet::contains(CodePoint c) const {
    if (c < 128) return ((ascii_[c >> 6] >> (c & 63)) & 1) != 0;
    const auto after = std::upper_bound(ranges_.begin(), ranges_.end(), c,
                                        [](CodePoint value, const Range& range) { return value < range.first; });
    return after != ranges_.begin() && std::prev(after)->second >= c;
}

std::optional<CodePoint> CharSet::onlyMember() const {
    if (ranges_.size() != 1 || ranges_[0].first != ranges_[0].second) return std::nullopt;
    return ranges_[0].first;
}

CharSet digits() { return {{'0', '9'}}; }
CharSet wordCharacters() { return {{'0', '9'}, {'A', 'Z'}, {'_', '_'}, {'a', 'z'}}; }
CharSet lineTerminators() { return {{'\n', '\n'}, {'\r', '\r'}, {0x2028, 0x2029}}; }

CharSet whiteSpace() {
    return {{'\t', '\r'},     {' ', ' '},       {0xa0, 0xa0},     {0x1680, 0x1680}, {0x2000, 0x200a},
            {0x2028, 0x2029}, {0x202f, 0x202f}, {0x205f, 0x205f}, {0x3000, 0x3000}, {0xfeff, 0xfeff}};
}

}  // namespace pb::regex
