#include "models/base/Text.h"
#include "models/document/CsvReader.h"

#include <algorithm>

namespace pb::doc {

namespace {

/// Rows of several types, collected until they are emitted as one tree.
class CsvRecordReader {
public:
    CsvRecordReader(const CsvSource& source, const CsvOptions& options)
        : source_(source), options_(options), rows_(source, options), tree_(options.records) {}

    bool next() { return rows_.next(); }
    Done fault() const { return rows_.fault(); }
    bool isEmpty() const { return tree_.isEmpty(); }
    std::size_t nextBegin() const { return rows_.rowBegin(); }
    std::size_t begin() const { return source_.byteOf(cells_.front().begin); }
    std::size_t end() const { return source_.byteOf(cells_.back().end); }

    /// The type of the row at hand.
    Result<int> type() {
        const int found = typeOfRecord(options_.records, [&](const RecordType&, const RecordType::Condition& condition) {
            if (condition.field >= rows_.cells().size()) {
                return false;
            }
            std::string text;
            source_.appendText(rows_.cells()[condition.field], text);
            return std::find(condition.values.begin(), condition.values.end(), text) != condition.values.end();
        });
        if (found < 0) {
            return fail(source_.error(rows_.cells().front().begin, say("The row is of none of the layout's records."),
                                      say("Add a record to the layout, or repair the row.")));
        }
        return found;
    }

    Done add(int type, std::size_t base) {
        const std::span<const CsvCell> cells = rows_.cells();
        if (!tree_.add(type, source_.rangeOf(cells.front().begin, cells.back().end, base))) {
            const RecordType& record = options_.records[static_cast<std::size_t>(type)];
            return fail(source_.error(cells.front().begin,
                                      say("A record “%1” stands without the record “%2” before it.")
                                          .arg(qs(record.name), qs(options_.records[static_cast<std::size_t>(record.under)].name)),
                                      say("Check the order of the rows, or the layout.")));
        }
        firstCells_.push_back(cells_.size());
        cells_.insert(cells_.end(), cells.begin(), cells.end());
        return {};
    }

    void feed(TreeWriter& writer, std::size_t base) const {
        tree_.feed(writer, static_cast<std::uint32_t>(writer.bytes().size()),
                   [&](TreeWriter&, int type, std::size_t record) { emitFields(writer, type, record, base); });
    }

    Result<DocumentPtr> alone() {
        TreeWriter writer(source_.raw.substr(begin(), end() - begin()), nullptr, Format::csv);
        feed(writer, begin());
        tree_.clear();
        cells_.clear();
        firstCells_.clear();
        return writer.isOverfull() ? Result<DocumentPtr>(fail(TreeWriter::overfullError())) : writer.finish();
    }

private:
    void emitFields(TreeWriter& writer, int type, std::size_t record, std::size_t base) const {
        const std::vector<std::string>& names = options_.records[static_cast<std::size_t>(type)].fields;
        const std::size_t first = firstCells_[record];
        const std::size_t count = (record + 1 < firstCells_.size() ? firstCells_[record + 1] : cells_.size()) - first;
        for (std::size_t i = 0; i < count; ++i) {
            const CsvCell& cell = cells_[first + i];
            const std::string extra = i < names.size() ? std::string() : "column" + std::to_string(i + 1);
            if (i < names.size() && names[i].empty()) {
                continue;
            }
            writer.name(i < names.size() ? names[i] : extra, source_.rangeOf(cell.begin, cell.begin, base).begin);
            emitCsvCell(writer, source_, cell, base);
        }
        if (count > names.size()) {
            writer.finding({Severity::warning, "csv.row.long",
                            say("The row has %1 cells; %2 are expected.").arg(count).arg(names.size()),
                            say("The cells behind the last column are named columnN by their position."),
                            {{}, 0, 0, source_.byteOf(cells_[first].begin) - base}});
        }
    }

    const CsvSource& source_;
    const CsvOptions& options_;
    CsvRows rows_;
    RecordTree tree_;
    std::vector<CsvCell> cells_;
    std::vector<std::size_t> firstCells_;  ///< by record
};

}  // namespace

Result<DocumentPtr> readCsvRecords(const CsvSource& source, const CsvOptions& options, TreeWriter writer) {
    CsvRecordReader reader(source, options);
    while (reader.next()) {
        PB_TRY(type, reader.type());
        PB_CHECK(reader.add(type, 0));
    }
    PB_CHECK(reader.fault());
    reader.feed(writer, 0);
    return writer.isOverfull() ? Result<DocumentPtr>(fail(TreeWriter::overfullError())) : writer.finish();
}

Done streamCsvRecords(const CsvSource& source, const CsvOptions& options, const EachDocument& each) {
    CsvRecordReader reader(source, options);
    const auto deliver = [&]() -> Result<bool> {
        const std::size_t begin = reader.begin();
        PB_TRY(document, reader.alone());
        return each(std::move(document), begin);
    };
    std::size_t base = 0;
    while (reader.next()) {
        PB_TRY(type, reader.type());
        if (options.records[static_cast<std::size_t>(type)].under < 0 && !reader.isEmpty()) {
            PB_TRY(goesOn, deliver());
            if (!goesOn) {
                return {};
            }
        }
        base = reader.isEmpty() ? reader.nextBegin() : base;
        PB_CHECK(reader.add(type, base));
    }
    PB_CHECK(reader.fault());
    return reader.isEmpty() ? Done() : deliver().map([](bool) {});
}

}  // namespace pb::doc
