#include "models/base/Text.h"
#include "models/document/Fixed.h"
#include "models/document/Utf8.h"

#include <algorithm>

namespace pb::doc {

namespace {

constexpr const char* format = QT_TRANSLATE_NOOP("pb", "fixed-width records");

class FixedWriter {
public:
    explicit FixedWriter(const FixedLayout& layout) : layout_(layout) {
        encodeText(layout.charset, " ", blank_);
    }

    Result<std::string> write(Value root) {
        const auto each = [this](int type, Value value) { return record(static_cast<std::size_t>(type), value); };
        if (!layout_.hasOneType) {
            PB_CHECK(forEachRecord(layout_.types, root, each));
            return std::move(out_);
        }
        if (root.is(Kind::object)) {
            PB_CHECK(single(root));
        } else if (!root.is(Kind::array)) {
            return fail(writeError(format, root, say("An array of records is expected here.")));
        }
        for (const Value element : root.is(Kind::array) ? root.children() : Children()) {
            PB_CHECK(single(element));
        }
        return std::move(out_);
    }

    Result<std::string> writeRecord(int type, Value value) {
        PB_CHECK(record(static_cast<std::size_t>(type), value));
        return std::move(out_);
    }

private:
    Done single(Value value) {
        if (!value.is(Kind::object)) {
            return fail(writeError(format, value, say("A record is an object; its members are the fields.")));
        }
        const std::vector<std::string>& names = layout_.types[0].fields;
        for (const Value member : value.children()) {
            if (member.name().empty() || std::find(names.begin(), names.end(), member.name()) == names.end()) {
                return fail(writeError(format, member, say("The layout has no field of this name.")));
            }
        }
        return record(0, value);
    }

    Done record(std::size_t type, Value value) {
        std::vector<std::string> units(layout_.lengths[type], blank_);
        for (std::size_t i = 0; i < layout_.fields[type].size(); ++i) {
            const FixedField& field = layout_.fields[type][i];
            const RecordType& record = layout_.types[type];
            if (record.fields[i].empty()) {
                continue;
            }
            const Value member = value.find(record.fields[i]);
            PB_TRY(text, fieldText(format, record, i, value));
            const bool isNull = text.empty() && !member.is(Kind::string);
            const auto encoded = encodeFixed(field, layout_.charset, text, isNull);
            if (!encoded) {
                return fail(writeError(format, member ? member : value, encoded.error()));
            }
            place(*encoded, field, units);
        }
        for (const std::string& unit : units) {
            out_ += unit;
        }
        out_ += lineEnd();
        return {};
    }

    /// One unit is a byte, or a character of UTF-8.
    void place(std::string_view encoded, const FixedField& field, std::vector<std::string>& units) const {
        std::size_t at = 0;
        for (std::size_t i = field.begin; at < encoded.size(); ++i) {
            const std::size_t size = layout_.charset == Charset::utf8 ? std::max<std::size_t>(1, utf8SequenceAt(encoded, at)) : 1;
            units[i] = encoded.substr(at, size);
            at += size;
        }
    }

    std::string_view lineEnd() const {
        switch (layout_.lineEnd) {
            case FixedLayout::LineEnd::automatic:
                return isAsciiBased(layout_.charset) ? "\n" : "";
            case FixedLayout::LineEnd::none:
                return "";
            case FixedLayout::LineEnd::lf:
                return "\n";
            case FixedLayout::LineEnd::crlf:
                return "\r\n";
            case FixedLayout::LineEnd::nel:
                return "\x15";
        }
        return "";
    }

    const FixedLayout& layout_;
    std::string blank_;
    std::string out_;
};

}  // namespace

Result<std::string> writeFixed(Value root, const FixedLayout& layout) {
    return FixedWriter(layout).write(root);
}

Result<std::string> writeFixedRecord(int type, Value record, const FixedLayout& layout) {
    return FixedWriter(layout).writeRecord(type, record);
}

}  // namespace pb::doc
