#include "models/schema/tree/TreeBuilder.h"

#include "models/base/Text.h"
#include "models/document/Json.h"
#include "models/document/Utf8.h"
#include "models/schema/Expectation.h"
#include "models/schema/check/Decimal.h"
#include "models/schema/check/Program.h"
#include "models/schema/compile/BlockBuilder.h"
#include "models/schema/tree/FieldRules.h"

#include <algorithm>

namespace pb::schema {

namespace {

using doc::Kind;
using doc::Value;

std::string token(std::string_view name) {
    std::string out = "/";
    for (const char c : name) {
        c == '~' ? out += "~0" : c == '/' ? out += "~1" : out += c;
    }
    return out;
}

FieldType fieldType(std::uint8_t types, bool& nullable) {
    const auto null = bitOf(Kind::null);
    nullable = (types & null) != 0 && types != null;
    switch (nullable ? types & ~null : types) {
        case bitOf(Kind::null): return FieldType::null;
        case bitOf(Kind::boolean): return FieldType::boolean;
        case integerBit: return FieldType::integer;
        case bitOf(Kind::number):
        case bitOf(Kind::number) | integerBit: return FieldType::number;
        case bitOf(Kind::string): return FieldType::string;
        case bitOf(Kind::array): return FieldType::array;
        case bitOf(Kind::object): return FieldType::object;
        default: return FieldType::any;
    }
}

/// Of kinds of values: the set of types, with whole numbers beside numbers.
unsigned typeSet(std::uint8_t kinds) {
    static constexpr std::pair<unsigned, FieldType> rows[] = {
        {bitOf(Kind::boolean), FieldType::boolean},
        {bitOf(Kind::number), FieldType::number},
        {bitOf(Kind::number) | integerBit, FieldType::integer},
        {bitOf(Kind::string), FieldType::string},
        {bitOf(Kind::array), FieldType::array},
        {bitOf(Kind::object), FieldType::object}};
    unsigned types = 0;
    for (const auto& [bits, type] : rows) {
        types |= (kinds & bits) != 0 ? bitOf(type) : 0U;
    }
    return types;
}

std::uint64_t countOf(Value value, std::uint64_t otherwise) {
    std::int64_t small = 0;
    const bool readable = value.is(Kind::number) && asSmallInteger(value.digits(), small) && small >= 0;
    return readable ? static_cast<std::uint64_t>(small) : otherwise;
}

void setIfEmpty(std::string& target, std::string text) {
    if (target.empty()) {
        target = std::move(text);
    }
}

/// What `enum` or `const` say about the type where `type` does not.
int kindsOf(Value schema) {
    const auto kindOf = [](Value value) {
        const bool whole = value.is(Kind::number) && isInteger(value.digits());
        return whole ? int{integerBit} : int{bitOf(value.kind())};
    };
    const Value constant = schema.find("const");
    int mask = constant.isValid() ? kindOf(constant) : 0;
    for (const Value choice : schema.find("enum").children()) {
        mask |= kindOf(choice);
    }
    return mask;
}

/// What OpenAPI's schema objects say beyond JSON Schema.
void addOpenApiRules(Field& field, Value schema) {
    const auto add = [&](const QString& constraint, const std::string& rule) {
        field.constraint += (field.constraint.empty() ? "" : ", ") + utf8(constraint);
        addRule(field.otherRules, rule);
    };
    if (schema.find("readOnly").boolean()) {
        add(say("read only"), "readOnly");
    }
    if (schema.find("writeOnly").boolean()) {
        add(say("write only"), "writeOnly");
    }
    const Value discriminator = schema.find("discriminator");
    const Value name = discriminator.is(Kind::string) ? discriminator : discriminator.find("propertyName");
    if (name.is(Kind::string)) {
        add(say("told apart by `%1`").arg(qs(name.text())), "discriminator: " + doc::writeJson(discriminator));
    }
}

/// What the text holds: for people, and nobody is bound to it.
void addContent(Field& field, Value schema) {
    const auto add = [&](const QString& words) { field.constraint += (field.constraint.empty() ? "" : ", ") + utf8(words); };
    if (const Value encoding = schema.find("contentEncoding"); encoding.is(Kind::string)) {
        add(say("in %1").arg(qs(encoding.text())));
    }
    if (const Value type = schema.find("contentMediaType"); type.is(Kind::string)) {
        add(say("content %1").arg(qs(type.text())));
    }
}

void addExamples(Field& field, Value schema) {
    constexpr std::size_t mostExamples = 100;
    const auto add = [&](Value example) {
        if (example.isValid() && field.examples.size() < mostExamples) {
            field.examples.push_back(doc::writeJson(example));
        }
    };
    add(schema.find("example"));
    for (const Value example : schema.find("examples").children()) {
        add(example);
    }
}

std::string json(Value value) { return value.isValid() ? doc::writeJson(value) : std::string(); }

}  // namespace

Result<Tree> TreeBuilder::build(doc::DocumentPtr document, Value root) {
    if (root.isValid() && !root.is(Kind::object) && !root.is(Kind::boolean)) {
        return fail(ErrorCode::invalidInput, say("This is no JSON Schema: a schema is an object, true or false."),
                    say("Name the part of the document that is one, as “#/components/schemas/Order”."), root.place());
    }
    PB_TRY(place, registry_.addRoot(document, root));
    Field* const top = fieldFor({place, root.pointer(), true}, {}, true);
    return finish(*top, std::move(document));
}

Result<Tree> TreeBuilder::buildMap(doc::DocumentPtr document, Value map) {
    PB_TRY(place, registry_.addRoot(document, map));
    Field& top = fields_.make({}, map);
    top.type = FieldType::object;
    top.schemaPointer = map.pointer();
    for (const Value schema : map.children()) {
        addChild({{schema, place.resource}, top.schemaPointer + token(schema.name())}, schema.name(), false);
    }
    top.children = fields_.listOf(children_);
    return finish(top, std::move(document));
}

Tree TreeBuilder::finish(Field& top, doc::DocumentPtr document) {
    while (!pending_.empty()) {
        const auto [field, part] = std::move(pending_.front());
        pending_.pop_front();
        fill(*field, part);
    }
    findings_.insert(findings_.end(), registry_.findings().begin(), registry_.findings().end());
    return fields_.finish(top, std::move(findings_), std::move(document));
}

Field* TreeBuilder::fieldFor(const Part& part, std::string_view name, bool required) {
    const Value value = part.place.value;
    const auto [entry, isNew] = known_.try_emplace({value.document(), value.index(), required, part.certain, std::string(name)}, nullptr);
    if (isNew) {
        Field& field = fields_.make(name, value);
        field.required = required;
        field.certain = part.certain;
        field.schemaPointer = part.pointer;
        entry->second = &field;
        pending_.emplace_back(&field, part);
    }
    return entry->second;
}

TreeBuilder::Part TreeBuilder::below(const Part& part, Value value, std::string_view step) const {
    return {{value, registry_.resourceOf(value, part.place.resource)}, part.pointer + std::string(step), part.certain};
}

TreeBuilder::Gathered TreeBuilder::gather(const Part& start) {
    Gathered all;
    std::set<std::pair<const doc::Document*, std::uint32_t>> seen;
    std::vector<Part> work{start};
    while (!work.empty()) {
        const Part part = std::move(work.back());
        work.pop_back();
        const Value value = part.place.value;
        if (!value.is(Kind::object) || !seen.emplace(value.document(), value.index()).second) {
            continue;
        }
        std::vector<Part> next;
        gatherPart(part, next, all);
        all.parts.push_back(part);
        work.insert(work.end(), next.rbegin(), next.rend());
    }
    return all;
}

void TreeBuilder::gatherPart(const Part& part, std::vector<Part>& next, Gathered& all) {
    const Rules rules = registry_.resource(part.place.resource).rules;
    const Value reference = part.place.value.find("$ref");
    if (rules.refHidesSiblings() && reference.is(Kind::string)) {
        gatherKeyword(part, reference, next, all);
        return;
    }
    readType(part, all);
    for (const Value member : part.place.value.children()) {
        if (keywordInfo(member.name(), rules).keyword != Keyword::unknown) {
            gatherKeyword(part, member, next, all);
        }
    }
}

void TreeBuilder::gatherKeyword(const Part& part, Value member, std::vector<Part>& next, Gathered& all) {
    const std::string_view name = member.name();
    const bool certain = name == "allOf" || name == "extends";
    if (name == "$ref" || name == "$dynamicRef" || name == "$recursiveRef") {
        const auto target = registry_.resolve(member.text(), part.place.resource, member);
        if (target) {
            next.push_back({*target, target->value.pointer(), part.certain});
        } else {
            findings_.push_back({Severity::error, "schema.reference", target.error().sentence, {}, member.place()});
        }
    } else if ((certain || name == "anyOf" || name == "oneOf") && member.is(Kind::array)) {
        const bool isChoice = !certain && part.certain && isPlainChoice(member);
        std::size_t index = 0;
        for (const Value branch : member.children()) {
            next.push_back(below(part, branch, "/" + std::string(name) + "/" + std::to_string(index++)));
            next.back().certain = part.certain && certain;
            next.back().isChoice = isChoice;
        }
    } else if (name == "then" || name == "else" || name == "extends") {
        next.push_back(below(part, member, "/" + std::string(name)));
        next.back().certain = part.certain && certain;
    } else if (name == "dependentSchemas") {
        for (const Value branch : member.children()) {
            next.push_back(below(part, branch, "/dependentSchemas" + token(branch.name())));
            next.back().certain = false;
        }
    } else if (name == "required" && part.certain) {
        for (const Value each : member.children()) {
            all.required.emplace(each.text(), below(part, each, "/required"));
        }
    }
}

void TreeBuilder::readType(const Part& part, Gathered& all) const {
    const Rules rules = registry_.resource(part.place.resource).rules;
    const Value schema = part.place.value;
    const Value type = schema.find("type");
    int mask = type.is(Kind::string) ? typeMask(type.text(), rules) : 0;
    for (const Value name : type.children()) {
        mask |= typeMask(name.text(), rules);
    }
    const bool typed = mask != 0;
    if (schema.find("nullable").boolean() || schema.find("x-nullable").boolean()) {
        mask |= bitOf(Kind::null);
    }
    if (!typed && !all.typed) {
        const bool object = schema.find("properties").is(Kind::object);
        const bool array = schema.find("items").isValid() || schema.find("prefixItems").isValid();
        mask |= object ? bitOf(Kind::object) : array ? bitOf(Kind::array) : kindsOf(schema);
    }
    // allOf narrows: the first certain type stays, and keeps what both name.
    const int both = all.types & mask;
    all.types = static_cast<std::uint8_t>(part.certain && all.typed && both != 0 && typed ? both : all.types | mask);
    all.typed = all.typed || (typed && part.certain);
}

void TreeBuilder::describe(Field& field, const Gathered& all) const {
    field.type = fieldType(all.types, field.nullable);
    if (field.type == FieldType::any && all.types != 0) {
        field.otherRules = "types:" + std::to_string(typeSet(all.types));
    }
    std::vector<std::string> constraints;
    for (const Part& part : all.parts) {
        const Value schema = part.place.value;
        setIfEmpty(field.documentation, std::string(schema.find("description").text()));
        setIfEmpty(field.documentation, std::string(schema.find("title").text()));
        setIfEmpty(field.format, std::string(schema.find("format").text()));
        setIfEmpty(field.defaultValue, json(schema.find("default")));
        addExamples(field, schema);
        for (const Value choice : schema.find("enum").children()) {
            field.choices.push_back(json(choice));
        }
        if (const Value constant = schema.find("const"); constant.isValid()) {
            field.choices.push_back(json(constant));
        }
        field.minItems = std::max(field.minItems, countOf(schema.find("minItems"), 0));
        field.maxItems = std::min(field.maxItems, countOf(schema.find("maxItems"), Field::unlimited));
        addOpenApiRules(field, schema);
        if (part.certain) {
            addContent(field, schema);
        }
        if (!part.isChoice) {
            readFieldRules(field, schema, registry_.resource(part.place.resource).rules, part.certain);
        }
        const std::string text = utf8(constraintOf(schema));
        if (!text.empty() && part.certain && std::find(constraints.begin(), constraints.end(), text) == constraints.end()) {
            constraints.push_back(text);
            field.constraint += (field.constraint.empty() ? "" : ", ") + text;
        }
    }
}

void TreeBuilder::fill(Field& field, const Part& part) {
    const Gathered all = gather(part);
    describe(field, all);
    field.children = fields_.shared(childrenOf(all, field.minItems));
}

/// Fields whose members come out of the same schema objects share their list.
FieldList TreeBuilder::childrenOf(const Gathered& all, std::uint64_t minItems) {
    ListKey key;
    for (const Part& part : all.parts) {
        if (hasMembers(part.place.value)) {
            std::get<0>(key).emplace_back(part.place.value.document(), part.place.value.index(), part.certain);
        }
    }
    if (std::get<0>(key).empty() || fields_.isFull()) {
        return {};
    }
    for (const auto& [name, part] : all.required) {
        std::get<1>(key).push_back(name);
    }
    std::get<2>(key) = minItems;
    const auto [list, isNew] = lists_.try_emplace(std::move(key));
    if (!isNew) {
        return list->second;
    }
    childNames_.clear();
    children_.clear();
    for (const Part& part : all.parts) {
        addMembers(part, all);
        addItems(part, minItems);
    }
    if (all.types == 0 || (all.types & bitOf(Kind::object)) != 0) {
        addRequired(all);
    }
    const auto last = std::stable_partition(children_.begin(), children_.end(), [](const Field* child) { return child->name != "*"; });
    children_.erase(last + std::min<std::ptrdiff_t>(1, children_.end() - last), children_.end());
    return list->second = fields_.listOf(children_);
}

void TreeBuilder::addMembers(const Part& part, const Gathered& all) {
    const Rules rules = registry_.resource(part.place.resource).rules;
    for (const Value member : part.place.value.find("properties").children()) {
        const bool own = rules.dialect == Dialect::draft3 && member.find("required").boolean();
        addChild(below(part, member, "/properties" + token(member.name())), member.name(),
                 part.certain && (own || all.required.contains(member.name())));
    }
    const Value others = part.place.value.find("additionalProperties");
    if (others.is(Kind::object)) {
        addChild(below(part, others, "/additionalProperties"), "*", false);
    }
    for (const Value member : part.place.value.find("patternProperties").children()) {
        if (member.is(Kind::object)) {
            addChild(below(part, member, "/patternProperties" + token(member.name())), "*", false);
        }
    }
}

/// The names that no property describes.
void TreeBuilder::addRequired(const Gathered& all) {
    const auto others = std::find_if(all.parts.begin(), all.parts.end(), [](const Part& part) {
        return part.place.value.find("additionalProperties").is(Kind::object);
    });
    for (const auto& [name, part] : all.required) {
        const Value rule = others == all.parts.end() ? Value() : others->place.value.find("additionalProperties");
        addChild(rule ? below(*others, rule, "/additionalProperties") : part, name, true);
    }
}

void TreeBuilder::addItems(const Part& part, std::uint64_t minItems) {
    const Value items = part.place.value.find("items");
    const Value tuple = items.is(Kind::array) ? items : part.place.value.find("prefixItems");
    std::size_t index = 0;
    for (const Value item : tuple.children()) {
        const std::string step = "/" + std::string(tuple.name()) + "/" + std::to_string(index);
        addChild(below(part, item, step), std::to_string(index), index < minItems);
        ++index;
    }
    const Value rest = items.is(Kind::array) ? part.place.value.find("additionalItems") : items;
    if (rest.is(Kind::object)) {
        addChild(below(part, rest, "/" + std::string(rest.name())), {}, false);
    }
}

void TreeBuilder::addChild(const Part& part, std::string_view name, bool required) {
    if (!childNames_.emplace(name).second && name != "*") {
        return;  // the first of several descriptions of one field (allOf, alternatives) stands for it
    }
    children_.push_back(fieldFor(part, name, required));
}

}  // namespace pb::schema
