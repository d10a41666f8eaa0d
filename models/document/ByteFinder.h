#pragma once

#include "models/base/Assume.h"

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <tuple>

#if defined(__SSE2__) || defined(_M_X64)
#include <emmintrin.h>
#endif

namespace pb::doc {

/// Finds the bytes of a text that are one of `count`, in their order, 64 bytes at a time. `withUnprintable`: all that is
/// not printable ASCII too.
template <std::size_t count, bool withUnprintable>
class ByteFinder {
public:
    ByteFinder(std::string_view text, const std::array<char, count>& wanted) : text_(text) {
        for (std::size_t i = 0; i < count; ++i) {
            wanted_[i].fill(wanted[i]);
        }
        load(0);
    }

    /// The next one is looked for from there on, which is not before one that was taken.
    void seek(std::size_t at) {
        const std::size_t base = at / blockSize * blockSize;
        if (base != base_) {
            load(base);
        }
        mask_ &= ~std::uint64_t{0} << at % blockSize;
    }

    /// Takes the next one; the size of the text when there is none.
    std::size_t take() {
        while (mask_ == 0) {
            if (!advance()) {
                return text_.size();
            }
        }
        const std::size_t found = base_ + static_cast<std::size_t>(std::countr_zero(mask_));
        mask_ &= mask_ - 1;
        return found;
    }

    /// For loops that keep the mask in a register: those of the block that were not taken, and where the block begins.
    std::uint64_t mask() const { return mask_; }
    const char* block() const { return text_.data() + base_; }
    void keep(std::uint64_t mask) { mask_ = mask; }  ///< of the same block
    /// Goes to the next block; false at the end.
    bool advance() {
        const bool isMore = base_ + blockSize < text_.size();
        if (isMore) {
            load(base_ + blockSize);
        }
        return isMore;
    }

private:
    static constexpr std::size_t blockSize = 64;

    using Lanes = std::array<char, 16>;  ///< the same byte in all of them

    PB_NEVER_INLINE void load(std::size_t base) {
        base_ = base;
        if (base + blockSize <= text_.size()) {
            mask_ = maskOf(text_.data() + base);
            return;
        }
        const std::size_t rest = base < text_.size() ? text_.size() - base : 0;
        char block[blockSize] = {};
        if (rest > 0) {
            std::memcpy(block, text_.data() + base, rest);
        }
        mask_ = maskOf(block) & ((std::uint64_t{1} << rest) - 1);
    }

#if defined(__SSE2__) || defined(_M_X64)
    std::uint64_t maskOf(const char* block) const {
        return maskOfPart(block, 0) | maskOfPart(block, 16) | maskOfPart(block, 32) | maskOfPart(block, 48);
    }

    PB_ALWAYS_INLINE std::uint64_t maskOfPart(const char* block, std::size_t at) const {
        const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(block + at));
        __m128i found = _mm_setzero_si128();
        const auto addOne = [&](const Lanes& lanes) {
            const __m128i byte = _mm_load_si128(reinterpret_cast<const __m128i*>(lanes.data()));
            found = _mm_or_si128(found, _mm_cmpeq_epi8(bytes, byte));
        };
        std::apply([&](const auto&... lanes) { (addOne(lanes), ...); }, wanted_);  // a loop would stay one
        if constexpr (withUnprintable) {  // as signed numbers those over 0x7f are small
            found = _mm_or_si128(found, _mm_cmplt_epi8(bytes, _mm_set1_epi8(' ')));
            found = _mm_or_si128(found, _mm_cmpeq_epi8(bytes, _mm_set1_epi8(0x7f)));
        }
        return std::uint64_t{static_cast<std::uint32_t>(_mm_movemask_epi8(found))} << at;
    }
#else
    std::uint64_t maskOf(const char* block) const {
        std::uint64_t mask = 0;
        for (std::size_t at = 0; at < blockSize; ++at) {
            bool isFound = withUnprintable && (block[at] < ' ' || block[at] > 0x7e);
            for (const Lanes& lanes : wanted_) {
                isFound = isFound || block[at] == lanes[0];
            }
            mask |= std::uint64_t{isFound} << at;
        }
        return mask;
    }
#endif

    std::string_view text_;
    alignas(sizeof(Lanes)) std::array<Lanes, count> wanted_;
    std::size_t base_ = 0;    ///< of the block that mask_ is of
    std::uint64_t mask_ = 0;  ///< those of the block that were not taken
};

}  // namespace pb::doc
