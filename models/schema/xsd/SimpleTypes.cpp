#include "models/schema/xsd/SimpleTypes.h"

#include "models/base/Text.h"
#include "models/document/Json.h"
#include "models/schema/JsonText.h"
#include "models/schema/check/Decimal.h"
#include "models/schema/tree/FieldRules.h"
#include "models/schema/xsd/XsdPattern.h"

#include <algorithm>

namespace pb::schema::xsd {

namespace {

constexpr int deepestType = 100;  ///< derivations, lists and unions one inside of the other

struct BuiltIn {
    std::string_view name;
    FieldType type;
    const char* format = "";
    const char* least = "";
    const char* most = "";
};

// Part 2 §3.2 and §3.3; texts without a format of their own are not listed.
constexpr BuiltIn builtIns[] = {
    {"anyType", FieldType::any},
    {"anySimpleType", FieldType::string},
    {"boolean", FieldType::boolean},
    {"decimal", FieldType::number},
    {"float", FieldType::number, "float"},
    {"double", FieldType::number, "double"},
    {"integer", FieldType::integer},
    {"nonPositiveInteger", FieldType::integer, "", "", "0"},
    {"negativeInteger", FieldType::integer, "", "", "-1"},
    {"nonNegativeInteger", FieldType::integer, "", "0"},
    {"positiveInteger", FieldType::integer, "", "1"},
    {"long", FieldType::integer, "", "-9223372036854775808", "9223372036854775807"},
    {"int", FieldType::integer, "", "-2147483648", "2147483647"},
    {"short", FieldType::integer, "", "-32768", "32767"},
    {"byte", FieldType::integer, "", "-128", "127"},
    {"unsignedLong", FieldType::integer, "", "0", "18446744073709551615"},
    {"unsignedInt", FieldType::integer, "", "0", "4294967295"},
    {"unsignedShort", FieldType::integer, "", "0", "65535"},
    {"unsignedByte", FieldType::integer, "", "0", "255"},
    {"date", FieldType::string, "date"},
    {"dateTime", FieldType::string, "date-time"},
    {"time", FieldType::string, "time"},
    {"duration", FieldType::string, "duration"},
    {"gYear", FieldType::string, "year"},
    {"gYearMonth", FieldType::string, "year-month"},
    {"gMonth", FieldType::string, "month"},
    {"gMonthDay", FieldType::string, "month-day"},
    {"gDay", FieldType::string, "day"},
    {"anyURI", FieldType::string, "uri-reference"},
    {"base64Binary", FieldType::string, "base64"},
    {"hexBinary", FieldType::string, "hex"},
    {"language", FieldType::string, "language"},
};

std::uint64_t countOf(std::string_view text, std::uint64_t otherwise) {
    std::int64_t count = 0;
    return asSmallInteger(text, count) && count >= 0 ? static_cast<std::uint64_t>(count) : otherwise;
}

/// "+012.50" is no JSON number; "12.50" is.
std::string jsonNumber(std::string_view text) {
    const bool isNegative = text.starts_with('-');
    text.remove_prefix(isNegative || text.starts_with('+') ? 1 : 0);
    while (text.size() > 1 && text[0] == '0' && text[1] >= '0' && text[1] <= '9') {
        text.remove_prefix(1);
    }
    const std::string number = (isNegative ? "-" : "") + std::string(text.starts_with('.') ? "0" : "") + std::string(text) +
                               (text.ends_with('.') ? "0" : "");
    const auto document = doc::readJson(number);
    return document && (*document)->root().is(doc::Kind::number) ? number : std::string();
}

bool isNumber(FieldType type) { return type == FieldType::number || type == FieldType::integer; }

/// A facet that bounds the value; of what is no number it is a rule of its own.
void bound(SimpleType& type, const Node& facet, bool isLeast, bool isOut) {
    const std::string value(facet.attribute("value"));
    const std::string number = isNumber(type.type) ? jsonNumber(value) : std::string();
    if (number.empty()) {
        addRule(type.otherRules, std::string(facet.tag) + ":" + value);
        return;
    }
    (isLeast ? type.bounds.least : type.bounds.most) = number;
    (isLeast ? type.bounds.leastIsOut : type.bounds.mostIsOut) = isOut;
}

void length(SimpleType& type, const Node& facet) {
    if (type.isList) {
        addRule(type.otherRules, std::string(facet.tag) + ":" + std::string(facet.attribute("value")));
        return;
    }
    if (facet.tag != "maxLength") {
        type.bounds.shortest = countOf(facet.attribute("value"), type.bounds.shortest);
    }
    if (facet.tag != "minLength") {
        type.bounds.longest = countOf(facet.attribute("value"), type.bounds.longest);
    }
}

/// "decimal(13,2)": digits in all, digits behind the point.
std::string decimalFormat(std::string_view digits, std::string_view fraction) {
    return "decimal(" + std::string(digits.empty() ? "*" : digits) + "," + std::string(fraction.empty() ? "*" : fraction) + ")";
}

void applyFacet(SimpleType& type, const Node& facet, std::string& patterns) {
    type.hasFacets = type.hasFacets || (facet.tag != "enumeration" && facet.tag != "whiteSpace");
    if (facet.tag == "minInclusive" || facet.tag == "minExclusive") {
        bound(type, facet, true, facet.tag == "minExclusive");
    } else if (facet.tag == "maxInclusive" || facet.tag == "maxExclusive") {
        bound(type, facet, false, facet.tag == "maxExclusive");
    } else if (facet.tag == "length" || facet.tag == "minLength" || facet.tag == "maxLength") {
        length(type, facet);
    } else if (facet.tag == "pattern") {
        const std::string_view value = facet.attribute("value");
        patterns += (patterns.empty() ? "" : "|") + ecmaPattern(value).value_or(std::string(value));
    } else if (facet.tag == "enumeration") {
        type.choices.push_back(jsonValue(type.type, facet.value.find("@value").text()));
    }
}

}  // namespace

std::string jsonValue(FieldType type, std::string_view text) {
    if (isNumber(type)) {
        if (std::string number = jsonNumber(text); !number.empty()) {
            return number;
        }
    }
    if (type == FieldType::boolean && (text == "true" || text == "1" || text == "false" || text == "0")) {
        return text == "true" || text == "1" ? "true" : "false";
    }
    return jsonText(text);
}

SimpleType SimpleTypes::builtIn(std::string_view local) const {
    SimpleType type;
    type.typeName = "xs:" + std::string(local);
    const auto row =
        std::find_if(std::begin(builtIns), std::end(builtIns), [&](const BuiltIn& each) { return each.name == local; });
    if (row != std::end(builtIns)) {
        type.type = row->type;
        type.format = row->format;
        type.bounds.least = row->least;
        type.bounds.most = row->most;
    }
    type.isList = local == "NMTOKENS" || local == "IDREFS" || local == "ENTITIES";
    return type;
}

std::string SimpleTypes::shownName(const Name& name) const {
    const std::string prefix = name.isBuiltIn() ? std::string("xs") : files_.prefixFor(name.uri);
    return prefix.empty() ? name.local : prefix + ":" + name.local;
}

SimpleType SimpleTypes::named(const Node& node, std::string_view qname) { return named(node, qname, 0); }

SimpleType SimpleTypes::named(const Node& node, std::string_view qname, int depth) {
    const Name name = files_.resolve(node, qname);
    if (name.isBuiltIn()) {
        return builtIn(name.local);
    }
    const Component* const component = files_.find(Symbol::type, node, name);
    if (!component || component->node.tag != "simpleType") {
        return {};
    }
    SimpleType type = at(component->node, depth + 1);
    type.typeName = shownName(name);
    return type;
}

SimpleType SimpleTypes::at(const Node& definition, int depth) {
    if (const auto known = known_.find(definition.id()); known != known_.end()) {
        return known->second;
    }
    if (depth > deepestType || !open_.insert(definition.id()).second) {
        files_.note(Severity::error, "schema.xsd.circular",
                    say("This type is built on itself, or on more than %1 others.").arg(deepestType), definition);
        return {};
    }
    SimpleType type;
    if (const Node derived = definition.child("restriction")) {
        type = restriction(derived, depth);
    } else if (const Node list = definition.child("list")) {
        const SimpleType item = baseOf(list, "itemType", depth);
        type.isList = true;
        type.format = "list";
        addRule(type.otherRules, "list of " + item.typeName);
    } else if (const Node alternatives = definition.child("union")) {
        type = unionOf(alternatives, depth);
    }
    if (std::string text = definition.documentation(); !text.empty()) {
        type.documentation = std::move(text);
    }
    open_.erase(definition.id());
    return known_[definition.id()] = type;
}

/// The type that an attribute names, or that stands inside.
SimpleType SimpleTypes::baseOf(const Node& node, const char* attribute, int depth) {
    if (node.has(attribute)) {
        return named(node, node.attribute(attribute), depth + 1);
    }
    const Node inner = node.child("simpleType");
    return inner ? at(inner, depth + 1) : SimpleType();
}

SimpleType SimpleTypes::restriction(const Node& node, int depth) {
    SimpleType type = baseOf(node, "base", depth);
    restrict(type, node);
    return type;
}

void SimpleTypes::restrict(SimpleType& type, const Node& restriction) const {
    std::string patterns;
    std::string digits, fraction;
    std::vector<std::string> inherited = std::move(type.choices);
    type.choices.clear();
    for (const Node& facet : restriction.children()) {
        applyFacet(type, facet, patterns);
        digits = facet.tag == "totalDigits" ? std::string(facet.attribute("value")) : digits;
        fraction = facet.tag == "fractionDigits" ? std::string(facet.attribute("value")) : fraction;
    }
    if (type.choices.empty()) {
        type.choices = std::move(inherited);
    }
    if (!patterns.empty()) {
        type.bounds.patterns.push_back("^(?:" + patterns + ")$");
    }
    if (!digits.empty() || !fraction.empty()) {
        type.format = decimalFormat(digits, fraction);
    }
}

SimpleType SimpleTypes::unionOf(const Node& node, int depth) {
    std::vector<SimpleType> members;
    std::string_view rest = node.attribute("memberTypes");
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find_first_of(" \t\r\n"), rest.size());
        if (end > 0) {
            members.push_back(named(node, rest.substr(0, end), depth + 1));
        }
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    for (const Node& inner : node.children()) {
        if (inner.tag == "simpleType") {
            members.push_back(at(inner, depth + 1));
        }
    }
    SimpleType type;
    const auto isLike = [&](const SimpleType& member) { return member.type == members.front().type; };
    type.type =
        !members.empty() && std::all_of(members.begin(), members.end(), isLike) ? members.front().type : FieldType::string;
    const bool areChoices =
        std::all_of(members.begin(), members.end(), [](const SimpleType& member) { return !member.choices.empty(); });
    std::set<std::string> told;
    for (const SimpleType& member : members) {
        if (!areChoices) {
            addRule(type.otherRules, "or " + member.typeName);
            continue;
        }
        for (const std::string& choice : member.choices) {
            if (told.insert(choice).second) {
                type.choices.push_back(choice);
            }
        }
    }
    return type;
}

}  // namespace pb::schema::xsd
