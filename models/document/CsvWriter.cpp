#include "models/base/Text.h"
#include "models/document/Csv.h"
#include "models/document/Utf8.h"

#include <algorithm>
#include <unordered_map>

namespace pb::doc {

namespace {

constexpr const char* format = QT_TRANSLATE_NOOP("pb", "CSV");

class CsvWriter {
public:
    explicit CsvWriter(const CsvOptions& options)
        : options_(options),
          delimiter_(options.delimiter.value_or(',')),
          quote_(options.quote.value_or('"')),
          charset_(options.charset.value_or(Charset::utf8)),
          lineEnd_(options.lineEnd.empty() ? "\r\n" : options.lineEnd) {}

    Result<std::string> write(Value root) {
        if (options_.mark && !isSingleByte(charset_)) {
            encodeText(charset_, utf8Mark, out_);
        }
        if (!options_.records.empty()) {
            PB_CHECK(forEachRecord(options_.records, root, [this](int type, Value value) { return record(type, value); }));
            return std::move(out_);
        }
        PB_CHECK(collectColumns(root));
        if (options_.hasHeader.value_or(options_.columns.empty() || root.is(Kind::array))) {
            PB_CHECK(header(root));
        }
        if (root.is(Kind::object)) {
            PB_CHECK(row(root));
        }
        for (const Value element : root.children()) {
            if (root.is(Kind::array)) {
                PB_CHECK(row(element));
            }
        }
        return std::move(out_);
    }

private:
    Done collectColumns(Value root) {
        if (!root.is(Kind::array) && !root.is(Kind::object)) {
            return fail(writeError(format, root, say("An array of rows is expected here.")));
        }
        for (const std::string& name : options_.columns) {
            addColumn(name);
        }
        if (root.is(Kind::object)) {
            return collectNames(root);
        }
        for (const Value element : root.children()) {
            PB_CHECK(collectNames(element));
        }
        return {};
    }

    Done collectNames(Value object) {
        if (!object.is(Kind::object)) {
            return fail(writeError(format, object, say("A row is an object; its members are the cells.")));
        }
        std::size_t next = 0;
        for (const Value member : object.children()) {
            if (next < columns_.size() && columns_[next] == member.name()) {
                ++next;
                continue;
            }
            const auto found = positions_.find(std::string(member.name()));
            next = found == positions_.end() ? columns_.size() + 1 : found->second + 1;
            if (found == positions_.end() && !options_.columns.empty()) {
                return fail(writeError(format, member, say("The layout has no column of this name.")));
            }
            addColumn(std::string(member.name()));
        }
        return {};
    }

    void addColumn(std::string name) {
        if (positions_.emplace(name, columns_.size()).second) {
            columns_.push_back(std::move(name));
        }
    }

    Done header(Value root) {
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            PB_CHECK(cell(columns_[i], i, columns_.size(), root));
        }
        return columns_.empty() ? Done() : endRow();
    }

    Done row(Value object) {
        cells_.assign(columns_.size(), Value());
        std::size_t next = 0;
        for (const Value member : object.children()) {
            if (next >= columns_.size() || columns_[next] != member.name()) {
                next = positions_.at(std::string(member.name()));
            }
            cells_[next++] = member;
        }
        for (std::size_t i = 0; i < cells_.size(); ++i) {
            PB_TRY(text, scalarText(format, cells_[i]));
            PB_CHECK(cell(text, i, cells_.size(), cells_[i] ? cells_[i] : object));
        }
        return endRow();
    }

    Done record(int type, Value value) {
        const RecordType& record = options_.records[static_cast<std::size_t>(type)];
        for (std::size_t i = 0; i < record.fields.size(); ++i) {
            PB_TRY(text, fieldText(format, record, i, value));
            PB_CHECK(cell(text, i, record.fields.size(), value));
        }
        return endRow();
    }

    Done cell(std::string_view text, std::size_t position, std::size_t count, Value where) {
        if (position > 0) {
            encodeText(charset_, std::string_view(&delimiter_, 1), out_);
        }
        const bool isSpecial = text.find_first_of("\r\n") != std::string_view::npos ||
                               text.find(delimiter_) != std::string_view::npos ||
                               (quote_ != '\0' && text.find(quote_) != std::string_view::npos);
        const bool isOnlyAndEmpty = count == 1 && text.empty();
        std::string quoted;
        if (isSpecial || isOnlyAndEmpty || options_.quoteAll) {
            if (quote_ == '\0' && isSpecial) {
                return fail(writeError(format, where, say("The text has a delimiter or line break, and the layout no quotes.")));
            }
            quoted = inQuotes(text);
            text = quoted;
        }
        return encodeText(charset_, text, out_) ? Done() : fail(notInCharset(where));
    }

    std::string inQuotes(std::string_view text) const {
        if (quote_ == '\0') {
            return std::string(text);
        }
        std::string quoted(1, quote_);
        for (const char c : text) {
            quoted.append(c == quote_ ? 2 : 1, c);
        }
        return quoted + quote_;
    }

    Error notInCharset(Value where) const {
        return writeError(format, where, say("The text has a character that %1 does not have.").arg(qs(nameOf(charset_))));
    }

    Done endRow() {
        encodeText(charset_, lineEnd_, out_);
        return {};
    }

    const CsvOptions& options_;
    char delimiter_, quote_;
    Charset charset_;
    std::string lineEnd_;
    std::vector<std::string> columns_;
    std::unordered_map<std::string, std::size_t> positions_;
    std::vector<Value> cells_;
    std::string out_;
};

}  // namespace

Result<std::string> writeCsv(Value root, const CsvOptions& options) {
    return CsvWriter(options).write(root);
}

}  // namespace pb::doc
