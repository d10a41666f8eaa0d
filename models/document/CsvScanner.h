#pragma once

#include "models/document/ByteFinder.h"

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

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

/// Cuts a delimited text (RFC 4180) into cells. Line ends are LF, CRLF and CR. A quote inside of an unquoted cell is a character like others.
class CsvScanner {
public:
    /// `quote` = NUL: there are no quotes. `from` is where the first row begins.
    CsvScanner(std::string_view bytes, char delimiter, char quote, std::size_t from = 0);

    bool atEnd() const { return at_ >= bytes_.size(); }  ///< between rows: there is no other
    std::size_t position() const { return at_; }         ///< of the next cell
    inline void next(CsvCell& cell);
    /// The cells of a row into `cells`, at most `most`; how many there are. `hasEscapes`: one of them has.
    std::size_t takeRow(std::vector<CsvCell>& cells, std::size_t most, bool& hasEscapes);

private:
    std::size_t takePlain(std::span<CsvCell> room);
    void nextAt(CsvCell& cell, std::size_t at);
    void takeQuoted(CsvCell& cell);
    void finish(CsvCell& cell, std::size_t at);

    std::string_view bytes_;
    char delimiter_, quote_;
    std::size_t at_ = 0;
    ByteFinder<4, false> special_;  ///< delimiters, quotes, line ends
};

/// Cells that a delimiter ends are taken here, the others by `nextAt`.
inline void CsvScanner::next(CsvCell& cell) {
    const std::size_t begin = at_;
    const std::size_t at = special_.take();
    cell = {begin, at};
    if (at < bytes_.size() && bytes_[at] == delimiter_ && delimiter_ != quote_) {
        at_ = at + 1;
    } else {
        nextAt(cell, at);
    }
}

}  // namespace pb::doc
