#pragma once

#include "models/base/Assume.h"

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

/// Bytes of text eight at a time.
namespace pb::words {

constexpr std::size_t size = sizeof(std::uint64_t);
constexpr std::uint64_t eachByte = 0x0101010101010101;  ///< times a byte: that byte eight times
constexpr std::uint64_t highBits = eachByte * 0x80;

PB_ALWAYS_INLINE std::uint64_t at(const char* bytes) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes, size);
    return word;
}

/// The first `count` bytes of the word, 1 … 8, as a number that is 0 where all of them are.
PB_ALWAYS_INLINE std::uint64_t first(std::uint64_t word, std::size_t count) {
    const std::size_t others = (size - count) * 8;
    return std::endian::native == std::endian::little ? word << others : word >> others;
}

/// Marks bytes that are 0 by their high bit. Behind one that is, others may be marked that are not.
PB_ALWAYS_INLINE std::uint64_t zeros(std::uint64_t word) { return (word - eachByte) & ~word & highBits; }

/// memcpy without its call for texts that are short.
PB_ALWAYS_INLINE void copy(const char* from, std::size_t count, char* to) {
    const auto copyBothEnds = [&](auto part) {
        auto last = part;
        std::memcpy(&part, from, sizeof part);
        std::memcpy(&last, from + count - sizeof last, sizeof last);
        std::memcpy(to, &part, sizeof part);
        std::memcpy(to + count - sizeof last, &last, sizeof last);
    };
    struct Two {
        std::uint64_t words[2];
    };
    if (count > sizeof(Two) * 2) {
        std::memcpy(to, from, count);
    } else if (count >= sizeof(Two)) {
        copyBothEnds(Two{});
    } else if (count >= size) {
        copyBothEnds(std::uint64_t{});
    } else if (count >= sizeof(std::uint32_t)) {
        copyBothEnds(std::uint32_t{});
    } else if (count > 0) {
        const char middle = from[count / 2], last = from[count - 1];
        to[0] = from[0];
        to[count / 2] = middle;
        to[count - 1] = last;
    }
}

/// memcmp == 0 without its call for texts that are short.
PB_ALWAYS_INLINE bool areSame(const char* left, const char* right, std::size_t count) {
    const auto areBothEndsSame = [&](auto part) {
        auto other = part;
        const auto isSameFrom = [&](std::size_t at) {
            std::memcpy(&part, left + at, sizeof part);
            std::memcpy(&other, right + at, sizeof other);
            return part == other;
        };
        return isSameFrom(0) && isSameFrom(count - sizeof part);
    };
    if (count > size * 2) {
        return std::memcmp(left, right, count) == 0;
    }
    if (count >= size) {
        return areBothEndsSame(std::uint64_t{});
    }
    if (count >= sizeof(std::uint32_t)) {
        return areBothEndsSame(std::uint32_t{});
    }
    return count == 0 || (left[0] == right[0] && left[count / 2] == right[count / 2] && left[count - 1] == right[count - 1]);
}

}  // namespace pb::words
