#include "models/base/Text.h"
#include "models/schema/Expectation.h"
#include "models/schema/Validator.h"

#include <QStringList>

namespace pb::schema {

namespace {

using doc::Kind;
using doc::Value;

constexpr std::uint32_t mostChoices = 8;

QString choicesOf(Value keyword) {
    if (!keyword.is(Kind::array)) {
        return qs(clipped(keyword.raw(), 60));
    }
    QStringList all;
    for (const Value value : keyword.children()) {
        if (all.size() == mostChoices) {
            return say("%1 or %2 others").arg(all.join(say(", "))).arg(keyword.size() - mostChoices);
        }
        all << qs(clipped(value.raw(), 40));
    }
    return all.size() < 2 ? all.join(QString())
                          : say("%1 or %2").arg(all.mid(0, all.size() - 1).join(say(", ")), all.last());
}

QString sizeSentence(const Violation& violation, const QString& where) {
    const Value instance = violation.instance;
    const QString needed = qs(violation.schema.raw());
    const bool least = violation.keyword.starts_with("min");
    if (instance.is(Kind::array)) {
        return (least ? say("%1 has %2 entries; at least %3 are required.") : say("%1 has %2 entries; at most %3 are allowed."))
            .arg(where)
            .arg(instance.size())
            .arg(needed);
    }
    return (least ? say("%1 has %2 fields; at least %3 are required.") : say("%1 has %2 fields; at most %3 are allowed."))
        .arg(where)
        .arg(instance.size())
        .arg(needed);
}

QString choiceSentence(const Violation& violation, const QString& where) {
    if (violation.positions.size() >= 2) {
        return say("%1 fits alternatives %2 and %3; exactly one is required.")
            .arg(where)
            .arg(violation.positions[0] + 1)
            .arg(violation.positions[1] + 1);
    }
    QString sentence = say("%1 fits none of the %2 alternatives.").arg(where).arg(violation.schema.size());
    if (!violation.branches.empty()) {
        sentence += say(" The nearest one fails: %1").arg(violation.branches.front().sentence());
    }
    return sentence;
}

QString containsSentence(const Violation& violation, const QString& where) {
    if (violation.keyword == "maxContains") {
        return say("%1 has more than %2 entries of the described form.").arg(where, qs(violation.schema.raw()));
    }
    if (violation.keyword == "minContains") {
        return say("%1 has fewer than %2 entries of the described form.").arg(where, qs(violation.schema.raw()));
    }
    return say("%1 has no entry of the described form.").arg(where);
}

QString memberSentence(const Violation& violation, const QString& where) {
    const std::string& keyword = violation.keyword;
    if (keyword == "required") {
        return say("%1 has no “%2”, which is required.").arg(where, qs(violation.missingName));
    }
    if (keyword == "propertyNames") {
        return say("The name “%1” is not allowed here.").arg(qs(violation.missingName));
    }
    if (keyword.starts_with("depend")) {
        return say("%1 has “%2” but no “%3”, which it requires.")
            .arg(where, qs(violation.schema.name()), qs(violation.missingName));
    }
    if (keyword == "additionalProperties" || keyword == "unevaluatedProperties") {
        return say("%1 is not defined in the schema, and nothing else is allowed there.").arg(where);
    }
    return say("%1 is one entry too many.").arg(where);
}

QString valueSentence(const Violation& violation, const QString& where) {
    const std::string& keyword = violation.keyword;
    const QString what = describe(violation.instance);
    if (keyword == "enum" || keyword == "const") {
        return say("%1 is %2; %3 is required.").arg(where, what, choicesOf(violation.schema));
    }
    if (keyword == "not" || keyword == "disallow") {
        return say("%1 is %2, which is excluded.").arg(where, what);
    }
    if (violation.schema.is(Kind::boolean)) {
        return say("%1 must not be there.").arg(where);
    }
    return say("%1 is %2; %3 is required.").arg(where, what, expectationOf(violation.schema.parent()));
}

bool isOneOf(const std::string& keyword, std::initializer_list<const char*> all) {
    for (const char* each : all) {
        if (keyword == each) {
            return true;
        }
    }
    return false;
}

}  // namespace

QString Violation::sentence() const {
    if (!limit.isEmpty()) {
        return say("The check was not finished. %1").arg(limit);
    }
    const QString where = pathForPeople(instance);
    if (isOneOf(keyword, {"anyOf", "oneOf"})) {
        return choiceSentence(*this, where);
    }
    if (isOneOf(keyword, {"minItems", "maxItems", "minProperties", "maxProperties"})) {
        return sizeSentence(*this, where);
    }
    if (isOneOf(keyword, {"contains", "minContains", "maxContains"})) {
        return containsSentence(*this, where);
    }
    if (keyword == "uniqueItems" && positions.size() == 2) {
        return say("%1 has the same value at positions %2 and %3; all must differ.")
            .arg(where)
            .arg(positions[0] + 1)
            .arg(positions[1] + 1);
    }
    const bool closed = schema.is(Kind::boolean) &&
                        isOneOf(keyword, {"additionalProperties", "unevaluatedProperties", "additionalItems", "items",
                                          "unevaluatedItems"});
    // A name may be empty.
    const bool isAboutName = isOneOf(keyword, {"required", "propertyNames", "dependentRequired"}) || !missingName.empty() ||
                             (keyword == "dependencies" && schema.is(Kind::array));
    if (closed || isAboutName) {
        return memberSentence(*this, where);
    }
    return valueSentence(*this, where);
}

}  // namespace pb::schema
