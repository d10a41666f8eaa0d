#include "models/document/CsvScanner.h"

#include <cstring>

#if defined(__SSE2__) || defined(_M_X64)
#include <emmintrin.h>
#endif

namespace pb::doc {

CsvScanner::CsvScanner(std::string_view bytes, char delimiter, char quote, std::size_t from)
    : bytes_(bytes), delimiter_(delimiter), quote_(quote), at_(from) {
    load(from / 64 * 64);
    if (from % 64 != 0) {
        mask_ &= ~std::uint64_t{0} << from % 64;
    }
}

void CsvScanner::load(std::size_t base) {
    base_ = base;
    if (base + 64 <= bytes_.size()) {
        mask_ = maskAt(bytes_.data() + base);
        return;
    }
    const std::size_t rest = base < bytes_.size() ? bytes_.size() - base : 0;
    char block[64] = {};
    if (rest > 0) {
        std::memcpy(block, bytes_.data() + base, rest);
    }
    mask_ = maskAt(block) & ((std::uint64_t{1} << rest) - 1);
}

#if defined(__SSE2__) || defined(_M_X64)

std::uint64_t CsvScanner::maskAt(const char* block) const {
    const __m128i delimiters = _mm_set1_epi8(delimiter_);
    const __m128i quotes = _mm_set1_epi8(quote_ == '\0' ? delimiter_ : quote_);
    const __m128i lineFeeds = _mm_set1_epi8('\n');
    const __m128i returns = _mm_set1_epi8('\r');
    std::uint64_t mask = 0;
    for (int part = 0; part < 4; ++part) {
        const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(block + 16 * part));
        const __m128i cellEnds = _mm_or_si128(_mm_cmpeq_epi8(bytes, delimiters), _mm_cmpeq_epi8(bytes, quotes));
        const __m128i rowEnds = _mm_or_si128(_mm_cmpeq_epi8(bytes, lineFeeds), _mm_cmpeq_epi8(bytes, returns));
        const auto bits = static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_or_si128(cellEnds, rowEnds)));
        mask |= std::uint64_t{bits} << 16 * part;
    }
    return mask;
}

#else

std::uint64_t CsvScanner::maskAt(const char* block) const {
    std::uint64_t mask = 0;
    for (int i = 0; i < 64; ++i) {
        const char c = block[i];
        const bool isSpecial = c == delimiter_ || c == '\n' || c == '\r' || (c == quote_ && quote_ != '\0');
        mask |= std::uint64_t{isSpecial} << i;
    }
    return mask;
}

#endif

/// The opening quote is taken.
void CsvScanner::takeQuoted(CsvCell& cell) {
    cell.isQuoted = true;
    std::size_t at = take();
    while (at < bytes_.size()) {
        const bool isQuote = bytes_[at] == quote_;
        if (isQuote && !(at + 1 < bytes_.size() && bytes_[at + 1] == quote_)) {
            break;
        }
        if (isQuote) {
            cell.hasEscapes = true;
            take();
        }
        at = take();
    }
    if (at >= bytes_.size()) {
        cell.isUnclosed = true;
        finish(cell, bytes_.size());
        return;
    }
    const std::size_t closing = at;
    do {
        at = take();
    } while (at < bytes_.size() && bytes_[at] == quote_);
    cell.hasStrayText = at != closing + 1;
    cell.hasEscapes = cell.hasEscapes || cell.hasStrayText;
    finish(cell, at);
}

}  // namespace pb::doc
