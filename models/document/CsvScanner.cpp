#include "models/document/CsvScanner.h"

namespace pb::doc {

CsvScanner::CsvScanner(std::string_view bytes, char delimiter, char quote, std::size_t from)
    : bytes_(bytes),
      delimiter_(delimiter),
      quote_(quote),
      at_(from),
      special_(bytes, {delimiter, quote == '\0' ? delimiter : quote, '\n', '\r'}) {
    special_.seek(from);
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
