#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace pb::doc {

/// One cell of a delimited text. Half-open, with the quotes where it has them.
struct CsvCell {
    std::size_t begin = 0, end = 0;
    bool isQuoted = false;
    bool hasEscapes = false;   ///< doubled quotes inside, or text behind the closing quote
    bool hasStrayText = false; ///< text behind the closing quote
    bool isUnclosed = false;   ///< the closing quote is missing; the cell ends with the bytes
    bool endsRow = false;
};

/// Cuts a delimited text (RFC 4180) into cells. Line ends are LF, CRLF and CR. Delimiters, quotes and line ends are
/// found 64 bytes at a time. A quote inside of an unquoted cell is a character like others.
class CsvScanner {
public:
    /// `quote` = NUL: there are no quotes. `from` is where the first row begins.
    CsvScanner(std::string_view bytes, char delimiter, char quote, std::size_t from = 0);

    bool atEnd() const { return at_ >= bytes_.size(); }  ///< between rows: there is no other
    std::size_t position() const { return at_; }         ///< of the next cell
    inline void next(CsvCell& cell);

private:
    inline std::size_t take();
    void load(std::size_t base);
    std::uint64_t maskAt(const char* block) const;
    void takeQuoted(CsvCell& cell);
    inline void finish(CsvCell& cell, std::size_t at);

    std::string_view bytes_;
    char delimiter_, quote_;
    std::size_t at_ = 0;
    std::size_t base_ = 0;    ///< of the block that mask_ is of
    std::uint64_t mask_ = 0;  ///< special bytes of the block that were not taken
};

/// The next delimiter, quote or line end; the size of the bytes when there is none.
inline std::size_t CsvScanner::take() {
    while (mask_ == 0) {
        if (base_ + 64 >= bytes_.size()) {
            return bytes_.size();
        }
        load(base_ + 64);
    }
    const auto bit = static_cast<std::size_t>(std::countr_zero(mask_));
    mask_ &= mask_ - 1;
    return base_ + bit;
}

inline void CsvScanner::finish(CsvCell& cell, std::size_t at) {
    cell.end = at;
    if (at == bytes_.size()) {
        cell.endsRow = true;
        at_ = at;
        return;
    }
    const char c = bytes_[at];
    cell.endsRow = c != delimiter_;
    if (c == '\r' && at + 1 < bytes_.size() && bytes_[at + 1] == '\n' && c != delimiter_) {
        take();
        ++at;
    }
    at_ = at + 1;
}

inline void CsvScanner::next(CsvCell& cell) {
    cell = {};
    cell.begin = at_;
    std::size_t at = take();
    if (at < bytes_.size() && bytes_[at] == quote_ && quote_ != '\0') {
        if (at == cell.begin) {
            takeQuoted(cell);
            return;
        }
        while (at < bytes_.size() && bytes_[at] == quote_) {
            at = take();
        }
    }
    finish(cell, at);
}

}  // namespace pb::doc
