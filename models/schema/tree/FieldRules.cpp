#include "models/schema/tree/FieldRules.h"

#include "models/document/Json.h"
#include "models/schema/check/Decimal.h"

#include <algorithm>
#include <set>

namespace pb::schema {

namespace {

using doc::Kind;
using doc::Value;

/// What the tree has members for in every schema object that describes a field.
bool isStructure(Keyword keyword) {
    switch (keyword) {
        case Keyword::unknown:
        case Keyword::ref:
        case Keyword::dynamicRef:
        case Keyword::recursiveRef:
        case Keyword::defs:
        case Keyword::allOf:
        case Keyword::extends:
        case Keyword::thenBranch:
        case Keyword::elseBranch:
        case Keyword::dependentSchemas:
        case Keyword::properties:
        case Keyword::prefixItems:
        case Keyword::minItems:
        case Keyword::maxItems: return true;
        default: return false;
    }
}

/// What the tree has members for where the schema object always applies.
bool isMember(Keyword keyword) {
    switch (keyword) {
        case Keyword::type:
        case Keyword::nullable:
        case Keyword::required:
        case Keyword::enumeration:
        case Keyword::constant:
        case Keyword::format:
        case Keyword::minimum:
        case Keyword::maximum:
        case Keyword::exclusiveMinimum:
        case Keyword::exclusiveMaximum:
        case Keyword::multipleOf:
        case Keyword::minLength:
        case Keyword::maxLength:
        case Keyword::pattern: return true;
        default: return false;
    }
}

/// The narrower of two lower (or, with `sign` -1, upper) bounds.
void narrow(std::string& bound, bool& isOut, Value value, bool valueIsOut, int sign) {
    if (!value.is(Kind::number)) {
        return;
    }
    const int order = bound.empty() ? 1 : sign * compare(Decimal(value.digits()), Decimal(bound));
    if (order > 0) {
        bound = value.digits();
        isOut = valueIsOut;
    } else if (order == 0) {
        isOut = isOut || valueIsOut;
    }
}

std::uint64_t countOr(Value value, std::uint64_t otherwise) {
    std::int64_t count = 0;
    const bool readable = value.is(Kind::number) && asSmallInteger(Decimal(value.digits()).print(), count) && count >= 0;
    return readable ? static_cast<std::uint64_t>(count) : otherwise;
}

void readBounds(Bounds& bounds, Value schema) {
    const Value low = schema.find("exclusiveMinimum"), high = schema.find("exclusiveMaximum");
    narrow(bounds.least, bounds.leastIsOut, schema.find("minimum"), low.boolean(), 1);
    narrow(bounds.most, bounds.mostIsOut, schema.find("maximum"), high.boolean(), -1);
    narrow(bounds.least, bounds.leastIsOut, low, true, 1);
    narrow(bounds.most, bounds.mostIsOut, high, true, -1);
    if (const Value step = schema.find("multipleOf"); step.is(Kind::number)) {
        bounds.step = step.digits();
    }
    bounds.shortest = std::max(bounds.shortest, countOr(schema.find("minLength"), 0));
    bounds.longest = std::min(bounds.longest, countOr(schema.find("maxLength"), Field::unlimited));
    if (const Value pattern = schema.find("pattern"); pattern.is(Kind::string)) {
        bounds.patterns.emplace_back(pattern.text());
    }
    const Value others = schema.find("additionalProperties");
    bounds.closed = bounds.closed || (others.is(Kind::boolean) && !others.boolean());
}

bool isFalse(Value value) { return value.is(Kind::boolean) && !value.boolean(); }

bool isChoiceOfValues(Value branches) {
    for (const Value branch : branches.children()) {
        const bool isList = branch.find("const").isValid() || branch.find("enum").isValid();
        if (!isList || branch.find("$ref").isValid() || branch.find("properties").isValid()) {
            return false;
        }
    }
    return true;
}

/// Of oneOf the types may not overlap, as integers and numbers do.
bool isChoiceOfTypes(Value branches) {
    const bool isOneOf = branches.name() == "oneOf";
    std::set<std::string_view> types;
    for (const Value branch : branches.children()) {
        const Value type = branch.find("type");
        const bool isNew = type.is(Kind::string) && types.insert(type.text() == "integer" ? "number" : type.text()).second;
        for (const Value member : branch.children()) {
            const std::string_view name = member.name();
            if (name != "type" && name != "title" && name != "description") {
                return false;
            }
        }
        if (!type.is(Kind::string) || (isOneOf && !isNew)) {
            return false;
        }
    }
    return branches.size() > 0;
}

std::string ruleText(Keyword keyword, Value member, bool certain) {
    const std::string name(member.name());
    switch (keyword) {
        case Keyword::anyOf:
        case Keyword::oneOf:  // the branches are schema objects of the field too
            return certain && isPlainChoice(member) ? std::string() : name + ":" + std::to_string(member.size());
        case Keyword::additionalProperties: return isFalse(member) && !certain ? name + ":false" : std::string();
        case Keyword::items:
        case Keyword::additionalItems: return isFalse(member) ? name + ":false" : std::string();
        default: return name + ":" + doc::writeJson(member);
    }
}

}  // namespace

void addRule(std::string& otherRules, const std::string& rule) { otherRules += (otherRules.empty() ? "" : "\n") + rule; }

bool isPlainChoice(Value branches) { return isChoiceOfValues(branches) || isChoiceOfTypes(branches); }

void readFieldRules(Field& field, Value schema, const Rules& rules, bool certain) {
    if (rules.refHidesSiblings() && schema.find("$ref").isValid()) {
        return;
    }
    if (certain) {
        readBounds(field.bounds, schema);
    }
    for (const Value member : schema.children()) {
        const Keyword keyword = keywordInfo(member.name(), rules).keyword;
        if (isStructure(keyword) || (certain && isMember(keyword))) {
            continue;
        }
        if (const std::string text = ruleText(keyword, member, certain); !text.empty()) {
            addRule(field.otherRules, (certain ? "" : "?") + text);
        }
    }
}

bool hasMembers(Value schema) {
    static constexpr std::string_view keywords[] = {"properties", "additionalProperties", "patternProperties",
                                                    "items",      "additionalItems",      "prefixItems"};
    const auto has = [&](std::string_view each) { return schema.find(each).isValid(); };
    return schema.find("required").is(Kind::array) || std::any_of(std::begin(keywords), std::end(keywords), has);
}

}  // namespace pb::schema
