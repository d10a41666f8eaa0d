#include "models/schema/diff/FieldComparison.h"

#include "models/base/Text.h"
#include "models/schema/diff/BoundsComparison.h"

#include <algorithm>
#include <set>

namespace pb::schema {

namespace {

bool isUnion(const Field& field) { return field.type == FieldType::any && !field.otherRules.empty(); }

/// Whether every value of `inner` is one of `outer`, by their types alone.
bool includes(const Field& outer, const Field& inner) {
    return outer.type == inner.type || outer.type == FieldType::any ||
           (outer.type == FieldType::number && inner.type == FieldType::integer);
}

QString typeText(const Field& field) { return field.typeName.empty() ? qs(wordFor(field.type)) : qs(field.typeName); }

void compareTypes(const FieldPair& pair, std::vector<Change>& changes) {
    const Field& old = *pair.old;
    const Field& now = *pair.now;
    if (old.type != now.type) {
        const Verdict verdict = isUnion(old) || isUnion(now) ? undecided
                                : includes(now, old)         ? allowsMore
                                : includes(old, now)         ? allowsLess
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

/// In JSON Schema a format is a note unless somebody decides otherwise; in typed languages it is the type.
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
                 isTyped ? allowsOther : undecided));
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

bool haveSameNames(const Field& old, const Field& now) {
    std::set<std::string_view> oldNames, newNames;
    for (const auto& child : old.children) {
        oldNames.insert(child->name);
    }
    for (const auto& child : now.children) {
        newNames.insert(child->name);
    }
    return oldNames == newNames;
}

/// In XML the order of the children is a rule, which says nothing more where children came or went.
void compareRules(const FieldPair& pair, const ComparisonRules& rules, std::vector<Change>& changes) {
    if (pair.old->otherRules == pair.now->otherRules || pair.old->type != pair.now->type) {
        return;
    }
    if (!rules.oneIsAList || haveSameNames(*pair.old, *pair.now)) {
        changes.push_back(changeOf(
            pair, ChangeKind::rules,
            say("Other rules of %1 (alternatives, conditions, order) changed.").arg(shownPath(pair.newPath)), undecided));
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
    compareFormats(pair, changes);
    compareCounts(pair, changes);
    compareChoices(pair, changes);
    compareBounds(pair, changes);
    compareDefaults(pair, changes);
    compareRules(pair, rules, changes);
}

}  // namespace pb::schema
