#include "models/document/edi/Guide.h"
#include "models/schema/JsonText.h"
#include "models/schema/TreeImport.h"
#include "models/schema/tree/FieldStore.h"
#include "models/schema/tree/SchemaKeywords.h"

namespace pb::schema {

namespace {

using doc::edi::CompositeDef;
using doc::edi::ElementDef;
using doc::edi::ElementType;
using doc::edi::Guide;
using doc::edi::Item;
using doc::edi::Slot;

std::string numbered(const std::string& name, std::size_t position) {
    return name + (position < 10 ? "0" : "") + std::to_string(position);
}

class GuideReader {
public:
    explicit GuideReader(const Guide& guide) : guide_(guide) {}

    Tree read() {
        Field& root = store_.make({}, {});
        root.type = FieldType::object;
        root.documentation = guide_.set + " " + guide_.title;
        Field& interchange = list(root, "interchanges", true);
        const bool isX12 = guide_.standard == doc::edi::Standard::x12;
        service(interchange, isX12 ? "ISA" : "UNB");
        Field& group = isX12 ? list(interchange, "groups", true) : interchange;
        if (isX12) {
            service(group, "GS");
        }
        items(list(group, "sets", true), guide_.root.items);
        if (isX12) {
            service(group, "GE");
        }
        service(interchange, isX12 ? "IEA" : "UNZ");
        return store_.finish(root, {}, nullptr);
    }

private:
    Field& child(Field& parent, std::string_view name, FieldType type, bool required) {
        Field& field = store_.make(name, {});
        field.type = type;
        field.required = required;
        parent.children.push_back(FieldStore::link(field));
        return field;
    }

    /// The entries of a list of objects.
    Field& list(Field& parent, std::string_view name, bool required, std::uint64_t most = Field::unlimited) {
        Field& all = child(parent, name, FieldType::array, required);
        all.minItems = required ? 1 : 0;
        all.maxItems = most;
        describeBounds(all);
        return child(all, {}, FieldType::object, false);
    }

    void service(Field& parent, const char* tag) {
        if (const CompositeDef* const segment = guide_.dictionary ? guide_.dictionary->segment(tag) : nullptr) {
            fields(child(parent, tag, FieldType::object, true), tag, *segment);
        }
    }

    void items(Field& parent, const std::vector<Item>& all) {
        for (const Item& item : all) {
            const std::uint64_t most = item.most == Item::unlimited ? Field::unlimited : item.most;
            Field& field = item.repeats() ? list(parent, item.name, item.isMandatory, most)
                                          : child(parent, item.name, FieldType::object, item.isMandatory);
            if (item.loop) {
                field.documentation = item.title;
                items(field, item.loop->items);
            } else if (item.segment) {
                field.documentation = item.segment->title;
                fields(field, item.segment->id, *item.segment);
            }
        }
    }

    void fields(Field& parent, const std::string& prefix, const CompositeDef& definition) {
        for (std::size_t i = 0; i < definition.fields.size(); ++i) {
            const Slot& slot = definition.fields[i];
            if (slot.element || slot.composite) {
                slotField(parent, numbered(prefix, i + 1), slot);
            }
        }
        for (const auto& relation : definition.relations) {
            parent.otherRules += std::string(parent.otherRules.empty() ? "" : "; ") + relation.kind;
            for (const std::uint8_t position : relation.positions) {
                parent.otherRules += numbered({}, position);
            }
        }
    }

    void slotField(Field& parent, const std::string& name, const Slot& slot) {
        const FieldType type = slot.composite ? FieldType::object : FieldType::string;
        Field* field = nullptr;
        if (slot.most > 1) {
            Field& all = child(parent, name, FieldType::array, slot.isMandatory);
            all.maxItems = slot.most;
            describeBounds(all);
            field = &child(all, {}, type, false);
        } else {
            field = &child(parent, name, type, slot.isMandatory);
        }
        if (slot.composite) {
            field->documentation = slot.composite->title;
            fields(*field, name, *slot.composite);
        } else {
            element(*field, *slot.element);
        }
    }

    /// Values are texts as they stand there; what they mean is the format.
    static void element(Field& field, const ElementDef& definition) {
        static constexpr const char* formats[] = {"", "letters", "digits", "decimal", "", "edi-date", "edi-time"};
        field.documentation = definition.title;
        field.format = formats[static_cast<std::size_t>(definition.type)];
        if (definition.type == ElementType::integer && definition.decimals > 0) {
            field.format = "decimal(" + std::to_string(definition.most) + "," + std::to_string(definition.decimals) + ")";
        }
        field.typeName = definition.id;
        field.bounds.shortest = definition.least;
        field.bounds.longest = definition.most;
        describeBounds(field);
        if (definition.isClosed) {
            for (const auto& code : definition.codes) {
                field.choices.push_back(jsonText(code.value));
            }
        }
    }

    const Guide& guide_;
    FieldStore store_;
};

}  // namespace

Tree treeFromGuide(const Guide& guide) { return GuideReader(guide).read(); }

}  // namespace pb::schema
