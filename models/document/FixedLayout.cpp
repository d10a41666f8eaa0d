#include "models/base/Text.h"
#include "models/document/Fixed.h"
#include "models/document/FormatRows.h"
#include "models/document/Formats.h"

#include <algorithm>

namespace pb::doc {

namespace {

constexpr int maxLength = 1'000'000;

struct RecordFields {
    std::vector<std::string> names;
    std::vector<FixedField> fields;
    std::size_t length = 0;
};

/// A field begins where the one before ends, unless `start` (1-based) says otherwise.
FixedField readField(LayoutMembers& members, const FixedLayout& layout, std::size_t next) {
    using Kind = FixedField::Kind;
    FixedField field;
    field.kind = static_cast<Kind>(members.choice("kind", {"text", "number", "packed", "zoned", "binary"}, 0));
    field.begin = static_cast<std::size_t>(members.integer("start", static_cast<int>(next) + 1, 1, maxLength)) - 1;
    field.length = static_cast<std::size_t>(members.integer("length", 0, 1, field.kind == Kind::binary ? 8 : maxLength));
    field.decimals = members.integer("decimals", 0, 0, 30);
    field.isSigned = members.flag("signed", true);
    const bool isNumber = field.kind == Kind::number;
    field.isRight = members.choice("justify", {"left", "right"}, isNumber ? 1 : 0) == 1;
    const std::string pad = members.text("pad", isNumber ? "0" : " ");
    if (pad.size() != 1 || static_cast<unsigned char>(pad[0]) >= 0x80) {
        members.refuse(members.value("pad"), say("“pad” is one ASCII character."));
    } else {
        field.pad = pad[0];
    }
    if (field.length == 0) {
        members.required("length");
    }
    if (layout.charset == Charset::utf8 && (field.kind == Kind::packed || field.kind == Kind::binary)) {
        members.refuse(members.value("kind"), say("Packed and binary fields need a charset of single bytes."));
    }
    return field;
}

RecordFields readFields(LayoutMembers& members, const FixedLayout& layout) {
    RecordFields record;
    std::size_t next = 0;
    for (const Value said : members.required("fields").children()) {
        LayoutMembers one(said);
        record.names.push_back(one.text("name"));
        record.fields.push_back(readField(one, layout, next));
        next = record.fields.back().begin + record.fields.back().length;
        record.length = std::max(record.length, next);
        if (const Done done = one.finish(); !done) {
            members.refuse(done.error());
        }
    }
    if (record.fields.empty()) {
        members.refuse(members.value("fields"), say("A record needs fields."));
    }
    const int length = members.integer("length", static_cast<int>(record.length), 1, maxLength);
    if (static_cast<std::size_t>(length) < record.length) {
        members.refuse(members.value("length"), say("The fields reach beyond the record."));
    }
    record.length = static_cast<std::size_t>(length);
    return record;
}

void add(FixedLayout& layout, RecordFields record) {
    layout.fields.push_back(std::move(record.fields));
    layout.lengths.push_back(record.length);
}

class FixedCodec : public Codec {
public:
    explicit FixedCodec(FixedLayout layout) : layout_(std::move(layout)) {}

    Result<DocumentPtr> read(std::string_view bytes, std::shared_ptr<const void> owner) const override {
        return readFixed(bytes, std::move(owner), layout_);
    }
    Done stream(std::string_view bytes, const EachDocument& each, const Passed& passed) const override {
        return streamFixed(bytes, each, layout_, passed);
    }
    Result<std::string> write(Value root) const override {
        if (isWholeOf(root, Format::fixedWidth) && readsAs(root.document()->bytes(), root)) {
            return std::string(root.document()->bytes());
        }
        return writeFixed(root, layout_);
    }

private:
    FixedLayout layout_;
};

Result<CodecPtr> makeFixed(const CodecSettings& settings) {
    PB_TRY(layout, readFixedLayout(settings.layout));
    return std::make_shared<FixedCodec>(std::move(layout));
}

/// Only a layout says what it is.
int likenessOfFixed(std::string_view) {
    return 0;
}

}  // namespace

Result<FixedLayout> readFixedLayout(Value source) {
    if (!source) {
        return fail(layoutError(source, say("Fixed-width records need one that says their fields."),
                                say("Give it with --layout; models/document/README.md shows one.")));
    }
    LayoutMembers members(source);
    FixedLayout layout;
    layout.charset = members.charset("charset").value_or(Charset::utf8);
    layout.lineEnd = static_cast<FixedLayout::LineEnd>(members.choice("lineEnd", {"auto", "none", "lf", "crlf", "nel"}, 0));
    if (layout.charset == Charset::utf16le || layout.charset == Charset::utf16be) {
        members.refuse(members.value("charset"), say("Fixed-width records in UTF-16 cannot be read."));
    }
    const Value records = members.value("records");
    layout.hasOneType = !records;
    if (layout.hasOneType) {
        RecordType type;
        type.name = "record";
        RecordFields fields = readFields(members, layout);
        type.fields = fields.names;
        add(layout, std::move(fields));
        layout.types.push_back(std::move(type));
    }
    PB_CHECK(members.finish());
    if (!layout.hasOneType) {
        auto types = readRecordTypes(records, [&layout](LayoutMembers& record, RecordType& type) {
            RecordFields fields = readFields(record, layout);
            type.fields = fields.names;
            add(layout, std::move(fields));
        });
        if (!types) {
            return fail(std::move(types).error());
        }
        layout.types = std::move(*types);
    }
    return layout;
}

FormatInfo fixedWidthFormat() {
    return {Format::fixedWidth, "fixed-width", QT_TRANSLATE_NOOP("pb", "Fixed width"), {}, likenessOfFixed, makeFixed};
}

}  // namespace pb::doc
