#include "models/base/Text.h"
#include "models/document/Fixed.h"
#include "models/document/TreeWriter.h"
#include "models/document/Utf8.h"

#include <algorithm>
#include <unordered_map>

namespace pb::doc {

namespace {

using LineEnd = FixedLayout::LineEnd;

/// Cuts the bytes into records, finds their types and feeds their fields.
class FixedReader {
public:
    FixedReader(std::string_view bytes, const FixedLayout& layout)
        : bytes_(bytes), layout_(layout), tree_(layout.types), lineEnd_(lineEndOf(bytes, layout)) {
        at_ = layout.charset == Charset::utf8 && bytes.starts_with(utf8Mark) ? utf8Mark.size() : 0;
        for (const std::size_t length : layout.lengths) {
            longest_ = std::max(longest_, length);
        }
        typeField_ = fieldOfType(layout);
    }

    struct Record {
        int type = 0;
        std::size_t begin = 0, end = 0;
        bool isSingleByte = false;  ///< a character is a byte, in all that the layout reads of it
    };

    Done check(const Passed& passed = {}) const {
        if (layout_.charset != Charset::utf8 || isValidUtf8(bytes_, passed)) {
            return {};
        }
        return fail(error(firstNonUtf8(bytes_), say("The bytes are not UTF-8."),
                          say("Name the charset in the layout (charset: ISO-8859-1), or repair the file.")));
    }

    bool atEnd() const { return at_ >= bytes_.size(); }

    Result<Record> next() {
        Record record{-1, at_, bytes_.size()};
        if (lineEnd_ != LineEnd::none) {
            const std::size_t lineBreak = bytes_.find(lineEnd_ == LineEnd::nel ? '\x15' : '\n', at_);
            record.end = std::min(lineBreak, bytes_.size());
            at_ = std::min(record.end + 1, bytes_.size());
            const bool hasReturn = record.end > record.begin && bytes_[record.end - 1] == '\r';
            record.end -= hasReturn && lineEnd_ != LineEnd::nel && lineBreak != std::string_view::npos ? 1 : 0;
        }
        record.isSingleByte = layout_.charset != Charset::utf8 ||
                              isAscii(bytes_.substr(record.begin, std::min(record.end - record.begin, longest_)));
        record.type = typeOf(record);
        if (record.type < 0) {
            return fail(error(record.begin, say("The record is of none of the layout's types."),
                              say("Add a record to the layout, or repair this one.")));
        }
        if (lineEnd_ == LineEnd::none) {
            record.end = endOf(record, layout_.lengths[static_cast<std::size_t>(record.type)]);
            at_ = record.end;
        }
        return record;
    }

    Done add(const Record& record, std::size_t base) {
        if (!tree_.add(record.type, rangeOf(record.begin, record.end, base))) {
            const RecordType& type = layout_.types[static_cast<std::size_t>(record.type)];
            const RecordType& parent = layout_.types[static_cast<std::size_t>(type.under)];
            return fail(error(record.begin,
                              say("A record “%1” stands without the record “%2” before it.").arg(qs(type.name), qs(parent.name)),
                              say("Check the order of the records, or the layout.")));
        }
        records_.push_back(record);
        return {};
    }

    bool isEmpty() const { return records_.empty(); }
    std::size_t begin() const { return records_.front().begin; }

    Result<DocumentPtr> alone() {
        const std::size_t from = begin();
        TreeWriter writer(bytes_.substr(from, records_.back().end - from), nullptr, layout_.format);
        tree_.feed(writer, static_cast<std::uint32_t>(writer.bytes().size()),
                   [&](TreeWriter&, int, std::size_t record) { feedFields(writer, records_[record], from); });
        tree_.clear();
        records_.clear();
        return finished(writer);
    }

    Result<DocumentPtr> all(TreeWriter& writer) {
        tree_.feed(writer, static_cast<std::uint32_t>(bytes_.size()),
                   [&](TreeWriter&, int, std::size_t record) { feedFields(writer, records_[record], 0); });
        return finished(writer);
    }

    void feedRecord(TreeWriter& writer, const Record& record, std::size_t base) const {
        writer.begin(Kind::object, rangeOf(record.begin, record.begin, base).begin);
        feedFields(writer, record, base);
        writer.end(rangeOf(record.end, record.end, base).begin);
    }

    static Result<DocumentPtr> finished(TreeWriter& writer) {
        return writer.isOverfull() ? Result<DocumentPtr>(fail(TreeWriter::overfullError())) : writer.finish();
    }

private:
    static LineEnd lineEndOf(std::string_view bytes, const FixedLayout& layout) {
        if (layout.lineEnd != LineEnd::automatic) {
            return layout.lineEnd;
        }
        const bool hasLines = isAsciiBased(layout.charset) && bytes.find('\n') != std::string_view::npos;
        return hasLines ? LineEnd::lf : LineEnd::none;
    }

    static ByteRange rangeOf(std::size_t begin, std::size_t end, std::size_t base) {
        return {static_cast<std::uint32_t>(begin - base), static_cast<std::uint32_t>(end - base)};
    }

    static bool isAscii(std::string_view bytes) {
        return std::none_of(bytes.begin(), bytes.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
    }

    /// The field that alone says of what type a record is, as SEGNAM of an IDoc; null where there is none.
    static const FixedField* fieldOfType(const FixedLayout& layout) {
        const FixedField* told = nullptr;
        for (std::size_t i = 0; i < layout.types.size(); ++i) {
            for (const RecordType::Condition& condition : layout.types[i].when) {
                const FixedField& field = layout.fields[i][condition.field];
                told = told ? told : &field;
                if (field.kind != FixedField::Kind::text || field.begin != told->begin || field.length != told->length ||
                    field.pad != told->pad || field.isRight != told->isRight) {
                    return nullptr;
                }
            }
        }
        return told;
    }

    /// The byte behind `units` characters of the record.
    static std::size_t advance(const Record& record, std::string_view bytes, std::size_t units) {
        std::size_t at = record.begin;
        if (record.isSingleByte) {
            return at + std::min(units, bytes.size() - at);
        }
        for (; units > 0 && at < bytes.size(); --units) {
            at += std::max<std::size_t>(1, utf8SequenceAt(bytes, at));
        }
        return at;
    }
    std::size_t endOf(const Record& record, std::size_t units) const { return advance(record, bytes_, units); }
    std::size_t placeIn(const Record& record, std::size_t units) const {
        return advance(record, bytes_.substr(0, record.end), units);
    }

    std::string_view slice(const Record& record, const FixedField& field) const {
        const std::size_t begin = placeIn(record, field.begin);
        return bytes_.substr(begin, placeIn(record, field.begin + field.length) - begin);
    }

    int typeOf(const Record& record) {
        if (!typeField_) {
            return searchType(record);
        }
        const std::string_view told = slice(record, *typeField_);
        if (const auto known = types_.find(told); known != types_.end()) {
            return known->second;
        }
        const int type = searchType(record);
        if (type >= 0 && !layout_.types[static_cast<std::size_t>(type)].when.empty()) {
            types_.emplace(told, type);
        }
        return type;
    }

    int searchType(const Record& record) const {
        return typeOfRecord(layout_.types, [&](const RecordType& type, const RecordType::Condition& condition) {
            const auto index = static_cast<std::size_t>(&type - layout_.types.data());
            const FixedField& field = layout_.fields[index][condition.field];
            const std::string text = decodeFixed(field, layout_.charset, slice(record, field)).text;
            return std::find(condition.values.begin(), condition.values.end(), text) != condition.values.end();
        });
    }

    void feedFields(TreeWriter& writer, const Record& record, std::size_t base) const {
        const auto type = static_cast<std::size_t>(record.type);
        const std::vector<std::string>& names = layout_.types[type].fields;
        for (std::size_t i = 0; i < names.size(); ++i) {
            const FixedField& field = layout_.fields[type][i];
            const std::string_view bytes = slice(record, field);
            const std::size_t begin = static_cast<std::size_t>(bytes.data() - bytes_.data());
            if (names[i].empty()) {
                reportFiller(writer, field, bytes, begin - base);
            } else if (!bytes.empty()) {
                writer.name(names[i], rangeOf(begin, begin, base).begin);
                feedField(writer, field, bytes, begin - base);
            }
        }
        const std::size_t whole = placeIn(record, layout_.lengths[type]);
        const bool isShort = whole == record.end && placeIn(record, layout_.lengths[type] - 1) == record.end;
        if (isShort || whole < record.end) {
            report(writer, isShort ? "fixed.record.short" : "fixed.record.long", record.begin - base,
                   isShort ? say("The record is shorter than its layout; the missing fields are absent.")
                           : say("The record is longer than its layout; %1 bytes are not read.").arg(record.end - whole));
        }
    }

    void feedField(TreeWriter& writer, const FixedField& field, std::string_view bytes, std::size_t begin) const {
        const FixedContent content = decodeFixed(field, layout_.charset, bytes);
        const ByteRange range = rangeOf(begin + content.begin, begin + content.end, 0);
        switch (content.kind) {
            case FixedContent::Kind::nothing:
                return writer.scalar(Kind::null, range, 0, 0);
            case FixedContent::Kind::number:
                return writer.ownedText(Kind::number, content.text, range);
            case FixedContent::Kind::text:
                return writer.ownedText(Kind::string, content.text, range);
            case FixedContent::Kind::wrong:
                break;
        }
        writer.ownedText(Kind::string, content.text, range);
        report(writer, "fixed.number.wrong", begin, say("The field holds no number: %1").arg(qs(clipped(content.text, 60))));
    }

    void reportFiller(TreeWriter& writer, const FixedField& field, std::string_view bytes, std::size_t begin) const {
        const bool isZero = bytes.find_first_not_of('\0') == std::string_view::npos;
        if (!isZero && !decodeFixed(field, layout_.charset, bytes).text.empty()) {
            report(writer, "fixed.filler", begin, say("A filler of the layout holds something that the tree does not show."));
        }
    }

    static void report(TreeWriter& writer, const char* rule, std::size_t byte, const QString& sentence) {
        writer.finding({Severity::warning, rule, sentence, {}, {{}, 0, 0, byte}});
    }

    Error error(std::size_t byte, const QString& reason, const QString& hint) const {
        Place place = placeFrom(firstPlace(), bytes_, byte);
        return {ErrorCode::invalidInput,
                say("Cannot read the records. Line %1, column %2: %3").arg(place.line).arg(place.column).arg(reason),
                hint, place};
    }

    std::string_view bytes_;
    const FixedLayout& layout_;
    RecordTree tree_;
    std::vector<Record> records_;
    LineEnd lineEnd_;
    std::size_t at_ = 0;
    std::size_t longest_ = 0;  ///< record of the layout
    const FixedField* typeField_ = nullptr;
    std::unordered_map<std::string_view, int> types_;  ///< by the bytes of that field
};

}  // namespace

Result<DocumentPtr> readFixed(std::string_view bytes, std::shared_ptr<const void> owner, const FixedLayout& layout) {
    if (bytes.size() > 0xffffffffu) {
        return fail(ErrorCode::limit, say("Cannot read the fixed-width records as one document. They have more than 4 GiB."),
                    say("Read them as a stream."));
    }
    TreeWriter writer(bytes, std::move(owner), layout.format);
    FixedReader reader(writer.bytes(), layout);
    PB_CHECK(reader.check());
    if (layout.hasOneType) {
        writer.begin(Kind::array, 0);
    }
    while (!reader.atEnd()) {
        PB_TRY(record, reader.next());
        if (layout.hasOneType) {
            reader.feedRecord(writer, record, 0);
        } else {
            PB_CHECK(reader.add(record, 0));
        }
    }
    if (!layout.hasOneType) {
        return reader.all(writer);
    }
    writer.end(static_cast<std::uint32_t>(bytes.size()));
    return FixedReader::finished(writer);
}

Done streamFixed(std::string_view bytes, const EachDocument& each, const FixedLayout& layout, const Passed& passed) {
    FixedReader reader(bytes, layout);
    PB_CHECK(reader.check(passed));
    std::size_t base = 0;
    const auto deliver = [&]() -> Result<bool> {
        PB_TRY(document, reader.alone());
        return each(std::move(document), base);
    };
    while (!reader.atEnd()) {
        PB_TRY(record, reader.next());
        if (layout.hasOneType) {
            TreeWriter writer(bytes.substr(record.begin, record.end - record.begin), nullptr, layout.format);
            reader.feedRecord(writer, record, record.begin);
            PB_TRY(document, FixedReader::finished(writer));
            if (!each(std::move(document), record.begin)) {
                return {};
            }
            continue;
        }
        if (layout.types[static_cast<std::size_t>(record.type)].under < 0 && !reader.isEmpty()) {
            PB_TRY(goesOn, deliver());
            if (!goesOn) {
                return {};
            }
        }
        base = reader.isEmpty() ? record.begin : base;
        PB_CHECK(reader.add(record, base));
    }
    return reader.isEmpty() ? Done() : deliver().map([](bool) {});
}

}  // namespace pb::doc
