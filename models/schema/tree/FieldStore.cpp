#include "models/schema/tree/FieldStore.h"

#include "models/base/Text.h"

#include <algorithm>

namespace pb::schema {

Field& FieldStore::make(std::string_view name, doc::Value origin) {
    Field& field = fields_->emplace_back();
    field.name = name;
    if (origin) {
        origins_.emplace_back(origin, &field);
    }
    return field;
}

void FieldStore::add(Field& parent, Field& child) {
    if (++links_ <= mostLinks) {
        parent.children.push_back(link(child));
    }
}

FieldList FieldStore::listOf(const std::vector<Field*>& fields) {
    FieldList::List list;
    for (Field* field : fields) {
        if (++links_ <= mostLinks) {
            list.push_back(link(*field));
        }
    }
    return list;
}

FieldList FieldStore::shared(const FieldList& list) {
    uses_ += list.size();
    return uses_ <= mostUses ? list : FieldList();
}

Tree FieldStore::finish(Field& root, std::vector<Finding> findings, doc::DocumentPtr document) {
    if (isFull() || uses_ > mostUses) {
        findings.push_back({Severity::error, "schema.limit",
                            say("All fields together have more than %1 members; the others are left out.")
                                .arg(isFull() ? mostLinks : mostUses),
                            {},
                            {}});
    }
    std::sort(origins_.begin(), origins_.end(), [](const auto& left, const auto& right) {
        return std::pair(left.first.document(), left.first.range().begin) <
               std::pair(right.first.document(), right.first.range().begin);
    });
    const doc::Document* current = nullptr;
    Place place;
    for (const auto& [value, field] : origins_) {
        if (value.document() != current) {
            current = value.document();
            place = doc::firstPlace();
            const auto address = addresses_.find(current);
            place.address = address == addresses_.end() ? std::string() : address->second;
        }
        place = doc::placeFrom(place, current->bytes(), value.range().begin);
        field->place = place;
    }
    return Tree{std::shared_ptr<Field>(fields_, &root), std::move(findings), std::move(document)};
}

}  // namespace pb::schema
