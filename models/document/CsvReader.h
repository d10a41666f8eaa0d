#pragma once

#include "models/document/Csv.h"
#include "models/document/CsvScanner.h"
#include "models/document/Transcoded.h"
#include "models/document/TreeWriter.h"

#include <optional>
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
    Error error(std::size_t at, const QString& reason, const QString& hint, ErrorCode code = ErrorCode::invalidInput) const;

    std::string_view raw;
    CsvDialect dialect;
    std::optional<Transcoded> transcoded;  ///< of charsets in which a delimiter is not its ASCII byte
    std::string_view text;                 ///< the bytes, or their transcoded form
    bool isUtf8 = true;                    ///< the text; else it is of a single-byte charset
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
    /// The name as the next value's in `writer`; columns without a name get one.
    void takeName(TreeWriter& writer, std::size_t column);
    void forgetIds();  ///< the next writer has other names
    std::size_t size() const { return columns_.size(); }

private:
    static constexpr std::uint32_t unknownId = 0xffffffff;
    struct Column {
        std::string name;
        std::uint32_t begin = 0;  ///< of its name in the bytes
        std::uint32_t id = unknownId;
    };
    void add(std::string name, std::uint32_t begin);
    void addFromHeader(std::string name, std::uint32_t begin);

    std::vector<Column> columns_;
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
    const std::vector<CsvCell>& cells() const { return cells_; }
    Done fault() const;  ///< good, or why `next` stopped

    void feed(TreeWriter& writer, std::size_t base = 0);  ///< the row as an object; `base`: where the writer's bytes begin
    Result<DocumentPtr> alone();                          ///< the row as a document of its own
    std::size_t rowBegin() const { return source_.byteOf(cells_.front().begin); }
    void reportDialect(TreeWriter& writer) const;

private:
    bool takeRow();
    void emitCell(TreeWriter& writer, const CsvCell& cell, std::size_t base);
    void reportCount(TreeWriter& writer, std::size_t base) const;

    const CsvSource& source_;
    CsvScanner scanner_;
    CsvColumns columns_;
    std::vector<CsvCell> cells_;
    DocumentPtr model_;  ///< the row before, where it is a document of its own: names keep their ids
    std::size_t blankLines_ = 0;
};

/// A cell as the next value.
void emitCsvCell(TreeWriter& writer, const CsvSource& source, const CsvCell& cell, std::size_t base, std::string& buffer);

/// The same with several types of rows.
Result<DocumentPtr> readCsvRecords(const CsvSource& source, const CsvOptions& options, TreeWriter writer);
Done streamCsvRecords(const CsvSource& source, const CsvOptions& options, const EachDocument& each);

}  // namespace pb::doc
