#pragma once

#include "models/document/Charset.h"
#include "models/document/Json.h"
#include "models/document/Records.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pb::doc {

/// How a delimited text is written (RFC 4180 and what is met in its stead).
struct CsvDialect {
    char delimiter = ',';
    char quote = '"';  ///< NUL: none
    bool hasHeader = true;
    std::string lineEnd = "\r\n";
    Charset charset = Charset::utf8;
    std::size_t begin = 0;  ///< of the first row: behind a byte order mark and a line "sep=;" (in UTF-8 for wide charsets)
};

/// What is told; what is not, the bytes say (reading) or the defaults of CsvDialect (writing).
struct CsvOptions {
    std::optional<char> delimiter;
    std::optional<char> quote;
    std::optional<bool> hasHeader;
    std::string lineEnd;  ///< only for writing; empty = CRLF
    std::optional<Charset> charset;
    bool mark = false;                 ///< a byte order mark is written
    bool quoteAll = false;
    std::vector<std::string> columns;  ///< names where there is no header; their order when writing
    std::vector<RecordType> records;   ///< several types of rows; then there is no header
};

/// The dialect of the bytes: the delimiter by which rows have the same number of cells, quotes, line end, whether the
/// first row is a header (distinct names, none a number or date), and the charset by mark or content.
CsvDialect detectCsv(std::string_view bytes, const CsvOptions& options = {}, const Passed& passed = {});

/// How much the bytes look like delimited rows, as FormatInfo::likeness says it.
int likenessOfCsv(std::string_view head);

/// An array of rows, each an object of texts: by the header's names, the names of `columns`, else column1, column2 …
/// With `records`, what Records.h says. Findings: rows with too few or too many cells (these under columnN), empty and
/// repeated header names (which get a number), text behind a closing quote, empty lines between rows, the dialect.
/// Ranges: a cell with its quotes, a row without its line end.
Result<DocumentPtr> readCsv(std::string_view bytes, std::shared_ptr<const void> owner, const CsvOptions& options = {});

/// Row by row (top-level record by record), each a document over its own bytes. `passed` as of Codec::stream.
Done streamCsv(std::string_view bytes, const EachDocument& each, const CsvOptions& options = {}, const Passed& passed = {});

/// An array of objects (or one object, one row). Columns: those of the options, else all names in the order of their
/// first appearance. A missing member or null is an empty cell. What does not fit (an array or object in a cell, a
/// member without a column, a character that the charset does not have) is an error that names the value.
Result<std::string> writeCsv(Value root, const CsvOptions& options = {});

}  // namespace pb::doc
