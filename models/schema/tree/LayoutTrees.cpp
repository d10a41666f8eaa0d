#include "models/base/Text.h"
#include "models/document/Csv.h"
#include "models/document/Layout.h"
#include "models/document/idoc/Idoc.h"
#include "models/schema/JsonText.h"
#include "models/schema/TreeImport.h"
#include "models/schema/tree/FieldStore.h"
#include "models/schema/tree/SchemaKeywords.h"

namespace pb::schema {

namespace {

using doc::Value;

Field& recordList(FieldStore& store, Field& parent, const std::string& name, Value origin) {
    Field& list = store.make(name, origin);
    list.type = FieldType::array;
    Field& record = store.make({}, origin);
    record.type = FieldType::object;
    list.children.push_back(FieldStore::link(record));
    parent.children.push_back(FieldStore::link(list));
    return record;
}

/// The greatest number of so many digits, as a bound.
std::string nines(std::size_t digits, int decimals) {
    std::string number(digits, '9');
    const auto behind = static_cast<std::size_t>(decimals);
    if (decimals > 0) {
        number = number.size() > behind ? number : std::string(behind + 1 - number.size(), '0') + number;
        number.insert(number.size() - behind, ".");
    }
    return number;
}

void describeFixed(Field& field, const doc::FixedField& layout) {
    if (layout.kind == doc::FixedField::Kind::text) {
        field.type = FieldType::string;
        field.bounds.longest = layout.length;
        describeBounds(field);
        return;
    }
    static constexpr const char* kinds[] = {"text", "number", "packed", "zoned", "binary"};
    field.typeName = kinds[static_cast<std::size_t>(layout.kind)];
    field.type = layout.decimals == 0 ? FieldType::integer : FieldType::number;
    field.nullable = layout.kind == doc::FixedField::Kind::number;  // blank
    if (layout.kind == doc::FixedField::Kind::binary || layout.length == 0) {
        return;
    }
    const std::size_t digits = layout.kind == doc::FixedField::Kind::packed ? 2 * layout.length - 1 : layout.length;
    field.bounds.most = nines(digits, layout.decimals);
    field.bounds.least = layout.isSigned ? "-" + field.bounds.most : "0";
    field.format = "decimal(" + std::to_string(digits) + "," + std::to_string(layout.decimals) + ")";
}

void addFixedFields(FieldStore& store, Field& record, const doc::FixedLayout& layout, std::size_t type, Value declared) {
    for (std::size_t i = 0; i < layout.types[type].fields.size(); ++i) {
        if (layout.types[type].fields[i].empty()) {
            continue;
        }
        Field& field = store.make(layout.types[type].fields[i], declared.at(static_cast<std::uint32_t>(i)));
        describeFixed(field, layout.fields[type][i]);
        record.children.push_back(FieldStore::link(field));
    }
}

void addTexts(FieldStore& store, Field& record, const std::vector<std::string>& names, Value declared) {
    for (std::size_t i = 0; i < names.size(); ++i) {
        Field& field = store.make(names[i], declared.at(static_cast<std::uint32_t>(i)));
        field.type = FieldType::string;
        record.children.push_back(FieldStore::link(field));
    }
}

/// Fields of a record that its type is told by have only those values.
void addChoices(Field& record, const doc::RecordType& type) {
    for (const auto& condition : type.when) {
        for (const auto& child : record.children) {
            if (child->name == type.fields[condition.field]) {
                child->required = true;
                for (const std::string& value : condition.values) {
                    child->choices.push_back(jsonText(value));
                }
            }
        }
    }
}

using AddFields = std::function<void(Field& record, std::size_t type, Value declared)>;

/// What Records.h says records are seen as.
void addRecords(FieldStore& store, Field& root, const std::vector<doc::RecordType>& types, Value declared,
                const AddFields& addFields) {
    std::vector<Field*> records;
    for (std::size_t i = 0; i < types.size(); ++i) {
        const doc::RecordType& type = types[i];
        const Value origin = declared.at(static_cast<std::uint32_t>(i));
        Field& parent = type.under < 0 ? root : *records[static_cast<std::size_t>(type.under)];
        Field* record = nullptr;
        if (type.repeats) {
            record = &recordList(store, parent, type.name, origin);
        } else {
            record = &store.make(type.name, origin);
            record->type = FieldType::object;
            parent.children.push_back(FieldStore::link(*record));
        }
        addFields(*record, i, origin);
        addChoices(*record, type);
        records.push_back(record);
    }
}

Tree fixedTree(const doc::FixedLayout& layout, doc::DocumentPtr document) {
    FieldStore store;
    const Value declared = document ? document->root() : Value();
    Field& root = store.make({}, declared);
    const AddFields addFields = [&](Field& record, std::size_t type, Value origin) {
        addFixedFields(store, record, layout, type, origin.find("fields"));
    };
    if (layout.hasOneType) {
        root.type = FieldType::array;
        Field& record = store.make({}, declared);
        record.type = FieldType::object;
        root.children.push_back(FieldStore::link(record));
        addFields(record, 0, declared);
    } else {
        root.type = FieldType::object;
        addRecords(store, root, layout.types, declared.find("records"), addFields);
    }
    return store.finish(root, {}, std::move(document));
}

Tree columnsTree(const std::vector<std::string>& names, Value declared, doc::DocumentPtr document) {
    FieldStore store;
    Field& root = store.make({}, document ? document->root() : Value());
    root.type = FieldType::array;
    Field& row = store.make({}, document ? document->root() : Value());
    row.type = FieldType::object;
    root.children.push_back(FieldStore::link(row));
    addTexts(store, row, names, declared);
    return store.finish(root, {}, std::move(document));
}

Result<Tree> csvTree(doc::DocumentPtr layout) {
    const Value root = layout->root();
    const Value records = root.find("records");
    if (!records) {
        std::vector<std::string> names;
        for (const Value column : root.find("columns").children()) {
            names.emplace_back(column.text());
        }
        return columnsTree(names, root.find("columns"), layout);
    }
    PB_TRY(types, doc::readRecordTypes(
                      records, [](doc::LayoutMembers& record, doc::RecordType& type) { type.fields = record.texts("columns"); }));
    FieldStore store;
    Field& top = store.make({}, root);
    top.type = FieldType::object;
    addRecords(store, top, types, records, [&](Field& record, std::size_t type, Value origin) {
        addTexts(store, record, types[type].fields, origin.find("columns"));
    });
    return store.finish(top, {}, std::move(layout));
}

}  // namespace

Result<Tree> treeFromLayout(const doc::CodecSettings& settings, doc::DocumentPtr layout) {
    const std::string_view format = settings.layout.find("format").text();
    if (format == "csv") {
        return csvTree(std::move(layout));
    }
    if (format == "fixed-width") {
        PB_TRY(fixed, doc::readFixedLayout(settings.layout));
        return fixedTree(fixed, std::move(layout));
    }
    if (format == "idoc") {
        PB_TRY(idoc, doc::readIdocLayout(settings));
        return fixedTree(idoc, std::move(layout));
    }
    return fail(
        ErrorCode::invalidInput, say("The layout does not say which fields there are: its format is “%1”.").arg(qs(format)),
        say("Give a layout of the format csv, fixed-width or idoc."), settings.layout ? settings.layout.place() : Place());
}

Result<Tree> treeFromCsv(std::string bytes) {
    const auto owner = std::make_shared<const std::string>(std::move(bytes));
    PB_TRY(document, doc::readCsv(*owner, owner));
    const bool isHeaderOnly = document->root().size() == 0;
    if (isHeaderOnly) {
        doc::CsvOptions options;
        options.hasHeader = false;
        PB_TRY(header, doc::readCsv(*owner, owner, options));
        document = header;
    }
    std::vector<std::string> names;
    for (const Value cell : document->root().at(0).children()) {
        names.emplace_back(isHeaderOnly ? cell.text() : cell.name());
    }
    if (names.empty()) {
        return fail(ErrorCode::invalidInput, say("The file has no columns: nothing is in it."),
                    say("Give a file whose first row is the header."), doc::firstPlace());
    }
    return columnsTree(names, {}, std::move(document));
}

}  // namespace pb::schema
