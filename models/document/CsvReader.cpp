#include "models/document/CsvReader.h"

#include "models/base/Text.h"
#include "models/document/ByteEstimate.h"
#include "models/document/Utf8.h"

#include <algorithm>

namespace pb::doc {

namespace {

constexpr std::size_t maxBytes = 0xffffffffu;

/// What stands in the quotes, doubled quotes as one, and what stands behind them.
void appendUnquoted(std::string_view raw, char quote, std::string& out) {
    raw.remove_prefix(1);
    for (bool isInside = true; isInside;) {
        const std::size_t end = std::min(raw.find(quote), raw.size());
        isInside = end + 1 < raw.size() && raw[end + 1] == quote;
        out.append(raw.substr(0, end + (isInside ? 1 : 0)));
        raw.remove_prefix(std::min(end + (isInside ? 2 : 1), raw.size()));
    }
    out.append(raw);
}

bool isBlank(const CsvCell& cell) {
    return cell.endsRow && cell.begin == cell.end;
}

ByteRange rangeFrom(const CsvCell& cell, std::size_t base) {
    return {static_cast<std::uint32_t>(cell.begin - base), static_cast<std::uint32_t>(cell.end - base)};
}

ByteRange withoutQuotes(const CsvCell& cell, ByteRange range) {
    const std::uint32_t quote = cell.isQuoted ? 1 : 0;
    return {range.begin + quote, range.end - quote};
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
    hasTexts = isUtf8 && !transcoded;
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
    std::string unquoted;
    std::string& bytes = isUtf8 ? out : unquoted;
    if (cell.isQuoted) {
        appendUnquoted(cellBytes, dialect.quote, bytes);
    } else {
        bytes.append(cellBytes);
    }
    if (!isUtf8) {
        decodeText(dialect.charset, unquoted, out);
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
    while (!scanner.atEnd() && !cell.endsRow && columns_.size() < CsvRows::maxCells) {
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
    if (columns_.back() == said) {
        return;
    }
    findings_.push_back(rowFinding(Severity::warning, said.empty() ? "csv.header.empty" : "csv.header.duplicate",
                                   say("Column %1 of the header has no name of its own; it is read as “%2”.")
                                       .arg(columns_.size())
                                       .arg(qs(clipped(columns_.back(), 100))),
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
    columns_.push_back(std::move(name));
    names_.push_back({begin, unknownId});
}

CsvColumns::Name CsvColumns::newName(TreeWriter& writer, std::size_t column) {
    while (column >= columns_.size()) {
        add({}, 0);
    }
    names_[column].id = writer.intern(columns_[column]);
    return names_[column];
}

bool CsvColumns::areKnown(std::size_t count) {
    while (known_ < std::min(count, names_.size()) && names_[known_].id != unknownId) {
        ++known_;
    }
    return count <= known_;
}

void CsvColumns::forgetIds() {
    names_.assign(columns_.size(), {});
    known_ = 0;
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
        if (!isBlank(cells().front()) || columns_.expected() == 1) {
            return true;
        }
        ++blankLines_;
    }
    return false;
}

bool CsvRows::takeRow() {
    count_ = scanner_.takeRow(cells_, maxCells + 1, hasEscapes_);
    if (columns_.endsWithDelimiter() && count_ == columns_.expected() + 1 && isBlank(cells().back())) {
        --count_;
    }
    return !isFaulty();
}

Done CsvRows::fault() const {
    if (count_ > maxCells) {
        return fail(source_.error(cells().front().begin, say("The row has more than %1 cells.").arg(maxCells),
                                  say("Check the delimiter and the line ends."), ErrorCode::limit));
    }
    if (isFaulty()) {
        return fail(source_.error(cells().back().begin, say("The quote that begins here is never closed."),
                                  say("Close it, or say quote: none in the layout.")));
    }
    return {};
}

void CsvRows::feed(TreeWriter& writer, std::size_t base) {
    if (source_.hasTexts && !hasEscapes_ && columns_.areKnown(count_)) {
        feedTexts(writer, base);
    } else {
        feedCells(writer, base);
    }
    if (columns_.expected() == 0) {
        columns_.expect(count_);
    } else if (count_ != columns_.expected()) {
        reportCount(writer, base);
    }
}

/// A row whose cells are slices of the bytes.
void CsvRows::feedTexts(TreeWriter& writer, std::size_t base) const {
    const CsvCell* cell = cells_.data();
    const std::uint32_t object = writer.beginFlat(static_cast<std::uint32_t>(cell->begin - base));
    for (const CsvColumns::Name& name : columns_.names(count_)) {
        const ByteRange range = rangeFrom(*cell, base);
        writer.flatText(name.id, name.begin, range, withoutQuotes(*cell++, range));
    }
    writer.endFlat(object, static_cast<std::uint32_t>((cell - 1)->end - base));
}

void CsvRows::feedCells(TreeWriter& writer, std::size_t base) {
    const std::span<const CsvCell> row = cells();
    writer.begin(Kind::object, source_.rangeOf(row.front().begin, row.front().begin, base).begin);
    for (std::size_t column = 0; column < row.size(); ++column) {
        const CsvColumns::Name name = columns_.nameOf(writer, column);
        writer.internedName(name.id, name.begin);
        emitCsvCell(writer, source_, row[column], base);
    }
    writer.end(source_.rangeOf(row.back().end, row.back().end, base).end);
}

void emitCsvCell(TreeWriter& writer, const CsvSource& source, const CsvCell& cell, std::size_t base) {
    if (source.isTextOf(cell)) {
        const ByteRange range = rangeFrom(cell, base), inner = withoutQuotes(cell, range);
        writer.scalar(Kind::string, range, inner.begin, inner.size());
        return;
    }
    const ByteRange range = source.rangeOf(cell.begin, cell.end, base);
    std::string text;
    source.appendText(cell, text);
    writer.ownedText(Kind::string, text, range);
    if (cell.hasStrayText) {
        writer.finding(rowFinding(Severity::warning, "csv.quote.stray",
                                  say("Text stands behind the closing quote of the cell."),
                                  say("It is read as part of the cell; other readers may do otherwise."), range.begin));
    }
}

void CsvRows::reportCount(TreeWriter& writer, std::size_t base) const {
    const bool isShort = count_ < columns_.expected();
    writer.finding(rowFinding(Severity::warning, isShort ? "csv.row.short" : "csv.row.long",
                              say("The row has %1 cells; %2 are expected.").arg(count_).arg(columns_.expected()),
                              isShort ? say("The missing members are absent.")
                                      : say("The cells behind the last column are named columnN by their position."),
                              rowBegin() - base));
}

Result<DocumentPtr> CsvRows::alone() {
    const std::size_t begin = rowBegin();
    const std::string_view bytes = source_.raw.substr(begin, source_.byteOf(cells().back().end) - begin);
    if (!model_) {
        columns_.forgetIds();
    }
    if (alone_) {
        alone_->restart(bytes, nullptr, Format::csv, std::move(model_));
    } else {
        alone_.emplace(bytes, nullptr, Format::csv);
    }
    alone_->reserve(count_ + 1);
    feed(*alone_, begin);
    if (alone_->isOverfull()) {
        return fail(TreeWriter::overfullError());
    }
    DocumentPtr document = alone_->finish();
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
