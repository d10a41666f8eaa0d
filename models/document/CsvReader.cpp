#include "models/document/CsvReader.h"

#include "models/base/Text.h"
#include "models/document/ByteEstimate.h"
#include "models/document/Utf8.h"

#include <algorithm>

namespace pb::doc {

namespace {

constexpr std::size_t maxBytes = 0xffffffffu;
constexpr std::size_t maxCells = 100'000;

/// What stands in the quotes, doubled quotes as one, and what stands behind them.
std::string unquoted(std::string_view raw, char quote) {
    std::string inner;
    bool isInside = true;
    for (std::size_t i = 1; i < raw.size(); ++i) {
        if (isInside && raw[i] == quote) {
            isInside = i + 1 < raw.size() && raw[i + 1] == quote;
            if (!isInside) {
                continue;
            }
            ++i;
        }
        inner.push_back(raw[i]);
    }
    return inner;
}

bool isBlank(const CsvCell& cell) {
    return cell.endsRow && cell.begin == cell.end;
}

Finding rowFinding(Severity severity, const char* rule, const QString& sentence, const QString& why, std::size_t byte) {
    return {severity, rule, sentence, why, {{}, 0, 0, byte}};
}

/// A row, and its cells.
std::size_t likelyNodes(const CsvSource& source) {
    const ByteEstimate text(source.text);
    const std::size_t nodes = text.of(source.dialect.delimiter) + 2 * std::max(text.of('\n'), text.of('\r'));
    return nodes + nodes / 8 + 16;
}

}  // namespace

CsvSource::CsvSource(std::string_view bytes, const CsvOptions& options, const Passed& passed)
    : raw(bytes),
      dialect(detectCsv(bytes, options, passed)),
      text(bytes),
      isGuessed(!options.charset && byteOrderMarkSize(bytes) == 0) {
    if (!isAsciiBased(dialect.charset)) {
        transcoded.emplace(dialect.charset, bytes);
        text = transcoded->text();
    }
    isUtf8 = transcoded || dialect.charset == Charset::utf8;
}

Done CsvSource::check(const Passed& passed) const {
    if (isGuessed || dialect.charset != Charset::utf8 || isValidUtf8(raw, passed)) {
        return {};
    }
    return fail(error(firstNonUtf8(raw), say("The bytes are not UTF-8."),
                      say("Name the charset in the layout (charset: windows-1252), or repair the file.")));
}

Error CsvSource::error(std::size_t at, const QString& reason, const QString& hint, ErrorCode code) const {
    const Place place = placeFrom(firstPlace(), raw, std::min(byteOf(at), raw.size()));
    return {code, say("Cannot read the CSV. Line %1, column %2: %3").arg(place.line).arg(place.column).arg(reason), hint,
            place};
}

void CsvSource::appendText(const CsvCell& cell, std::string& out) const {
    const std::string_view cellBytes = text.substr(cell.begin, cell.end - cell.begin);
    const Charset charset = isUtf8 ? Charset::utf8 : dialect.charset;
    if (cell.isQuoted) {
        decodeText(charset, unquoted(cellBytes, dialect.quote), out);
    } else {
        decodeText(charset, cellBytes, out);
    }
}

CsvColumns::CsvColumns(const CsvSource& source, const CsvOptions& options, CsvScanner& scanner) {
    if (!source.dialect.hasHeader) {
        for (const std::string& name : options.columns) {
            add(name, 0);
        }
        expected_ = columns_.size();
        return;
    }
    CsvCell cell;
    while (!scanner.atEnd() && !cell.endsRow && columns_.size() < maxCells) {
        scanner.next(cell);
        endsWithDelimiter_ = isBlank(cell) && !columns_.empty();
        if (!endsWithDelimiter_) {
            std::string name;
            source.appendText(cell, name);
            addFromHeader(std::move(name), source.rangeOf(cell.begin, cell.end).begin);
        }
    }
    expected_ = columns_.size();
}

void CsvColumns::addFromHeader(std::string name, std::uint32_t begin) {
    const std::string said = name;
    add(std::move(name), begin);
    if (columns_.back().name == said) {
        return;
    }
    findings_.push_back(rowFinding(Severity::warning, said.empty() ? "csv.header.empty" : "csv.header.duplicate",
                                   say("Column %1 of the header has no name of its own; it is read as “%2”.")
                                       .arg(columns_.size())
                                       .arg(qs(clipped(columns_.back().name, 100))),
                                   {}, begin));
}

void CsvColumns::add(std::string name, std::uint32_t begin) {
    if (name.empty()) {
        name = "column" + std::to_string(columns_.size() + 1);
    }
    const std::string wanted = name;
    for (std::size_t i = 2; !taken_.insert(name).second; ++i) {
        name = wanted + "_" + std::to_string(i);
    }
    columns_.push_back({std::move(name), begin, unknownId});
}

void CsvColumns::takeName(TreeWriter& writer, std::size_t column) {
    while (column >= columns_.size()) {
        add({}, 0);
    }
    Column& named = columns_[column];
    if (named.id == unknownId) {
        named.id = writer.intern(named.name);
    }
    writer.internedName(named.id, named.begin);
}

void CsvColumns::forgetIds() {
    for (Column& column : columns_) {
        column.id = unknownId;
        column.begin = 0;
    }
}

CsvRows::CsvRows(const CsvSource& source, const CsvOptions& options)
    : source_(source),
      scanner_(source.text, source.dialect.delimiter, source.dialect.quote, source.dialect.begin),
      columns_(source, options, scanner_) {}

bool CsvRows::next() {
    while (!scanner_.atEnd()) {
        if (!takeRow()) {
            return false;
        }
        if (!isBlank(cells_.front()) || columns_.expected() == 1) {
            return true;
        }
        ++blankLines_;
    }
    return false;
}

bool CsvRows::takeRow() {
    cells_.clear();
    do {
        scanner_.next(cells_.emplace_back());
    } while (!cells_.back().endsRow && cells_.size() <= maxCells);
    if (columns_.endsWithDelimiter() && cells_.size() == columns_.expected() + 1 && isBlank(cells_.back())) {
        cells_.pop_back();
    }
    return fault().has_value();
}

Done CsvRows::fault() const {
    if (cells_.size() > maxCells) {
        return fail(source_.error(cells_.front().begin, say("The row has more than %1 cells.").arg(maxCells),
                                  say("Check the delimiter and the line ends."), ErrorCode::limit));
    }
    if (!cells_.empty() && cells_.back().isUnclosed) {
        return fail(source_.error(cells_.back().begin, say("The quote that begins here is never closed."),
                                  say("Close it, or say quote: none in the layout.")));
    }
    return {};
}

void CsvRows::feed(TreeWriter& writer, std::size_t base) {
    writer.begin(Kind::object, source_.rangeOf(cells_.front().begin, cells_.front().begin, base).begin);
    std::string buffer;
    for (std::size_t column = 0; column < cells_.size(); ++column) {
        columns_.takeName(writer, column);
        emitCsvCell(writer, source_, cells_[column], base, buffer);
    }
    writer.end(source_.rangeOf(cells_.back().end, cells_.back().end, base).end);
    if (columns_.expected() == 0) {
        columns_.expect(cells_.size());
    } else if (cells_.size() != columns_.expected()) {
        reportCount(writer, base);
    }
}

void emitCsvCell(TreeWriter& writer, const CsvSource& source, const CsvCell& cell, std::size_t base,
                 std::string& buffer) {
    const ByteRange range = source.rangeOf(cell.begin, cell.end, base);
    if (source.isUtf8 && !source.transcoded && !cell.hasEscapes) {
        const std::uint32_t quote = cell.isQuoted ? 1 : 0;
        writer.scalar(Kind::string, range, range.begin + quote, range.size() - 2 * quote);
        return;
    }
    buffer.clear();
    source.appendText(cell, buffer);
    writer.ownedText(Kind::string, buffer, range);
    if (cell.hasStrayText) {
        writer.finding(rowFinding(Severity::warning, "csv.quote.stray",
                                  say("Text stands behind the closing quote of the cell."),
                                  say("It is read as part of the cell; other readers may do otherwise."), range.begin));
    }
}

void CsvRows::reportCount(TreeWriter& writer, std::size_t base) const {
    const bool isShort = cells_.size() < columns_.expected();
    writer.finding(rowFinding(Severity::warning, isShort ? "csv.row.short" : "csv.row.long",
                              say("The row has %1 cells; %2 are expected.").arg(cells_.size()).arg(columns_.expected()),
                              isShort ? say("The missing members are absent.")
                                      : say("The cells behind the last column are named columnN by their position."),
                              rowBegin() - base));
}

Result<DocumentPtr> CsvRows::alone() {
    const std::size_t begin = rowBegin();
    if (!model_) {
        columns_.forgetIds();
    }
    TreeWriter writer(source_.raw.substr(begin, source_.byteOf(cells_.back().end) - begin), nullptr, Format::csv, std::move(model_));
    feed(writer, begin);
    if (writer.isOverfull()) {
        return fail(TreeWriter::overfullError());
    }
    const DocumentPtr document = writer.finish();
    model_ = asModel(document);
    return document;
}

void CsvRows::reportDialect(TreeWriter& writer) const {
    for (const Finding& finding : columns_.findings()) {
        writer.finding(finding);
    }
    if (blankLines_ > 0) {
        writer.finding(rowFinding(Severity::note, "csv.lines.blank",
                                  say("%1 empty lines are not read as rows.").arg(blankLines_), {}, 0));
    }
    const CsvDialect& dialect = source_.dialect;
    const QString delimiter = dialect.delimiter == '\t' ? say("tab") : QString(QChar::fromLatin1(dialect.delimiter));
    const QString sentence = dialect.hasHeader ? say("Read with the delimiter “%1”, with a header, in %2.")
                                               : say("Read with the delimiter “%1”, without a header, in %2.");
    writer.finding(rowFinding(Severity::note, "csv.dialect", sentence.arg(delimiter, qs(nameOf(dialect.charset))),
                              say("A layout can say otherwise."), 0));
}

Result<DocumentPtr> readCsv(std::string_view bytes, std::shared_ptr<const void> owner, const CsvOptions& options) {
    if (bytes.size() > maxBytes) {
        return fail(ErrorCode::limit, say("Cannot read the CSV as one document. It has more than 4 GiB."),
                    say("Read it as a stream of rows."));
    }
    TreeWriter writer(bytes, std::move(owner), Format::csv);
    const CsvSource source(writer.bytes(), options);
    PB_CHECK(source.check());
    if (!options.records.empty()) {
        return readCsvRecords(source, options, std::move(writer));
    }
    CsvRows rows(source, options);
    writer.reserve(likelyNodes(source));
    writer.begin(Kind::array, 0);
    while (rows.next()) {
        rows.feed(writer);
    }
    PB_CHECK(rows.fault());
    writer.end(static_cast<std::uint32_t>(bytes.size()));
    rows.reportDialect(writer);
    return writer.isOverfull() ? Result<DocumentPtr>(fail(TreeWriter::overfullError())) : writer.finish();
}

Done streamCsv(std::string_view bytes, const EachDocument& each, const CsvOptions& options, const Passed& passed) {
    const CsvSource source(bytes, options, passed);
    PB_CHECK(source.check(passed));
    if (!options.records.empty()) {
        return streamCsvRecords(source, options, each);
    }
    CsvRows rows(source, options);
    while (rows.next()) {
        const std::size_t begin = rows.rowBegin();
        PB_TRY(row, rows.alone());
        if (!each(std::move(row), begin)) {
            return {};
        }
    }
    return rows.fault();
}

}  // namespace pb::doc
