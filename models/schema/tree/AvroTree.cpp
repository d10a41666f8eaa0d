#include "models/document/Json.h"
#include "models/document/avro/Schema.h"
#include "models/schema/JsonText.h"
#include "models/schema/TreeImport.h"
#include "models/schema/tree/FieldStore.h"

#include <deque>
#include <map>

namespace pb::schema {

namespace {

using doc::Value;
using doc::avro::Logical;
using doc::avro::SchemaField;
using doc::avro::SchemaType;
using doc::avro::Type;

const char* formatOf(Logical logical) {
    switch (logical) {
        case Logical::uuid: return "uuid";
        case Logical::date: return "date";
        case Logical::timeMillis:
        case Logical::timeMicros: return "time";
        case Logical::timestampMillis:
        case Logical::timestampMicros:
        case Logical::timestampNanos: return "date-time";
        case Logical::localMillis:
        case Logical::localMicros:
        case Logical::localNanos: return "local-date-time";
        case Logical::duration: return "duration";
        default: return "";
    }
}

/// One field a declaration; what is below comes later, so that recursive types end.
class AvroReader {
public:
    Tree read(const doc::avro::Schema& schema, doc::DocumentPtr document) {
        Field& root = store_.make({}, schema.document().root());
        waiting_.emplace_back(&root, &schema.root());
        while (!waiting_.empty()) {
            const auto [field, type] = waiting_.front();
            waiting_.pop_front();
            fill(*field, *type);
        }
        return store_.finish(root, {}, std::move(document));
    }

private:
    void fill(Field& field, const SchemaType& type) {
        switch (type.type) {
            case Type::choice: return fillChoice(field, type);
            case Type::record: return fillRecord(field, type);
            case Type::array:
                field.type = FieldType::array;
                field.typeName = type.name;
                return link(field, element(type, {}));
            case Type::map:
                field.type = FieldType::object;
                field.typeName = type.name;
                return link(field, element(type, "*"));
            default: return fillScalar(field, type);
        }
    }

    void link(Field& parent, Field& child) { store_.add(parent, child); }

    void fillScalar(Field& field, const SchemaType& type) {
        static constexpr FieldType types[] = {FieldType::null,   FieldType::boolean, FieldType::integer, FieldType::integer,
                                              FieldType::number, FieldType::number,  FieldType::string,  FieldType::string};
        const auto index = static_cast<std::size_t>(type.type);
        field.type = index < std::size(types) ? types[index] : FieldType::string;
        field.typeName = type.name;
        field.format = formatOf(type.logical);
        if (type.logical == Logical::decimal) {
            field.type = FieldType::number;
            field.format = "decimal(" + std::to_string(type.precision) + "," + std::to_string(type.scale) + ")";
        } else if (type.logical != Logical::none) {
            field.type = FieldType::string;
        } else if (type.type == Type::bytes || type.type == Type::fixed) {
            field.format = "base64";
        } else if (type.type == Type::int32) {
            field.bounds.least = "-2147483648";
            field.bounds.most = "2147483647";
        } else if (type.type == Type::int64) {
            field.bounds.least = "-9223372036854775808";
            field.bounds.most = "9223372036854775807";
        }
        field.otherRules = type.type == Type::fixed ? "bytes:" + std::to_string(type.size) : std::string();
        for (const std::string& symbol : type.symbols) {
            field.choices.push_back(jsonText(symbol));
        }
    }

    void fillRecord(Field& field, const SchemaType& type) {
        field.type = FieldType::object;
        field.typeName = type.name;
        const auto [list, isNew] = lists_.try_emplace(&type);
        if (isNew) {
            list->second = store_.listOf(membersOf(type, true));
        }
        field.children = store_.shared(list->second);
    }

    std::vector<Field*> membersOf(const SchemaType& record, bool certain) {
        std::vector<Field*> members;
        const std::string first = record.fields.empty() ? std::string() : record.fields.front().declared.pointer();
        const std::string list = first.substr(0, first.rfind('/') + 1);
        for (std::size_t i = 0; i < record.fields.size(); ++i) {
            const auto [entry, isNew] = members_.try_emplace({&record.fields[i], certain}, nullptr);
            if (isNew) {
                entry->second = &make(record.fields[i], certain);
                entry->second->schemaPointer = list + std::to_string(i);
            }
            members.push_back(entry->second);
        }
        return members;
    }

    Field& make(const SchemaField& member, bool certain) {
        Field& field = store_.make(member.name, member.declared);
        field.required = !member.fallback && certain;
        field.certain = certain;
        field.aliases = member.aliases;
        field.documentation = member.declared.find("doc").text();
        if (const Value fallback = member.declared.find("default")) {
            field.defaultValue = doc::writeJson(fallback);
        }
        waiting_.emplace_back(&field, member.type);
        return field;
    }

    Field& element(const SchemaType& list, std::string_view name) {
        const auto [entry, isNew] = elements_.try_emplace(&list, nullptr);
        if (isNew) {
            entry->second = &store_.make(name, {});
            waiting_.emplace_back(entry->second, &list.element());
        }
        return *entry->second;
    }

    /// README.md of models/document: the value alone, or an object with one member that names the branch.
    void fillChoice(Field& field, const SchemaType& type) {
        std::vector<const SchemaType*> branches;
        for (const SchemaType* branch : type.branches) {
            if (branch->type == Type::null) {
                field.nullable = true;
            } else {
                branches.push_back(branch);
            }
        }
        if (branches.size() == 1) {
            return fill(field, *branches.front());
        }
        field.type = type.namesBranches ? FieldType::object : branches.empty() ? FieldType::null : FieldType::any;
        for (const SchemaType* branch : branches) {
            field.otherRules += (field.otherRules.empty() ? "one of " : "|") + branch->name;
            if (type.namesBranches) {
                Field& member = store_.make(branch->name, {});
                member.certain = false;
                link(field, member);
                waiting_.emplace_back(&member, branch);
            } else if (branch->type == Type::record) {
                for (Field* member : membersOf(*branch, false)) {
                    link(field, *member);
                }
            } else if (branch->type == Type::array || branch->type == Type::map) {
                link(field, element(*branch, branch->type == Type::array ? "" : "*"));
            }
        }
        field.bounds.closed = type.namesBranches;
    }

    FieldStore store_;
    std::map<std::pair<const SchemaField*, bool>, Field*> members_;
    std::map<const SchemaType*, Field*> elements_;
    std::map<const SchemaType*, FieldList> lists_;
    std::deque<std::pair<Field*, const SchemaType*>> waiting_;
};

}  // namespace

Result<Tree> treeFromAvro(std::string text) {
    PB_TRY(schema, doc::avro::Schema::parse(std::move(text)));
    const doc::DocumentPtr document(schema, &schema->document());
    return AvroReader().read(*schema, document);
}

}  // namespace pb::schema
