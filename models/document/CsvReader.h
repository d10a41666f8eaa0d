#pragma once

#include "models/document/Csv.h"
#include "models/document/CsvScanner.h"
#include "models/document/Transcoded.h"
#include "models/document/TreeWriter.h"

#include <optional>
#include <span>
#include <unordered_set>

namespace pb::doc {

/// Bytes of a delimited text with their dialect, in a form in which delimiters can be searched.
struct CsvSource {
    CsvSource(std::string_view bytes, const CsvOptions& options, const Passed& passed = {});
    CsvSource(const CsvSource&) = delete;
    CsvSource& operator=(const CsvSource&) = delete;

    Done check(const Passed& passed = {}) const;  ///< whether the bytes are of the charset
    std::size_t byteOf(std::size_t at) const { return transcoded ? transcoded->byteOf(at) : at; }
    /// Of a slice of `text`, in the bytes from `base` on.
    ByteRange rangeOf(std::size_t begin, std::size_t end, std::size_t base = 0) const {
        return {static_cast<std::uint32_t>(byteOf(begin) - base), static_cast<std::uint32_t>(byteOf(end) - base)};
    }
    void appendText(const CsvCell& cell, std::string& out) const;  ///< as UTF-8, without quotes
    bool isTextOf(const CsvCell& cell) const { return hasTexts && !cell.hasEscapes; }  ///< its bytes are its text
    Error error(std::size_t at, const QString& reason, const QString& hint, ErrorCode code = ErrorCode::invalidInput) const;

    std::string_view raw;
    CsvDialect dialect;
    std::optional<Transcoded> transcoded;  ///< of charsets in which a delimiter is not its ASCII byte
    std::string_view text;                 ///< the bytes, or their transcoded form
    bool isUtf8 = true;                    ///< the text; else it is of a single-byte charset
    bool hasTexts = true;                  ///< the bytes are UTF-8 and not transcoded
    bool isGuessed = false;                ///< all bytes told the charset, and are of it
};

/// The names of the columns: all different, none empty.
class CsvColumns {
public:
    /// Takes the header from the scanner where there is one.
    CsvColumns(const CsvSource& source, const CsvOptions& options, CsvScanner& scanner);

    std::size_t expected() const { return expected_; }  ///< cells of a row; 0 = the first row will say
    void expect(std::size_t count) { expected_ = count; }
    bool endsWithDelimiter() const { return endsWithDelimiter_; }  ///< the header's line does: there is no column behind
    const std::vector<Finding>& findings() const { return findings_; }
    struct Name {
        std::uint32_t begin = 0;  ///< in the bytes
        std::uint32_t id = unknownId;
    };
    /// Of a column, in `writer`; columns without a name get one.
    Name nameOf(TreeWriter& writer, std::size_t column) {
        const bool isKnown = column < names_.size() && names_[column].id != unknownId;
        return isKnown ? names_[column] : newName(writer, column);
    }
    bool areKnown(std::size_t count);  ///< the first columns have their names in the writer
    std::span<const Name> names(std::size_t count) const { return {names_.data(), count}; }  ///< of columns that are known
    void forgetIds();  ///< the next writer has other names
    std::size_t size() const { return columns_.size(); }

private:
    static constexpr std::uint32_t unknownId = 0xffffffff;
    Name newName(TreeWriter& writer, std::size_t column);
    void add(std::string name, std::uint32_t begin);
    void addFromHeader(std::string name, std::uint32_t begin);

    std::vector<std::string> columns_;
    std::vector<Name> names_;  ///< by column
    std::size_t known_ = 0;    ///< so many of them have their ids
    std::unordered_set<std::string> taken_;
    std::vector<Finding> findings_;
    std::size_t expected_ = 0;
    bool endsWithDelimiter_ = false;
};

/// The rows of a delimited text, one at a time.
class CsvRows {
public:
    CsvRows(const CsvSource& source, const CsvOptions& options);

    /// Moves to the next row that is not empty. False at the end, or at a fault.
    bool next();
    std::span<const CsvCell> cells() const { return {cells_.data(), count_}; }
    Done fault() const;  ///< good, or why `next` stopped

    void feed(TreeWriter& writer, std::size_t base = 0);  ///< the row as an object; `base`: where the writer's bytes begin
    Result<DocumentPtr> alone();                          ///< the row as a document of its own
    std::size_t rowBegin() const { return source_.byteOf(cells().front().begin); }
    void reportDialect(TreeWriter& writer) const;

    static constexpr std::size_t maxCells = 100'000;  ///< of a row

private:
    bool takeRow();
    void feedTexts(TreeWriter& writer, std::size_t base) const;
    void feedCells(TreeWriter& writer, std::size_t base);
    bool isFaulty() const { return count_ > maxCells || (count_ > 0 && cells().back().isUnclosed); }
    void reportCount(TreeWriter& writer, std::size_t base) const;

    const CsvSource& source_;
    CsvScanner scanner_;
    CsvColumns columns_;
    std::vector<CsvCell> cells_;
    std::size_t count_ = 0;  ///< of cells_, those of the row
    bool hasEscapes_ = false;  ///< one of them has
    std::optional<TreeWriter> alone_;  ///< of rows that are documents of their own
    DocumentPtr model_;                ///< the row before, where it is such a document: names keep their ids
    std::size_t blankLines_ = 0;
};

/// A cell as the next value; `base` as of CsvRows::feed.
void emitCsvCell(TreeWriter& writer, const CsvSource& source, const CsvCell& cell, std::size_t base);

/// The same with several types of rows.
Result<DocumentPtr> readCsvRecords(const CsvSource& source, const CsvOptions& options, TreeWriter writer);
Done streamCsvRecords(const CsvSource& source, const CsvOptions& options, const EachDocument& each);

}  // namespace pb::doc
