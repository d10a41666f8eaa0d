#include "models/schema/diff/FieldComparison.h"

#include "models/base/Text.h"
#include "models/schema/diff/BoundsComparison.h"
#include "models/schema/diff/RuleComparison.h"
#include "models/schema/tree/FieldRules.h"

#include <algorithm>
#include <charconv>

namespace pb::schema {

namespace {

constexpr unsigned anyType = ~0U;

/// The types of a field as bits; whole numbers are one of their own, beside `number`.
unsigned typesOf(const Field& field) {
    constexpr std::string_view prefix = "types:";  // what TreeBuilder writes of several
    if (field.type != FieldType::any || !field.otherRules.starts_with(prefix)) {
        return field.type == FieldType::any      ? anyType
               : field.type == FieldType::number ? bitOf(FieldType::number) | bitOf(FieldType::integer)
                                                 : bitOf(field.type);
    }
    unsigned types = 0;
    std::from_chars(field.otherRules.data() + prefix.size(), field.otherRules.data() + field.otherRules.size(), types);
    return types;
}

/// Branches of a union that nothing lists (XSD, Avro) may be anything.
bool isUnknownUnion(const Field& field) {
    return field.type == FieldType::any && typesOf(field) == anyType && !field.otherRules.empty();
}

QString typeText(const Field& field) {
    if (!field.typeName.empty() || field.type != FieldType::any || typesOf(field) == anyType) {
        return field.typeName.empty() ? qs(wordFor(field.type)) : qs(field.typeName);
    }
    QString text;
    for (unsigned i = 0; i <= static_cast<unsigned>(FieldType::object); ++i) {
        const auto type = static_cast<FieldType>(i);
        const bool isImplied = type == FieldType::integer && (typesOf(field) & bitOf(FieldType::number)) != 0;
        if ((typesOf(field) & bitOf(type)) != 0 && !isImplied) {
            text += (text.isEmpty() ? QString() : say(" or ")) + qs(wordFor(type));
        }
    }
    return text;
}

void compareTypes(const FieldPair& pair, std::vector<Change>& changes) {
    const Field& old = *pair.old;
    const Field& now = *pair.now;
    const unsigned before = typesOf(old), after = typesOf(now);
    if (before != after || old.type != now.type) {
        const bool isUnknown = isUnknownUnion(old) || isUnknownUnion(now);
        const Verdict verdict = isUnknown                   ? undecided
                                : (before & ~after) == 0 ? allowsMore
                                : (after & ~before) == 0 ? allowsLess
                                                         : allowsOther;
        changes.push_back(changeOf(
            pair, ChangeKind::retyped,
            say("The type of %1 was %2 and is %3.").arg(shownPath(pair.newPath), typeText(old), typeText(now)), verdict));
    }
    if (old.nullable != now.nullable && old.type != FieldType::null && now.type != FieldType::null) {
        const QString sentence = now.nullable ? say("%1 may be null.") : say("%1 may no longer be null.");
        changes.push_back(
            changeOf(pair, ChangeKind::retyped, sentence.arg(shownPath(pair.newPath)), now.nullable ? allowsMore : allowsLess));
    }
}

/// In JSON Schema a format is a note unless somebody decides otherwise, and then it allows less; in typed languages it is the
/// type.
void compareFormats(const FieldPair& pair, std::vector<Change>& changes) {
    const Field& old = *pair.old;
    const Field& now = *pair.now;
    if (old.format == now.format || old.type != now.type) {
        return;
    }
    const auto shown = [](const std::string& format) { return format.empty() ? say("none") : qs(format); };
    const bool isTyped = !old.typeName.empty() && !now.typeName.empty();
    changes.push_back(
        changeOf(pair, ChangeKind::retyped,
                 say("The format of %1 was %2 and is %3.").arg(shownPath(pair.newPath), shown(old.format), shown(now.format)),
                 isTyped ? allowsOther
                         : Verdict{old.format.empty() ? Breaks::no : Breaks::cannotTell,
                                   now.format.empty() ? Breaks::no : Breaks::cannotTell}));
}

void compareRequired(const FieldPair& pair, std::vector<Change>& changes) {
    if (pair.old->required == pair.now->required) {
        return;
    }
    const bool isNow = pair.now->required;
    const QString sentence = isNow ? say("%1 is required; it was optional.") : say("%1 is optional; it was required.");
    changes.push_back(changeOf(pair, isNow ? ChangeKind::required : ChangeKind::optional, sentence.arg(shownPath(pair.newPath)),
                               isNow ? allowsLess : allowsMore));
}

void compareCounts(const FieldPair& pair, std::vector<Change>& changes) {
    const Field& old = *pair.old;
    const Field& now = *pair.now;
    if (old.minItems == now.minItems && old.maxItems == now.maxItems) {
        return;
    }
    const auto shown = [](const Field& field) {
        return field.maxItems == Field::unlimited ? say("%1 or more").arg(field.minItems)
                                                  : say("%1 to %2").arg(field.minItems).arg(field.maxItems);
    };
    const bool less = now.minItems > old.minItems || now.maxItems < old.maxItems;
    const bool more = now.minItems < old.minItems || now.maxItems > old.maxItems;
    changes.push_back(changeOf(pair, ChangeKind::cardinality,
                               say("%1 had %2 entries and has %3.").arg(shownPath(pair.newPath), shown(old), shown(now)),
                               {more ? Breaks::yes : Breaks::no, less ? Breaks::yes : Breaks::no}));
}

QString listed(const std::vector<std::string>& values) {
    constexpr std::size_t most = 5;
    QString text;
    for (std::size_t i = 0; i < std::min(values.size(), most); ++i) {
        text += (i == 0 ? QString() : say(", ")) + qs(clipped(values[i], 60));
    }
    return values.size() > most ? say("%1 and %2 more").arg(text).arg(values.size() - most) : text;
}

std::vector<std::string> without(const std::vector<std::string>& all, const std::vector<std::string>& others) {
    std::vector<std::string> rest;
    for (const std::string& each : all) {
        if (std::find(others.begin(), others.end(), each) == others.end()) {
            rest.push_back(each);
        }
    }
    return rest;
}

void compareChoices(const FieldPair& pair, std::vector<Change>& changes) {
    const auto& old = pair.old->choices;
    const auto& now = pair.now->choices;
    const auto gone = without(old, now), come = without(now, old);
    if (gone.empty() && come.empty()) {
        return;
    }
    const bool hasOthers = !pair.old->otherRules.empty() || !pair.now->otherRules.empty();
    const auto verdict = [&](bool breaks) { return !breaks ? Breaks::no : hasOthers ? Breaks::cannotTell : Breaks::yes; };
    const QString path = shownPath(pair.newPath);
    const QString sentence = old.empty()    ? say("%1 takes only %2.").arg(path, listed(now))
                             : now.empty()  ? say("%1 takes more than %2.").arg(path, listed(old))
                             : come.empty() ? say("%1 no longer takes %2.").arg(path, listed(gone))
                             : gone.empty() ? say("%1 takes %2 too.").arg(path, listed(come))
                                            : say("%1 takes %2 instead of %3.").arg(path, listed(come), listed(gone));
    changes.push_back(changeOf(
        pair, ChangeKind::choices, sentence,
        {verdict(now.empty() || (!old.empty() && !come.empty())), verdict(old.empty() || (!now.empty() && !gone.empty()))}));
}

void compareDefaults(const FieldPair& pair, std::vector<Change>& changes) {
    const std::string& old = pair.old->defaultValue;
    const std::string& now = pair.now->defaultValue;
    if (old != now) {
        const auto shown = [](const std::string& value) { return value.empty() ? say("none") : qs(clipped(value, 60)); };
        changes.push_back(
            changeOf(pair, ChangeKind::defaultValue,
                     say("The default of %1 was %2 and is %3.").arg(shownPath(pair.newPath), shown(old), shown(now)), harmless));
    }
}

}  // namespace

const char* wordFor(ChangeKind kind) {
    static constexpr const char* words[] = {"added",    "removed",  "renamed", "moved",       "retyped", "tightened", "loosened",
                                            "required", "optional", "choices", "cardinality", "default", "rules"};
    return words[static_cast<int>(kind)];
}

const char* Change::breaks() const {
    if (isBreaking()) {
        return reader != Breaks::yes ? "writer" : writer != Breaks::yes ? "reader" : "both";
    }
    return reader == Breaks::cannotTell || writer == Breaks::cannotTell ? "cannot tell" : "neither";
}

QString shownPath(const std::string& path) { return path.empty() ? say("The document") : u'`' + qs(path) + u'`'; }

Change changeOf(const FieldPair& pair, ChangeKind kind, QString sentence, Verdict verdict) {
    const bool isCertain = (!pair.old || pair.old->certain) && (!pair.now || pair.now->certain);
    const auto judged = [&](Breaks breaks) { return breaks == Breaks::yes && !isCertain ? Breaks::cannotTell : breaks; };
    return {kind,     pair.oldPath,        pair.newPath,           pair.old,
            pair.now, std::move(sentence), judged(verdict.reader), judged(verdict.writer)};
}

bool becameList(const Field& old, const Field& now) {
    const auto isListOf = [](const Field& list, const Field& one) {
        return list.type == FieldType::array && one.type != FieldType::array && list.children.size() == 1 &&
               list.children.front()->type == one.type;
    };
    return isListOf(now, old) || isListOf(old, now);
}

void compareFields(const FieldPair& pair, const ComparisonRules& rules, std::vector<Change>& changes) {
    compareRequired(pair, changes);
    if (becameList(*pair.old, *pair.now)) {
        const bool isList = pair.now->type == FieldType::array;
        const Verdict oneWay = isList ? allowsMore : allowsLess;
        const QString sentence = isList ? say("%1 is a list; it was one entry.") : say("%1 is one entry; it was a list.");
        changes.push_back(changeOf(pair, ChangeKind::cardinality, sentence.arg(shownPath(pair.newPath)),
                                   rules.oneIsAList ? oneWay : allowsOther));
        return;
    }
    compareTypes(pair, changes);
    if ((typesOf(*pair.old) & typesOf(*pair.now)) == 0) {
        return;  // no value is of both: what else changed says nothing more
    }
    compareFormats(pair, changes);
    compareCounts(pair, changes);
    compareChoices(pair, changes);
    compareBounds(pair, changes);
    compareDefaults(pair, changes);
    compareRules(pair, rules, changes);
}

}  // namespace pb::schema
