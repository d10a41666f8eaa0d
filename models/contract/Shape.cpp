#include "models/contract/Shape.h"

#include <algorithm>

namespace pb::contract {

namespace {

constexpr int maxDepth = 24;

void fold(const Contract& contract, doc::Value schema, std::mt19937_64& random, int depth, Shape& into);

void foldChoice(const Contract& contract, doc::Value list, std::mt19937_64& random, int depth, Shape& into) {
    if (list.size() > 0) {
        fold(contract, list.at(static_cast<std::uint32_t>(random() % list.size())), random, depth, into);
    }
}

void addExamples(doc::Value schema, Shape& into) {
    if (const doc::Value example = schema.find("example")) {
        into.examples.push_back(example);
    }
    const doc::Value examples = schema.find("examples");
    if (examples.is(doc::Kind::array)) {
        for (const doc::Value example : examples.children()) {
            into.examples.push_back(example);
        }
    }
}

void addTypes(doc::Value type, Shape& into) {
    if (!into.types.empty() || !type) {
        return;
    }
    if (type.is(doc::Kind::string)) {
        into.types.emplace_back(type.text());
    }
    for (const doc::Value one : type.children()) {
        if (one.text() == "null") {
            into.nullable = true;
        } else {
            into.types.emplace_back(one.text());
        }
    }
}

void fold(const Contract& contract, doc::Value schema, std::mt19937_64& random, int depth, Shape& into) {
    if (depth > maxDepth || !schema.is(doc::Kind::object)) {
        return;
    }
    into.parts.push_back(schema);
    addTypes(schema.find("type"), into);
    into.nullable = into.nullable || schema.find("nullable").boolean();
    addExamples(schema, into);
    for (const doc::Value property : schema.find("properties").children()) {
        const bool known = std::any_of(into.properties.begin(), into.properties.end(),
                                       [&](const auto& one) { return one.first == property.name(); });
        if (!known) {
            into.properties.emplace_back(property.name(), property);
        }
    }
    for (const doc::Value name : schema.find("required").children()) {
        into.required.emplace(name.text());
    }
    if (schema.find("$ref").is(doc::Kind::string)) {
        fold(contract, contract.resolve(schema), random, depth + 1, into);
    }
    for (const doc::Value part : schema.find("allOf").children()) {
        fold(contract, part, random, depth + 1, into);
    }
    foldChoice(contract, schema.find("oneOf"), random, depth + 1, into);
    foldChoice(contract, schema.find("anyOf"), random, depth + 1, into);
}

}  // namespace

doc::Value Shape::keyword(std::string_view name) const {
    for (const doc::Value part : parts) {
        if (const doc::Value found = part.find(name)) {
            return found;
        }
    }
    return {};
}

bool Shape::has(std::string_view type) const {
    return types.empty() || std::find(types.begin(), types.end(), type) != types.end();
}

std::string Shape::mainType() const {
    if (!types.empty()) {
        return types.front();
    }
    if (!properties.empty() || !required.empty()) {
        return "object";
    }
    if (keyword("items")) {
        return "array";
    }
    const bool numeric = keyword("minimum") || keyword("maximum") || keyword("multipleOf");
    return numeric ? "number" : "string";
}

Shape shapeOf(const Contract& contract, doc::Value schema, std::mt19937_64& random) {
    Shape shape;
    fold(contract, schema, random, 0, shape);
    return shape;
}

}  // namespace pb::contract
