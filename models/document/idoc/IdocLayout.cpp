#include "models/base/Text.h"
#include "models/document/FormatRows.h"
#include "models/document/SchemaIds.h"
#include "models/document/Yaml.h"
#include "models/document/idoc/Idoc.h"

#include <QFile>

#include <algorithm>
#include <array>
#include <charconv>

static void initIdocLayouts() {
    Q_INIT_RESOURCE(patchbay_idoc);
}

namespace pb::doc {

namespace {

constexpr std::size_t dataLength = 1063;
constexpr std::size_t headLength = 63;
constexpr int mostVersions = 30;
constexpr const char* builtInTypes[] = {"ORDERS05.yaml", "MATMAS05.yaml", "DELVRY03.yaml"};

std::string builtIn(const char* name) {
    initIdocLayouts();
    QFile file(QStringLiteral(":/idoc/") + QString::fromLatin1(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
}

/// Collects the record types of all layouts into one.
class IdocLayoutReader {
public:
    FixedLayout layout;

    Done control(Value mapping) {
        LayoutMembers members(mapping);
        RecordType type;
        type.name = members.text("name");
        std::vector<FixedField> fields;
        const std::size_t length = addFields(members, type, fields, 0);
        PB_CHECK(members.finish());
        type.when.push_back({0, {"EDI_DC40"}});
        add(std::move(type), std::move(fields), length);
        return {};
    }

    /// Segments that are known from an earlier layout stay as they are there.
    Done segments(Value root) {
        LayoutMembers members(root);
        members.text("type");
        for (const Value segment : members.required("segments").children()) {
            PB_CHECK(addSegment(segment));
        }
        return members.finish();
    }

    void anySegment() {
        RecordType type;
        type.name = "segment";
        type.under = 0;
        type.isAnywhere = true;
        std::vector<FixedField> fields;
        addHead(type, fields);
        addField("SDATA", dataLength - headLength, type, fields);
        add(std::move(type), std::move(fields), dataLength);
    }

private:
    Done addSegment(Value segment) {
        LayoutMembers members(segment);
        RecordType type;
        type.name = members.text("name");
        type.repeats = members.flag("repeats", true);
        const std::string under = members.text("under");
        type.under = under.empty() ? 0 : find(under);
        if (type.name.empty() || type.under < 0) {
            members.refuse(segment, say("A segment needs a name, and a parent that is listed before it."));
        }
        std::vector<FixedField> fields;
        addHead(type, fields);
        const std::size_t end = addFields(members, type, fields, headLength);
        if (end < dataLength) {
            addField("REST", dataLength - end, type, fields);
        }
        PB_CHECK(members.finish());
        type.when.push_back({0, namesOf(type.name)});
        if (find(type.name) < 0) {
            add(std::move(type), std::move(fields), dataLength);
        }
        return {};
    }

    /// E1EDK01 stands in files as itself or as its definition, E2EDK01 with a version: E2EDK01005.
    static std::vector<std::string> namesOf(const std::string& name) {
        std::vector<std::string> names = {name};
        if (name.size() > 2 && name.starts_with("E1")) {
            const std::string definition = "E2" + name.substr(2);
            names.push_back(definition);
            for (int version = 0; version < mostVersions; ++version) {
                names.push_back(definition + std::to_string(1000 + version).substr(1));
            }
        }
        return names;
    }

    static void addField(const std::string& name, std::size_t length, RecordType& type, std::vector<FixedField>& fields) {
        FixedField field;
        field.begin = fields.empty() ? 0 : fields.back().begin + fields.back().length;
        field.length = length;
        fields.push_back(field);
        type.fields.push_back(name);
    }

    static void addHead(RecordType& type, std::vector<FixedField>& fields) {
        constexpr std::array<std::pair<const char*, std::size_t>, 6> head = {
            {{"SEGNAM", 30}, {"MANDT", 3}, {"DOCNUM", 16}, {"SEGNUM", 6}, {"PSGNUM", 6}, {"HLEVEL", 2}}};
        for (const auto& [name, length] : head) {
            addField(name, length, type, fields);
        }
    }

    static std::size_t addFields(LayoutMembers& members, RecordType& type, std::vector<FixedField>& fields,
                                 std::size_t from) {
        std::size_t end = from;
        const Value all = members.required("fields");
        for (const Value said : all.children()) {
            std::size_t length = 0;
            const std::string_view digits = said.digits();
            std::from_chars(digits.data(), digits.data() + digits.size(), length);
            if (length == 0 || end + length > dataLength ||
                std::find(type.fields.begin(), type.fields.end(), said.name()) != type.fields.end()) {
                members.refuse(said, say("A field has a name of its own and a length; together they have at most 1000 characters."));
                break;
            }
            addField(std::string(said.name()), length, type, fields);
            end += length;
        }
        return end;
    }

    int find(std::string_view name) const {
        const auto found = std::find_if(layout.types.begin(), layout.types.end(),
                                        [name](const RecordType& type) { return type.name == name; });
        return found == layout.types.end() ? -1 : static_cast<int>(found - layout.types.begin());
    }

    void add(RecordType type, std::vector<FixedField> fields, std::size_t length) {
        layout.types.push_back(std::move(type));
        layout.fields.push_back(std::move(fields));
        layout.lengths.push_back(length);
    }
};

class IdocCodec : public Codec {
public:
    explicit IdocCodec(FixedLayout layout) : layout_(std::move(layout)) {}

    Result<DocumentPtr> read(std::string_view bytes, std::shared_ptr<const void> owner) const override {
        return readFixed(bytes, std::move(owner), layout_);
    }
    Done stream(std::string_view bytes, const EachDocument& each, const Passed& passed) const override {
        return streamFixed(bytes, each, layout_, passed);
    }
    Result<std::string> write(Value root) const override {
        if (isWholeOf(root, Format::idoc) && readsAs(root.document()->bytes(), root)) {
            return std::string(root.document()->bytes());
        }
        return writeIdocs(root, layout_);
    }

private:
    FixedLayout layout_;
};

Result<CodecPtr> makeIdoc(const CodecSettings& settings) {
    PB_TRY(layout, readIdocLayout(settings));
    return std::make_shared<IdocCodec>(std::move(layout));
}

int likenessOfIdoc(std::string_view head) {
    return head.starts_with("EDI_DC40") ? 100 : 0;
}

}  // namespace

Result<FixedLayout> readIdocLayout(const CodecSettings& settings) {
    LayoutMembers members(settings.layout);
    IdocLayoutReader reader;
    reader.layout.format = Format::idoc;
    reader.layout.charset = members.charset("charset").value_or(Charset::utf8);
    reader.layout.lineEnd = static_cast<FixedLayout::LineEnd>(members.choice("lineEnd", {"auto", "none", "lf", "crlf"}, 0));
    if (!isAsciiBased(reader.layout.charset)) {
        members.refuse(members.value("charset"), say("IDocs are read in UTF-8, ISO-8859-1 or windows-1252."));
    }
    const std::vector<std::string> types = members.texts("types");
    PB_CHECK(members.finish());
    PB_TRY(control, readYaml(builtIn("control.yaml")));
    PB_CHECK(reader.control(control->root()));
    for (const std::string& name : types) {
        PB_TRY(text, loadNamed(settings, name));
        PB_TRY(type, readYaml(std::move(text)));
        PB_CHECK(reader.segments(type->root()));
    }
    for (const char* name : builtInTypes) {
        PB_TRY(type, readYaml(builtIn(name)));
        PB_CHECK(reader.segments(type->root()));
    }
    reader.anySegment();
    return std::move(reader.layout);
}

FormatInfo idocFormat() {
    return {Format::idoc, "idoc", QT_TRANSLATE_NOOP("pb", "SAP IDoc"), {".idoc"}, likenessOfIdoc, makeIdoc};
}

}  // namespace pb::doc
