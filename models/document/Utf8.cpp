#include "models/document/Utf8.h"

#include "models/base/Text.h"
#include "models/base/Words.h"

#include <algorithm>
#include <cstdint>

namespace pb::doc {

namespace {

/// The bytes that are meant. `marked` sets the lowest bit of each of them among eight, `isMeant` tells it of one.
template <typename Marked, typename IsMeant>
std::size_t countMarked(std::string_view bytes, Marked marked, IsMeant isMeant) {
    constexpr int highestByte = 56;  // where a product by `words::eachByte` has the sum of the bytes
    std::size_t count = 0, at = 0;
    for (; at + words::size <= bytes.size(); at += words::size) {
        count += static_cast<std::size_t>(marked(words::at(bytes.data() + at)) * words::eachByte >> highestByte);
    }
    return count + static_cast<std::size_t>(std::count_if(bytes.begin() + static_cast<std::ptrdiff_t>(at), bytes.end(), isMeant));
}

}  // namespace

std::size_t utf8SequenceAt(std::string_view bytes, std::size_t at) {
    const auto lead = static_cast<unsigned char>(bytes[at]);
    const std::size_t length = lead < 0x80   ? 1
                               : lead < 0xc2 ? 0
                               : lead < 0xe0 ? 2
                               : lead < 0xf0 ? 3
                               : lead < 0xf5 ? 4
                                             : 0;
    return length > 0 && at + length <= bytes.size() && isUtf8(bytes.substr(at, length)) ? length : 0;
}

std::size_t firstNonUtf8(std::string_view bytes) {
    for (std::size_t at = 0; at < bytes.size();) {
        const std::size_t length = utf8SequenceAt(bytes, at);
        if (length == 0) {
            return at;
        }
        at += length;
    }
    return std::string_view::npos;
}

std::size_t countLineBreaks(std::string_view bytes) {
    constexpr std::uint64_t lowBits = words::eachByte * 0x7f;
    const auto marked = [](std::uint64_t part) {
        part ^= words::eachByte * '\n';
        return ~(((part & lowBits) + lowBits) | part | lowBits) >> 7;
    };
    return countMarked(bytes, marked, [](char c) { return c == '\n'; });
}

std::size_t countCodePoints(std::string_view utf8) {
    const auto marked = [](std::uint64_t part) { return (part >> 7 & ~(part >> 6)) & words::eachByte; };
    return utf8.size() - countMarked(utf8, marked, [](char c) { return (c & 0xc0) == 0x80; });
}

}  // namespace pb::doc
