#include "models/schema/diff/Differ.h"

#include "models/base/Text.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace pb::schema {

namespace {

bool hasName(const Field& field) { return !field.name.empty() && field.name != "*"; }

const Field* rest(const Field& parent) {
    const auto found =
        std::find_if(parent.children.begin(), parent.children.end(), [](const auto& child) { return child->name == "*"; });
    return found == parent.children.end() ? nullptr : found->get();
}

/// A name that was, or is, one of "any name": what those are decides.
Breaks breaksAsAny(const Field& any, const Field& field) {
    return any.type == FieldType::any || any.type == field.type ? Breaks::no : Breaks::cannotTell;
}

Verdict addedVerdict(const Field& oldParent, const Field& field) {
    if (field.name.empty()) {
        return field.type == FieldType::any ? harmless : allowsLess;
    }
    if (!hasName(field)) {
        return oldParent.bounds.closed ? allowsMore : allowsLess;
    }
    const Field* const any = rest(oldParent);
    Verdict verdict{!any && oldParent.bounds.closed ? Breaks::yes : Breaks::no, field.required ? Breaks::yes : Breaks::no};
    if (any && verdict.writer == Breaks::no) {
        verdict.writer = breaksAsAny(*any, field);
    }
    return verdict;
}

Verdict removedVerdict(const Field& newParent, const Field& field) {
    if (!hasName(field)) {
        return !field.name.empty() && newParent.bounds.closed ? allowsLess : allowsMore;
    }
    const Field* const any = rest(newParent);
    const Breaks writer = any ? breaksAsAny(*any, field) : newParent.bounds.closed ? Breaks::yes : Breaks::no;
    return {field.required ? Breaks::yes : Breaks::no, writer};
}

/// Stands for the members of a field, which several fields of one type share.
const Field* membersOf(const Field& field) { return field.children.empty() ? &field : field.children.front().get(); }

/// A place below a field that came or went as a whole.
struct Spot {
    const Field* field = nullptr;
    std::string path;
    Change* top = nullptr;
};
using SpotsByName = std::unordered_map<std::string, std::vector<Spot>>;

/// All named fields of the subtrees, each field once.
void collectSpots(Change& change, const Field& top, const std::string& topPath, SpotsByName& spots) {
    constexpr std::size_t mostSpots = 100'000;
    std::unordered_set<const Field*> seen{&top};
    std::deque<Spot> waiting{{&top, topPath, &change}};
    while (!waiting.empty() && seen.size() < mostSpots) {
        const Spot spot = std::move(waiting.front());
        waiting.pop_front();
        for (const auto& child : spot.field->children) {
            if (seen.insert(child.get()).second) {
                waiting.push_back({child.get(), pathBelow(spot.path, *child), &change});
            }
        }
        if (hasName(*spot.field)) {
            spots[spot.field->name].push_back(spot);
        }
    }
}

/// The one place that has the field under another parent; null where there is none, or several.
const Spot* onlySpot(const SpotsByName& spots, const Field& field) {
    const auto found = spots.find(field.name);
    if (found == spots.end() || found->second.size() != 1) {
        return nullptr;
    }
    const Spot& spot = found->second.front();
    return spot.field->type == field.type && spot.top != nullptr ? &spot : nullptr;
}

QString movedSentence(const std::string& oldPath, const std::string& newPath) {
    return say("%1 moved to %2.").arg(shownPath(oldPath), shownPath(newPath));
}

}  // namespace

std::vector<Change> Differ::run(const Field& old, const Field& now) {
    follow({&old, &now, {}, {}});
    walk();
    findMoves();
    walk();
    return std::move(changes_);
}

void Differ::follow(FieldPair pair) {
    if (seen_.emplace(pair.old, pair.now).second) {
        waiting_.push_back(std::move(pair));
    }
}

void Differ::walk() {
    while (!waiting_.empty()) {
        const FieldPair pair = std::move(waiting_.front());
        waiting_.pop_front();
        compareFields(pair, rules_, changes_);
        compareChildren(pair);
    }
}

void Differ::compareChildren(const FieldPair& pair) {
    if (becameList(*pair.old, *pair.now)) {
        const bool isList = pair.now->type == FieldType::array;
        follow(isList ? FieldPair{pair.old, pair.now->children.front().get(), pair.oldPath, pair.newPath + "[]"}
                      : FieldPair{pair.old->children.front().get(), pair.now, pair.oldPath + "[]", pair.newPath});
        return;
    }
    std::unordered_map<std::string_view, std::pair<const Field*, std::size_t>> newByName;
    for (std::size_t i = 0; i < pair.now->children.size(); ++i) {
        newByName.try_emplace(pair.now->children[i]->name, pair.now->children[i].get(), i);
    }
    const auto position = [](std::size_t index, std::size_t count) {
        return static_cast<double>(index) / static_cast<double>(count);
    };
    std::vector<Unpaired> gone, come;
    std::unordered_set<std::string_view> names;
    for (std::size_t i = 0; i < pair.old->children.size(); ++i) {
        const Field& child = *pair.old->children[i];
        if (!names.insert(child.name).second) {
            continue;  // the first of a name stands for it, here as in the new schema
        }
        const auto same = newByName.find(child.name);
        if (same != newByName.end()) {
            const Field& counterpart = *same->second.first;
            follow({&child, &counterpart, pathBelow(pair.oldPath, child), pathBelow(pair.newPath, counterpart)});
            newByName.erase(same);
        } else {
            gone.push_back({&child, position(i, pair.old->children.size())});
        }
    }
    for (const auto& child : pair.now->children) {
        if (const auto found = newByName.find(child->name); found != newByName.end() && found->second.first == child.get()) {
            come.push_back({child.get(), position(found->second.second, pair.now->children.size())});
        }
    }
    compareUnpaired(pair, gone, come);
}

void Differ::compareUnpaired(const FieldPair& parents, const std::vector<Unpaired>& gone, const std::vector<Unpaired>& come) {
    std::unordered_set<const Field*> paired;
    std::vector<Unpaired> namedGone, namedCome;
    const auto isNamed = [](const Unpaired& each) { return hasName(*each.field); };
    std::copy_if(gone.begin(), gone.end(), std::back_inserter(namedGone), isNamed);
    std::copy_if(come.begin(), come.end(), std::back_inserter(namedCome), isNamed);
    for (const auto& [i, j] : likelyRenames(namedGone, namedCome)) {
        const FieldPair pair{namedGone[i].field, namedCome[j].field, pathBelow(parents.oldPath, *namedGone[i].field),
                             pathBelow(parents.newPath, *namedCome[j].field)};
        renamed(pair);
        paired.insert({pair.old, pair.now});
    }
    for (const Unpaired& each : gone) {
        if (!paired.contains(each.field)) {
            removed(parents, *each.field);
        }
    }
    for (const Unpaired& each : come) {
        if (!paired.contains(each.field)) {
            added(parents, *each.field);
        }
    }
}

void Differ::renamed(const FieldPair& pair) {
    if (!isNew(ChangeKind::renamed, pair.old, pair.now)) {
        return;
    }
    const auto& aliases = pair.now->aliases;
    const bool hasAlias = std::find(aliases.begin(), aliases.end(), pair.old->name) != aliases.end();
    const bool hasNumber = pair.old->number != 0 && pair.old->number == pair.now->number;
    const QString why = hasAlias    ? say(" Readers of the new schema know the old name.")
                        : hasNumber ? say(" On the wire the number %1 stays; JSON names change.").arg(pair.now->number)
                                    : QString();
    changes_.push_back(changeOf(pair, ChangeKind::renamed,
                                say("%1 is called %2.").arg(shownPath(pair.oldPath), shownPath(pair.newPath)) + why,
                                hasNumber  ? harmless
                                : hasAlias ? allowsMore
                                           : allowsOther));
    follow(pair);
}

void Differ::added(const FieldPair& parents, const Field& field) {
    if (!isNew(ChangeKind::added, membersOf(*parents.old), &field)) {
        return;
    }
    const FieldPair pair{nullptr, &field, {}, pathBelow(parents.newPath, field)};
    const QString type = field.typeName.empty() ? qs(wordFor(field.type)) : qs(field.typeName);
    const QString sentence = field.required ? say("%1 is new and required (%2).") : say("%1 is new (%2).");
    changes_.push_back(
        changeOf(pair, ChangeKind::added, sentence.arg(shownPath(pair.newPath), type), addedVerdict(*parents.old, field)));
    changes_.back().oldPath = parents.oldPath;
}

void Differ::removed(const FieldPair& parents, const Field& field) {
    if (!isNew(ChangeKind::removed, &field, membersOf(*parents.now))) {
        return;
    }
    const FieldPair pair{&field, nullptr, pathBelow(parents.oldPath, field), {}};
    const QString sentence = field.required ? say("%1, which was required, is gone.") : say("%1 is gone.");
    changes_.push_back(
        changeOf(pair, ChangeKind::removed, sentence.arg(shownPath(pair.oldPath)), removedVerdict(*parents.now, field)));
    changes_.back().newPath = parents.newPath;
}

/// A field that went and one that came, at least one of them by itself rather than with its parent.
void Differ::findMoves() {
    SpotsByName gone, come;
    for (Change& change : changes_) {
        if (change.kind == ChangeKind::removed) {
            collectSpots(change, *change.oldField, change.oldPath, gone);
        } else if (change.kind == ChangeKind::added) {
            collectSpots(change, *change.newField, change.newPath, come);
        }
    }
    std::unordered_set<const Change*> settled;
    const std::size_t count = changes_.size();
    for (std::size_t i = 0; i < count; ++i) {
        Change& change = changes_[i];
        const bool isGone = change.kind == ChangeKind::removed;
        if ((!isGone && change.kind != ChangeKind::added) || settled.contains(&change)) {
            continue;
        }
        const Field& field = isGone ? *change.oldField : *change.newField;
        const Spot* const own = onlySpot(isGone ? gone : come, field);
        const Spot* const other = own ? onlySpot(isGone ? come : gone, field) : nullptr;
        if (!other || settled.contains(other->top)) {
            continue;
        }
        const FieldPair pair = isGone ? FieldPair{&field, other->field, change.oldPath, other->path}
                                      : FieldPair{other->field, &field, other->path, change.newPath};
        const bool otherIsTop = other->field == (isGone ? other->top->newField : other->top->oldField);
        if (otherIsTop) {
            settled.insert(other->top);
        }
        change = changeOf(pair, ChangeKind::moved, movedSentence(pair.oldPath, pair.newPath), allowsOther);
        follow(pair);
    }
    std::vector<Change> left;
    for (Change& change : changes_) {
        if (!settled.contains(&change)) {
            left.push_back(std::move(change));
        }
    }
    changes_ = std::move(left);
}

std::vector<Change> diff(const Tree& old, const Tree& now) {
    ComparisonRules rules;
    rules.oneIsAList =
        old.document && now.document && old.document->format() == doc::Format::xml && now.document->format() == doc::Format::xml;
    return Differ(rules).run(*old.root, *now.root);
}

}  // namespace pb::schema
