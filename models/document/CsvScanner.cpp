#include "models/document/CsvScanner.h"

#include <algorithm>
#include <bit>

namespace pb::doc {

CsvScanner::CsvScanner(std::string_view bytes, char delimiter, char quote, std::size_t from)
    : bytes_(bytes),
      delimiter_(delimiter),
      quote_(quote),
      at_(from),
      special_(bytes, {delimiter, quote == '\0' ? delimiter : quote, '\n', '\r'}) {
    special_.seek(from);
}

std::size_t CsvScanner::takeRow(std::vector<CsvCell>& cells, std::size_t most, bool& hasEscapes) {
    constexpr std::size_t usual = 32;
    std::size_t count = 0;
    hasEscapes = false;
    while (count < most) {
        if (count == cells.size()) {
            cells.resize(std::max(usual, count * 2));
        }
        const std::size_t room = std::min(cells.size(), most);
        count += takePlain(std::span(cells).subspan(count, room - count));
        if (count < room) {
            CsvCell& cell = cells[count++];
            next(cell);
            hasEscapes = hasEscapes || cell.hasEscapes;
            if (cell.endsRow) {
                break;
            }
        }
    }
    return count;
}

/// The cells up to one that a delimiter does not end, or as many as there is room for; how many there are.
std::size_t CsvScanner::takePlain(std::span<CsvCell> room) {
    CsvCell* cell = room.data();
    const CsvCell* const end = delimiter_ == quote_ ? cell : cell + room.size();
    const char* const bytes = bytes_.data();
    const char delimiter = delimiter_;
    const char* block = special_.block();
    std::uint64_t mask = special_.mask();
    std::size_t begin = at_;
    while (cell != end) {
        if (mask == 0) {
            if (!special_.advance()) {
                break;
            }
            block = special_.block();
            mask = special_.mask();
            continue;
        }
        const char* const at = block + static_cast<unsigned>(std::countr_zero(mask));
        if (*at != delimiter) {
            break;
        }
        mask &= mask - 1;
        *cell = {begin, static_cast<std::size_t>(at - bytes)};
        begin = cell++->end + 1;
    }
    special_.keep(mask);
    at_ = begin;
    return static_cast<std::size_t>(cell - room.data());
}

/// The quote, line end or end of the bytes at `at` is taken.
void CsvScanner::nextAt(CsvCell& cell, std::size_t at) {
    if (at < bytes_.size() && bytes_[at] == quote_ && quote_ != '\0') {
        if (at == cell.begin) {
            takeQuoted(cell);
            return;
        }
        while (at < bytes_.size() && bytes_[at] == quote_) {
            at = special_.take();
        }
    }
    finish(cell, at);
}

void CsvScanner::finish(CsvCell& cell, std::size_t at) {
    cell.end = at;
    if (at == bytes_.size()) {
        cell.endsRow = true;
        at_ = at;
        return;
    }
    const char c = bytes_[at];
    cell.endsRow = c != delimiter_;
    if (c == '\r' && at + 1 < bytes_.size() && bytes_[at + 1] == '\n' && c != delimiter_) {
        special_.take();
        ++at;
    }
    at_ = at + 1;
}

/// The opening quote is taken.
void CsvScanner::takeQuoted(CsvCell& cell) {
    cell.isQuoted = true;
    std::size_t at = special_.take();
    while (at < bytes_.size()) {
        const bool isQuote = bytes_[at] == quote_;
        if (isQuote && !(at + 1 < bytes_.size() && bytes_[at + 1] == quote_)) {
            break;
        }
        if (isQuote) {
            cell.hasEscapes = true;
            special_.take();
        }
        at = special_.take();
    }
    if (at >= bytes_.size()) {
        cell.isUnclosed = true;
        finish(cell, bytes_.size());
        return;
    }
    const std::size_t closing = at;
    do {
        at = special_.take();
    } while (at < bytes_.size() && bytes_[at] == quote_);
    cell.hasStrayText = at != closing + 1;
    cell.hasEscapes = cell.hasEscapes || cell.hasStrayText;
    finish(cell, at);
}

}  // namespace pb::doc
