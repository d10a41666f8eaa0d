#pragma once

#include "models/jsonata/run/EvaluateTuples.h"

#include <string>
#include <unordered_map>

namespace pb::jsonata {

template <typename Recorder>
Word Evaluator<Recorder>::evalObject(const Group& members, Word input, Frame* frame) {
    if (members.shape && !isArray(input)) {
        return evalShape(members, input, frame);
    }
    return groupItems(members, {input, !isArray(input)}, frame);
}

/// The keys are known: only values are made. Members without a value are left out.
template <typename Recorder>
Word Evaluator<Recorder>::evalShape(const Group& members, Word input, Frame* frame) {
    const std::size_t size = members.pairs.size();
    Object* object = heap_.template make<Object>();
    object->values = heap_.template makeMany<Word>(size);
    recorder_.follow(heap_, *object, size);
    std::uint32_t count = 0;
    for (std::size_t i = 0; i < size; ++i) {
        const Expr& expr = *members.pairs[i].second;
        const auto mark = recorder_.mark();
        const Word value = recorder_.keep(mark, expr, eval(expr, input, frame));
        if (value.isDefined()) {
            object->values[count] = value;
            recorder_.place(mark, expr, *object, count++);
            continue;
        }
        return finishShape(members, input, frame, *object, i);
    }
    object->size = count;
    object->shape = members.shape.get();
    object->keys = members.shape->keys.data();
    return Word::of(object);
}

template <typename Recorder>
void Evaluator<Recorder>::addMember(Object& object, std::string_view key, const Expr& expr, Word input, Frame* frame) {
    const auto mark = recorder_.mark();
    const Word value = recorder_.keep(mark, expr, eval(expr, input, frame));
    if (value.isDefined()) {
        heap_.append(object, key, value);
        recorder_.place(mark, expr, object, object.size - 1);
    }
}

/// From the first missing member on the object needs keys of its own.
template <typename Recorder>
Word Evaluator<Recorder>::finishShape(const Group& members, Word input, Frame* frame, Object& object, std::size_t missing) {
    const std::size_t size = members.pairs.size();
    Object* made = followed(std::max<std::size_t>(1, size - 1));
    for (std::size_t i = 0; i < missing; ++i) {
        heap_.append(*made, members.shape->keys[i], object.values[i]);
        recorder_.moved(object, i, *made, i);
    }
    for (std::size_t i = missing + 1; i < size; ++i) {
        addMember(*made, members.shape->keys[i], *members.pairs[i].second, input, frame);
    }
    return Word::of(made);
}

template <typename Recorder>
std::string_view Evaluator<Recorder>::groupKey(const Group& group, const Expr& key, Word input, Frame* frame, bool& isThere) {
    const Word value = eval(key, input, frame);
    isThere = value.isDefined();
    if (isThere && !value.is(Tag::text)) {
        raiseAt("T1003", group.position, {}, shown(value));
    }
    return isThere ? textOf(value) : std::string_view();
}

namespace {

struct GroupEntry {
    std::string_view key;
    std::size_t clause = 0;
    Word single;            ///< the only item so far
    Array* items = nullptr; ///< from the second one on
};

/// Groups in the order of their first items.
class GroupTable {
public:
    GroupEntry& entry(std::string_view key, std::size_t clause, std::uint32_t position, bool& isNew) {
        const auto [found, inserted] = byKey_.try_emplace(key, entries_.size());
        isNew = inserted;
        if (inserted) {
            entries_.push_back({key, clause, {}, nullptr});
        }
        GroupEntry& entry = entries_[found->second];
        if (entry.clause != clause) {
            std::string shownKey = "\"";
            raiseAt("D1009", position, {}, shownKey.append(key).append("\""));
        }
        return entry;
    }
    const std::vector<GroupEntry>& entries() const { return entries_; }

private:
    std::unordered_map<std::string_view, std::size_t> byKey_;
    std::vector<GroupEntry> entries_;
};

}  // namespace

template <typename Recorder>
Word Evaluator<Recorder>::groupItems(const Group& group, Sequence items, Frame* frame) {
    GroupTable table;
    const auto addItem = [&](Word item) {
        for (std::size_t clause = 0; clause < group.pairs.size(); ++clause) {
            bool isThere = false, isNew = false;
            const std::string_view key = groupKey(group, *group.pairs[clause].first, item, frame, isThere);
            if (!isThere) {
                continue;
            }
            GroupEntry& entry = table.entry(key, clause, group.position, isNew);
            if (isNew) {
                entry.single = item;
            } else if (item.isDefined()) {
                entry.items = entry.items ? entry.items : append(entry.single, Word::of(heap_.array())).array;
                for (const Word one : Items(item)) {
                    heap_.push(*entry.items, one);
                }
            }
        }
    };
    if (items.isItem || items.isEmpty()) {
        addItem(items.isItem ? items.word : Word());
    } else {
        for (const Word item : Items(items.word)) {
            addItem(item);
        }
    }
    Object* object = followed(std::max<std::size_t>(1, table.entries().size()));
    for (const GroupEntry& entry : table.entries()) {
        const Word context = entry.items ? Word::of(entry.items) : entry.single;
        const Expr& valueExpr = *group.pairs[entry.clause].second;
        addMember(*object, entry.key, valueExpr, context, frame);
    }
    return Word::of(object);
}

template <typename Recorder>
Word Evaluator<Recorder>::groupTuples(const Expr& path, const Array& tuples) {
    const Group& group = *path.group;
    GroupTable table;
    for (const Word tuple : tuples) {
        for (std::size_t clause = 0; clause < group.pairs.size(); ++clause) {
            bool isThere = false, isNew = false;
            const Expr& keyExpr = *group.pairs[clause].first;
            const std::string_view key = groupKey(group, keyExpr, tuple.frame->context, tuple.frame, isThere);
            if (isThere) {
                GroupEntry& entry = table.entry(key, clause, group.position, isNew);
                entry.items = isNew ? heap_.array() : entry.items;
                heap_.push(*entry.items, tuple);
            }
        }
    }
    Object* object = followed(std::max<std::size_t>(1, table.entries().size()));
    for (const GroupEntry& entry : table.entries()) {
        Frame* merged = mergeTuples(*entry.items, path.scope->names.size());
        const Expr& valueExpr = *group.pairs[entry.clause].second;
        addMember(*object, entry.key, valueExpr, merged->context, merged);
    }
    return Word::of(object);
}

/// Array constructors inside of one stay lists of their own; every other array gives its items.
template <typename Recorder>
Word Evaluator<Recorder>::evalArray(const Expr& expr, Word input, Frame* frame) {
    auto& stack = state_.stack;
    const std::size_t begin = stack.size();
    for (const Expr* item : expr.children) {
        const auto mark = recorder_.mark();
        const Word value = recorder_.keep(mark, *item, eval(*item, input, frame));
        if (!isArray(value) || item->op == Op::array) {
            if (value.isDefined()) {
                stack.push_back(value);
            }
            continue;
        }
        for (const Word inner : Items(value)) {
            stack.push_back(inner);
        }
    }
    state_.checkLength(stack.size() - begin);
    Array* array = heap_.array(std::span(stack).subspan(begin));
    stack.resize(begin);
    array->isConstructed = expr.isConstructor;
    return Word::of(array);
}

template <typename Recorder>
Word Evaluator<Recorder>::clone(Word value) {
    if (isArray(value)) {
        Array* copy = heap_.array(lengthOf(value));
        for (const Word item : Items(value)) {
            copy->items[copy->size++] = clone(item);
        }
        return Word::of(copy);
    }
    if (value.is(Tag::object)) {
        Object* copy = heap_.object(std::max<std::size_t>(1, memberCount(value)));
        forEachMember(value, [&](std::string_view key, Word member) { heap_.append(*copy, key, clone(member)); });
        return Word::of(copy);
    }
    return value;
}

template <typename Recorder>
Word Evaluator<Recorder>::evalTransform(const Function& transform, Word value) {
    if (!value.isDefined()) {
        return {};
    }
    const Word copy = clone(value);
    const Word matches = eval(transform.expr->child(0), copy, transform.frame);
    for (const Word match : Items(matches)) {
        transformOne(*transform.expr, match, transform.frame);
    }
    return copy;
}

template <typename Recorder>
void Evaluator<Recorder>::transformOne(const Expr& expr, Word match, Frame* frame) {
    const Word update = eval(expr.child(1), match, frame);
    const bool isOwn = match.is(Tag::object) && !match.isInput;
    if (update.isDefined() && !update.is(Tag::object)) {
        raiseAt("T2011", expr.child(1).position, {}, shown(update));
    }
    if (update.isDefined() && isOwn) {
        // `|$|{"before": $}|`: a value that holds the object that gets it is kept as it was, not made a circle.
        forEachMember(update, [&](std::string_view key, Word member) {
            heap_.set(*match.object, key, holds(member, *match.object) ? clone(member) : member);
        });
    }
    if (expr.children.size() < 3) {
        return;
    }
    const Word deletions = eval(expr.child(2), match, frame);
    for (const Word key : Items(deletions)) {
        if (!key.is(Tag::text)) {
            raiseAt("T2012", expr.child(2).position, {}, shown(deletions));
        }
    }
    for (const Word key : Items(deletions)) {
        if (isOwn) {
            heap_.remove(*match.object, textOf(key));
        }
    }
}

}  // namespace pb::jsonata
