#include "models/base/Text.h"
#include "models/document/protobuf/Fields.h"
#include "models/schema/JsonText.h"
#include "models/schema/TreeImport.h"
#include "models/schema/tree/FieldStore.h"
#include "models/schema/tree/ProtoFiles.h"

#include <deque>
#include <map>
#include <set>

namespace pb::schema {

namespace {

namespace proto = google::protobuf;
using doc::protobuf::WellKnown;
using proto::Descriptor;
using proto::FieldDescriptor;

struct ScalarRow {
    FieldDescriptor::Type type;
    FieldType field;
    const char* format = "";
    const char* least = "";
    const char* most = "";
};

// protobuf.dev, "Scalar Value Types".
constexpr ScalarRow scalars[] = {
    {FieldDescriptor::TYPE_DOUBLE, FieldType::number, "double"},
    {FieldDescriptor::TYPE_FLOAT, FieldType::number, "float"},
    {FieldDescriptor::TYPE_INT64, FieldType::integer, "", "-9223372036854775808", "9223372036854775807"},
    {FieldDescriptor::TYPE_SINT64, FieldType::integer, "", "-9223372036854775808", "9223372036854775807"},
    {FieldDescriptor::TYPE_SFIXED64, FieldType::integer, "", "-9223372036854775808", "9223372036854775807"},
    {FieldDescriptor::TYPE_UINT64, FieldType::integer, "", "0", "18446744073709551615"},
    {FieldDescriptor::TYPE_FIXED64, FieldType::integer, "", "0", "18446744073709551615"},
    {FieldDescriptor::TYPE_INT32, FieldType::integer, "", "-2147483648", "2147483647"},
    {FieldDescriptor::TYPE_SINT32, FieldType::integer, "", "-2147483648", "2147483647"},
    {FieldDescriptor::TYPE_SFIXED32, FieldType::integer, "", "-2147483648", "2147483647"},
    {FieldDescriptor::TYPE_UINT32, FieldType::integer, "", "0", "4294967295"},
    {FieldDescriptor::TYPE_FIXED32, FieldType::integer, "", "0", "4294967295"},
    {FieldDescriptor::TYPE_BOOL, FieldType::boolean},
    {FieldDescriptor::TYPE_STRING, FieldType::string},
    {FieldDescriptor::TYPE_BYTES, FieldType::string, "base64"},
};

/// One field a declaration; what is below comes later, so that recursive messages end.
class ProtobufReader {
public:
    /// The names of files count from `folder`.
    ProtobufReader(const doc::protobuf::ProtoPool& pool, std::string folder) : folder_(std::move(folder)), places_(pool.places()) {}

    Tree message(const Descriptor& root) {
        Field& field = store_.make({}, {});
        describe(field, root);
        fillMessage(field, root);
        return finish(field);
    }

    /// The messages of a file by their names; those that no other one refers to where there are such.
    Tree file(const proto::FileDescriptor& file) {
        Field& root = store_.make({}, {});
        root.type = FieldType::object;
        root.place.address = folder_ + file.name();
        std::set<const Descriptor*> referred;
        for (int i = 0; i < file.message_type_count(); ++i) {
            collect(*file.message_type(i), referred);
        }
        const bool hasRoots = static_cast<int>(referred.size()) < file.message_type_count();
        for (int i = 0; i < file.message_type_count(); ++i) {
            const Descriptor& message = *file.message_type(i);
            if (!hasRoots || !referred.contains(&message)) {
                Field& field = store_.make(message.name(), {});
                describe(field, message);
                root.children.push_back(FieldStore::link(field));
                fillMessage(field, message);
            }
        }
        return finish(root);
    }

private:
    template <typename Declaration>
    void describe(Field& field, const Declaration& declaration) {
        field.schemaPointer = declaration.full_name();
        const doc::protobuf::ProtoPlaces::Source source = places_.find(declaration);
        field.place = {folder_ + declaration.file()->name(), source.line, source.column, Place::npos};
        field.documentation = source.comment.empty() ? std::string() : utf8(qs(source.comment).simplified());
    }

    Tree finish(Field& root) {
        while (!waiting_.empty()) {
            const auto [field, declaration] = waiting_.front();
            waiting_.pop_front();
            fillValue(*field, *declaration);
        }
        return store_.finish(root, {}, nullptr);
    }

    /// Top-level messages of the file that others have as a field.
    static void collect(const Descriptor& message, std::set<const Descriptor*>& referred) {
        for (int i = 0; i < message.field_count(); ++i) {
            const Descriptor* const type = message.field(i)->message_type();
            if (type && type != &message && type->file() == message.file() && !type->containing_type()) {
                referred.insert(type);
            }
        }
        for (int i = 0; i < message.nested_type_count(); ++i) {
            collect(*message.nested_type(i), referred);
        }
    }

    void fillMessage(Field& field, const Descriptor& message) {
        field.typeName = message.full_name();
        if (fillWellKnown(field, message)) {
            return;
        }
        field.type = FieldType::object;
        const auto [list, isNew] = lists_.try_emplace(&message);
        if (isNew) {
            std::vector<Field*> members;
            for (int i = 0; i < message.field_count(); ++i) {
                members.push_back(&member(*message.field(i)));
            }
            list->second = store_.listOf(members);
        }
        field.children = store_.shared(list->second);
        for (int i = 0; i < message.real_oneof_decl_count(); ++i) {
            const proto::OneofDescriptor& choice = *message.oneof_decl(i);
            field.otherRules += (field.otherRules.empty() ? "" : "; ") + ("one of " + choice.name());
            for (int j = 0; j < choice.field_count(); ++j) {
                field.otherRules += (j == 0 ? ": " : "|") + std::to_string(choice.field(j)->number());
            }
        }
    }

    Field& member(const FieldDescriptor& declaration) {
        const auto [entry, isNew] = members_.try_emplace(&declaration, nullptr);
        if (!isNew) {
            return *entry->second;
        }
        Field& field = store_.make(doc::protobuf::memberName(declaration), {});
        entry->second = &field;
        describe(field, declaration);
        field.number = static_cast<std::uint32_t>(declaration.number());
        field.required = declaration.is_required();
        if (const proto::OneofDescriptor* const choice = declaration.real_containing_oneof()) {
            field.constraint = utf8(say("one of “%1”").arg(qs(choice->name())));
        }
        if (declaration.is_map()) {
            field.type = FieldType::object;
            field.typeName = "map";
            below(field, "*", *declaration.message_type()->map_value());
        } else if (declaration.is_repeated()) {
            field.type = FieldType::array;
            below(field, {}, declaration);
        } else {
            waiting_.emplace_back(&field, &declaration);
        }
        return field;
    }

    void below(Field& parent, std::string_view name, const FieldDescriptor& declaration) {
        Field& field = store_.make(name, {});
        field.place = parent.place;
        parent.children.push_back(FieldStore::link(field));
        waiting_.emplace_back(&field, &declaration);
    }

    void fillValue(Field& field, const FieldDescriptor& declaration) {
        if (declaration.message_type()) {
            return fillMessage(field, *declaration.message_type());
        }
        if (const proto::EnumDescriptor* const choices = declaration.enum_type()) {
            field.type = FieldType::string;
            field.typeName = choices->full_name();
            for (int i = 0; i < choices->value_count(); ++i) {
                field.choices.push_back(jsonText(choices->value(i)->name()));
            }
            if (declaration.has_default_value()) {
                field.defaultValue = jsonText(declaration.default_value_enum()->name());
            }
            return;
        }
        fillScalar(field, declaration);
    }

    static void fillScalar(Field& field, const FieldDescriptor& declaration) {
        field.typeName = declaration.type_name();
        for (const ScalarRow& row : scalars) {
            if (row.type == declaration.type()) {
                field.type = row.field;
                field.format = row.format;
                field.bounds.least = row.least;
                field.bounds.most = row.most;
            }
        }
        if (!declaration.has_default_value()) {
            return;
        }
        proto::FieldDescriptorProto copy;
        declaration.CopyTo(&copy);
        const bool isText =
            field.type == FieldType::string || copy.default_value().ends_with("inf") || copy.default_value() == "nan";
        field.defaultValue = isText ? jsonText(copy.default_value()) : copy.default_value();
    }

    /// protobuf.dev, "JSON Mapping".
    bool fillWellKnown(Field& field, const Descriptor& message) {
        switch (doc::protobuf::wellKnownKind(message)) {
            case WellKnown::no: return false;
            case WellKnown::timestamp: fillText(field, "date-time"); break;
            case WellKnown::duration: fillText(field, "duration-seconds"); break;
            case WellKnown::fieldMask: fillText(field, "field-mask"); break;
            case WellKnown::wrapper: {
                const std::string name = field.typeName;
                fillValue(field, *message.FindFieldByNumber(1));
                field.typeName = name;
                field.nullable = true;
                break;
            }
            case WellKnown::structure:
            case WellKnown::any: fillContainer(field, FieldType::object, "*"); break;
            case WellKnown::list: fillContainer(field, FieldType::array, ""); break;
            case WellKnown::value: field.type = FieldType::any; break;
        }
        return true;
    }

    static void fillText(Field& field, const char* format) {
        field.type = FieldType::string;
        field.format = format;
    }

    void fillContainer(Field& field, FieldType type, std::string_view childName) {
        field.type = type;
        field.children.push_back(FieldStore::link(store_.make(childName, {})));
    }

    std::string folder_;
    const doc::protobuf::ProtoPlaces& places_;
    FieldStore store_;
    std::map<const FieldDescriptor*, Field*> members_;
    std::map<const Descriptor*, FieldList> lists_;
    std::deque<std::pair<Field*, const FieldDescriptor*>> waiting_;
};

}  // namespace

Result<Tree> treeFromProtobuf(const std::string& path, const FileLoader& loader, std::string_view message) {
    PB_TRY(pool, openProto(path, loader));
    const std::string folder = path.substr(0, path.rfind('/') + 1);
    if (message.empty() && pool->file().message_type_count() == 0) {
        return fail(ErrorCode::notFound, say("%1 has no message, so it says nothing of documents.").arg(qs(path)),
                    say("Name the file that has the messages."), {path, 0, 0, Place::npos});
    }
    if (message.empty()) {
        return ProtobufReader(*pool, folder).file(pool->file());
    }
    const Descriptor* const found = pool->message(message);
    if (!found) {
        return fail(ErrorCode::notFound, say("%1 has no message “%2”.").arg(qs(path), qs(message)),
                    say("Name it with its package, as “shop.Order”."), {path, 0, 0, Place::npos});
    }
    return ProtobufReader(*pool, folder).message(*found);
}

}  // namespace pb::schema
