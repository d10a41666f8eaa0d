#include "models/schema/write/Arranger.h"

#include "models/document/JsonLine.h"
#include "models/document/Number.h"
#include "models/schema/JsonText.h"

#include <algorithm>
#include <vector>

namespace pb::schema {

using doc::Kind;
using doc::Value;

std::string Arranger::arrange(Value root, const Field& form) {
    std::string out;
    value(root, &form, out);
    return out;
}

void Arranger::value(Value value, const Field* field, std::string& out) {
    const bool isList = value.is(Kind::array);
    const Field* const item = field && field->type == FieldType::array ? field->child({}) : field;
    if (isList) {
        out += '[';
        for (const Value element : value.children()) {
            out += out.back() == '[' ? "" : ",";
            this->value(element, item, out);
        }
        out += ']';
        return;
    }
    const bool isAlone = field && field->type == FieldType::array && makesArrays() && !(value.is(Kind::null));
    out += isAlone ? "[" : "";
    if (value.is(Kind::object) && item) {
        object(value, *item, out);
    } else {
        scalar(value, item, out);
    }
    out += isAlone ? "]" : "";
}

void Arranger::object(Value object, const Field& field, std::string& out) {
    struct Placed {
        std::size_t position;
        Value member;
        const Field* field;
    };
    const Positions& positions = positionsIn(field);
    const auto others = positions.find("*");
    std::vector<Placed> placed;
    for (const Value member : object.children()) {
        auto found = positions.find(listedName(member));
        const bool isFirst = found == positions.end() && standsFirst(member);
        found = found == positions.end() && !isFirst ? others : found;
        if (found == positions.end()) {
            placed.push_back({isFirst ? 0 : field.children.size() + 1, member, nullptr});
            if (field.bounds.closed && !isFirst) {
                refuse(member);
            }
        } else {
            placed.push_back({found->second + 1, member, field.children[found->second].get()});
        }
    }
    std::stable_sort(placed.begin(), placed.end(), [](const Placed& a, const Placed& b) { return a.position < b.position; });
    out += '{';
    for (const Placed& each : placed) {
        out += out.back() == '{' ? "" : ",";
        out += jsonText(writtenName(each.member, each.field)) + ":";
        value(each.member, each.field, out);
    }
    out += '}';
}

std::string Arranger::writtenName(Value member, const Field*) {
    return std::string(member.name());
}

void Arranger::refuse(Value) {}

const Arranger::Positions& Arranger::positionsIn(const Field& field) {
    const auto [entry, isNew] = positions_.try_emplace(&field);
    for (std::size_t i = 0; isNew && i < field.children.size(); ++i) {
        entry->second.emplace(field.children[i]->name, i);
    }
    return entry->second;
}

void Arranger::scalar(Value value, const Field* field, std::string& out) const {
    if (hasOnlyTexts_ && field && value.is(Kind::string)) {
        const std::string_view text = value.text();
        const bool isNumber = field->type == FieldType::number || field->type == FieldType::integer;
        const bool isBoolean = field->type == FieldType::boolean;
        if ((isNumber && doc::isJsonNumber(text)) || (isBoolean && (text == "true" || text == "false"))) {
            out += text;
            return;
        }
        if (text.empty() && field->nullable && (isNumber || isBoolean)) {
            out += "null";
            return;
        }
    }
    out += doc::writeJsonLine(value);
}

}  // namespace pb::schema
