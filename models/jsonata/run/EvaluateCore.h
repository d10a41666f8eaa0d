#pragma once

#include "models/jsonata/run/Evaluator.h"

namespace pb::jsonata {

/// Takes the results of a step one after another and lays them into one sequence: arrays give their items, except those
/// that a constructor made, and except an array that is the only result of the last step.
template <typename Recorder>
class Evaluator<Recorder>::Collector {
public:
    Collector(Evaluator& owner, bool isLast) : owner_(owner), stack_(owner.state_.stack), mark_(stack_.size()), isLast_(isLast) {}

    void add(Word result) {
        if (!result.isDefined()) {
            return;
        }
        if (isLast_ && count_ == 0 && isArray(result) && !isSequence(result)) {
            held_ = result;
        } else {
            release();
            spread(result);
        }
        ++count_;
    }

    void add(const Sequence& result) {
        if (!result.isItem) {
            return add(result.word);
        }
        addEmpty();
        stack_.push_back(result.word);
    }

    /// A sequence without items, as a filter leaves it, is a result too: an array beside it gives its items.
    void addEmpty() {
        release();
        ++count_;
    }

    Sequence finish() {
        if (held_.isDefined()) {
            return {held_, false};
        }
        return owner_.itemsFrom(mark_);
    }

private:
    void release() {
        if (held_.isDefined()) {
            spread(std::exchange(held_, Word()));
        }
    }

    void spread(Word result) {
        if (!isArray(result) || (!result.isInput && result.array->isConstructed)) {
            stack_.push_back(result);
            return;
        }
        for (const Word item : Items(result)) {
            stack_.push_back(item);
        }
    }

    Evaluator& owner_;
    std::vector<Word>& stack_;
    std::size_t mark_;
    Word held_;
    std::size_t count_ = 0;
    bool isLast_;
};

template <typename Recorder>
Word Evaluator<Recorder>::run(const Code& code) {
    Frame* frame = state_.frame(*code.scope, nullptr);
    return eval(*code.root, state_.input, frame);
}

template <typename Recorder>
Word Evaluator<Recorder>::evalAny(const Expr& expr, Word input, Frame* frame) {
    const Level level(state_);
    Word value = dispatch(expr, input, frame);
    if (expr.op != Op::path) {
        value = !expr.isPlain       ? withFiltersAndGroup(expr, value, frame)
                : isSequence(value) ? settle(value, expr.keepArray)
                                    : value;
    }
    recorder_.after(expr, value);
    return value;
}

template <typename Recorder>
Word Evaluator<Recorder>::dispatch(const Expr& expr, Word input, Frame* frame) {
    switch (expr.op) {
        case Op::constant: return expr.constant;
        case Op::name: return evalName(expr, input);
        case Op::variable: case Op::parent: {
            const Word* cell = cellOf(expr, frame);
            return cell ? recorder_.load(*cell) : Word();
        }
        case Op::context: return recorder_.read(isWrapper(input) ? input.array->items[0] : input);
        case Op::root: return state_.input;
        case Op::path: return evalPath(expr, input, frame);
        case Op::arithmetic: return arithmetic(expr, input, frame);
        case Op::compare: return compare(expr, input, frame);
        case Op::equal: return equal(expr, input, frame);
        case Op::concat: return concat(expr, input, frame);
        case Op::logic: return logic(expr, input, frame);
        case Op::array: return evalArray(expr, input, frame);
        case Op::object: return evalObject(*expr.members, input, frame);
        case Op::block: return block(expr, input, frame);
        case Op::condition: case Op::elvis: case Op::coalesce: return condition(expr, input, frame);
        case Op::call: return evalCall(expr, input, frame, nullptr);
        default: return dispatchRare(expr, input, frame);
    }
}

template <typename Recorder>
Word Evaluator<Recorder>::dispatchRare(const Expr& expr, Word input, Frame* frame) {
    switch (expr.op) {
        case Op::wildcard: return wildcard(input);
        case Op::descendants: return descendants(input);
        case Op::range: return range(expr, input, frame);
        case Op::in: return contains(expr, input, frame);
        case Op::negate: return negate(expr, input, frame);
        case Op::bind: return bind(expr, input, frame);
        case Op::partial: return evalPartial(expr, input, frame);
        case Op::lambda: return makeLambda(expr, input, frame);
        case Op::apply: return evalApply(expr, input, frame);
        case Op::regex: case Op::transform: {
            Function* function = heap_.template make<Function>();
            function->kind = expr.op == Op::regex ? Function::Kind::matcher : Function::Kind::transform;
            function->expr = &expr;
            function->frame = frame;
            function->input = input;
            return Word::of(function);
        }
        default: return {};
    }
}

template <typename Recorder>
Word Evaluator<Recorder>::withFiltersAndGroup(const Expr& expr, Word value, Frame* frame) {
    if (isTuples(value)) {
        return Word::of(tupleStages(expr.filters, value.array));
    }
    Sequence items{value, value.isDefined() && !isArray(value)};
    items = filterAll(expr.filters, items, frame);
    return expr.group ? groupItems(*expr.group, items, frame) : settle(items, expr.keepArray);
}

/// What an expression gives for a sequence: one item is the item, none is nothing.
template <typename Recorder>
Word Evaluator<Recorder>::settle(Word word, bool keepArray) {
    Array& array = *word.array;
    if (array.isTuples) {
        return word;
    }
    array.keepsSingleton = array.keepsSingleton || keepArray;
    if (array.size == 0) {
        return {};
    }
    return array.size == 1 && !array.keepsSingleton ? array.items[0] : word;
}

template <typename Recorder>
Word Evaluator<Recorder>::settle(Sequence items, bool keepArray) {
    if (!items.isItem) {
        return isSequence(items.word) ? settle(items.word, keepArray) : items.word;
    }
    if (!keepArray) {
        return items.word;
    }
    Array* array = heap_.sequence(std::span(&items.word, 1));
    array->keepsSingleton = true;
    return Word::of(array);
}

template <typename Recorder>
Word Evaluator<Recorder>::sequenceFrom(std::size_t mark) {
    auto& stack = state_.stack;
    state_.checkLength(stack.size() - mark);
    Array* array = heap_.sequence(std::span(stack).subspan(mark));
    stack.resize(mark);
    return Word::of(array);
}

template <typename Recorder>
Sequence Evaluator<Recorder>::itemsFrom(std::size_t mark) {
    auto& stack = state_.stack;
    const std::size_t count = stack.size() - mark;
    if (count > 1) {
        return {sequenceFrom(mark), false};
    }
    const Sequence result{count == 1 ? stack.back() : Word(), count == 1};
    stack.resize(mark);
    return result;
}

template <typename Recorder>
Word Evaluator<Recorder>::append(Word left, Word right) {
    if (!left.isDefined() || !right.isDefined()) {
        return left.isDefined() ? left : right;
    }
    const Items first(left), second(right);
    Array* array = heap_.array(first.size() + second.size());
    for (const Items& items : {first, second}) {
        for (const Word item : items) {
            array->items[array->size++] = item;
        }
    }
    return Word::of(array);
}

template <typename Recorder>
Word Evaluator<Recorder>::evalName(const Expr& expr, Word input) {
    if (input.is(Tag::object)) {
        return member(input, expr);
    }
    if (!isArray(input)) {
        return {};
    }
    const std::size_t mark = state_.stack.size();
    collect(expr, input);
    const Sequence items = itemsFrom(mark);
    return items.isItem ? settle(items, expr.keepArray) : items.word;
}

template <typename Recorder>
void Evaluator<Recorder>::collect(const Expr& name, Word array) {
    auto& stack = state_.stack;
    for (const Word item : Items(array)) {
        if (isArray(item)) {
            collect(name, item);
        } else if (item.is(Tag::object)) {
            const Word found = member(item, name);
            for (const Word value : Items(found)) {
                stack.push_back(value);
            }
        }
    }
}

/// Where the variable's value is; null where it has none.
template <typename Recorder>
const Word* Evaluator<Recorder>::cellOf(const Expr& expr, Frame* frame) {
    for (const Slot slot : expr.cells) {
        const Frame* at = frame;
        for (int i = 0; i < slot.hops; ++i) {
            at = at->parent;
        }
        const Word& cell = at->cells[slot.index];
        if (!cell.is(Tag::unbound)) {
            return &cell;
        }
    }
    return expr.global >= 0 ? &state_.globals[static_cast<std::size_t>(expr.global)] : nullptr;
}

template <typename Recorder>
void Evaluator<Recorder>::flatten(Word array, Array& out) {
    for (const Word item : Items(array)) {
        if (isArray(item)) {
            flatten(item, out);
        } else {
            heap_.push(out, item);
        }
    }
}

/// The values of all members. Once an array was among them the list is no sequence any more.
template <typename Recorder>
Word Evaluator<Recorder>::wildcard(Word input) {
    if (isWrapper(input)) {
        input = input.array->items[0];
    }
    Array* out = heap_.array();
    out->isSequence = true;
    const auto add = [&](Word value) {
        if (isArray(value)) {
            out->isSequence = false;
            flatten(value, *out);
        } else {
            heap_.push(*out, value);
        }
    };
    if (input.is(Tag::object)) {
        forEachMember(input, [&](std::string_view, Word value) { add(value); });
    } else if (isArray(input)) {
        for (const Word item : Items(input)) {
            add(item);
        }
    }
    return Word::of(out);
}

template <typename Recorder>
void Evaluator<Recorder>::descend(Word value) {
    state_.tick();
    if (isArray(value)) {
        for (const Word item : Items(value)) {
            descend(item);
        }
        return;
    }
    state_.stack.push_back(value);
    if (value.is(Tag::object)) {
        forEachMember(value, [&](std::string_view, Word inner) { descend(inner); });
    }
}

template <typename Recorder>
Word Evaluator<Recorder>::descendants(Word input) {
    if (!input.isDefined()) {
        return {};
    }
    const std::size_t mark = state_.stack.size();
    descend(input);
    const Sequence items = itemsFrom(mark);
    return items.word;
}

}  // namespace pb::jsonata
