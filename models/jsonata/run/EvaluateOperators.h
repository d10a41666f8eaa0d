#pragma once

#include "models/jsonata/run/EvaluateObjects.h"

#include <cmath>

namespace pb::jsonata {

namespace {

inline double compute(Operator oper, double left, double right) {
    switch (oper) {
        case Operator::add: return left + right;
        case Operator::subtract: return left - right;
        case Operator::multiply: return left * right;
        case Operator::divide: return left / right;
        default: return std::fmod(left, right);
    }
}

inline bool holds(Operator oper, int order) {
    switch (oper) {
        case Operator::less: return order < 0;
        case Operator::lessOrEqual: return order <= 0;
        case Operator::greater: return order > 0;
        default: return order >= 0;
    }
}

/// What `work` raises without a place happened at the operator.
template <typename Work>
auto placed(const Expr& oper, Work work) {
    try {
        return work();
    } catch (Raised& raised) {
        place(raised, oper.position, oper.text);
        throw;
    }
}

inline bool isWhole(Word word) {
    return word.is(Tag::number) && numberOf(word) == std::trunc(numberOf(word)) && std::isfinite(numberOf(word));
}

}  // namespace

template <typename Recorder>
Word Evaluator<Recorder>::arithmetic(const Expr& expr, Word input, Frame* frame) {
    const Word left = eval(expr.child(0), input, frame);
    const Word right = eval(expr.child(1), input, frame);
    const auto check = [&](Word side, const char* code) {
        const double value = side.is(Tag::number) ? numberOf(side) : std::nan("");
        if (side.isDefined() && !std::isfinite(value)) {
            const bool isInfinite = std::isinf(value);
            raiseAt(isInfinite ? "D1001" : code, expr.position, std::string(expr.text), isInfinite ? std::string() : shown(side));
        }
        return value;
    };
    const double a = check(left, "T2001"), b = check(right, "T2002");
    return left.isDefined() && right.isDefined() ? Word::ofNumber(compute(expr.oper, a, b)) : Word();
}

template <typename Recorder>
Word Evaluator<Recorder>::compare(const Expr& expr, Word input, Frame* frame) {
    const Word left = eval(expr.child(0), input, frame);
    const Word right = eval(expr.child(1), input, frame);
    const auto isComparable = [](Word word) { return !word.isDefined() || word.is(Tag::number) || word.is(Tag::text); };
    if (!isComparable(left) || !isComparable(right)) {
        raiseAt("T2010", expr.position, std::string(expr.text), shown(isComparable(left) ? right : left));
    }
    if (!left.isDefined() || !right.isDefined()) {
        return {};
    }
    if (left.tag != right.tag) {
        raiseAt("T2009", expr.position, std::string(expr.text), shown(left));
    }
    const bool isOrdered = left.is(Tag::text) || !(std::isnan(numberOf(left)) || std::isnan(numberOf(right)));
    return Word::ofBoolean(isOrdered && holds(expr.oper, compareValues(left, right)));
}

template <typename Recorder>
Word Evaluator<Recorder>::equal(const Expr& expr, Word input, Frame* frame) {
    const Word left = eval(expr.child(0), input, frame);
    const Word right = eval(expr.child(1), input, frame);
    if (!left.isDefined() || !right.isDefined()) {
        return Word::ofBoolean(false);
    }
    return Word::ofBoolean(areEqual(left, right) == (expr.oper == Operator::equal));
}

template <typename Recorder>
Word Evaluator<Recorder>::concat(const Expr& expr, Word input, Frame* frame) {
    const Word left = eval(expr.child(0), input, frame);
    const Word right = eval(expr.child(1), input, frame);
    const auto textFor = [&expr](Word word, std::string& room) -> std::string_view {
        if (word.is(Tag::text)) {
            return textOf(word);
        }
        if (word.isDefined()) {
            room = placed(expr, [&] { return printed(word, false); });
        }
        return room;
    };
    std::string leftRoom, rightRoom;
    const std::string_view a = textFor(left, leftRoom), b = textFor(right, rightRoom);
    char* bytes = heap_.template makeMany<char>(a.size() + b.size());
    std::copy(a.begin(), a.end(), bytes);
    std::copy(b.begin(), b.end(), bytes + a.size());
    return heap_.wrap({bytes, a.size() + b.size()});
}

template <typename Recorder>
Word Evaluator<Recorder>::range(const Expr& expr, Word input, Frame* frame) {
    constexpr double mostItems = 1e7;
    const Word left = eval(expr.child(0), input, frame);
    const Word right = eval(expr.child(1), input, frame);
    if (left.isDefined() && !isWhole(left)) {
        raiseAt("T2003", expr.position, "..", shown(left));
    }
    if (right.isDefined() && !isWhole(right)) {
        raiseAt("T2004", expr.position, "..", shown(right));
    }
    if (!left.isDefined() || !right.isDefined() || numberOf(left) > numberOf(right)) {
        return {};
    }
    const double first = numberOf(left), size = numberOf(right) - first + 1;
    if (size > mostItems) {
        raiseAt("D2014", expr.position, "..", shown(Word::ofNumber(size)));
    }
    state_.checkLength(static_cast<std::size_t>(size));
    Array* array = heap_.array(static_cast<std::size_t>(size));
    array->isSequence = true;
    for (double i = 0; i < size; ++i) {
        array->items[array->size++] = Word::ofNumber(first + i);
    }
    return Word::of(array);
}

template <typename Recorder>
Word Evaluator<Recorder>::contains(const Expr& expr, Word input, Frame* frame) {
    const Word left = eval(expr.child(0), input, frame);
    const Word right = eval(expr.child(1), input, frame);
    bool found = false;
    if (left.isDefined()) {
        for (const Word item : Items(right)) {
            found = found || areSame(left, item);
        }
    }
    return Word::ofBoolean(found);
}

template <typename Recorder>
Word Evaluator<Recorder>::logic(const Expr& expr, Word input, Frame* frame) {
    const bool isAnd = expr.oper == Operator::conjunction;
    const auto isTrue = [&](const Expr& side) {
        const Word value = eval(side, input, frame);
        return placed(expr, [&] { return isTruthy(value); });
    };
    const bool left = isTrue(expr.child(0));
    return Word::ofBoolean(left == isAnd ? isTrue(expr.child(1)) : left);
}

template <typename Recorder>
Word Evaluator<Recorder>::negate(const Expr& expr, Word input, Frame* frame) {
    const Word value = eval(expr.child(0), input, frame);
    if (!value.isDefined()) {
        return {};
    }
    if (!isNumeric(value)) {
        raiseAt("D1002", expr.position, "-", shown(value));
    }
    return Word::ofNumber(-numberOf(value));
}

/// The branch that counts, or null with the value itself: of `a ?: b` the left side is the condition and the value. The
/// recorder has entered the condition.
template <typename Recorder>
const Expr* Evaluator<Recorder>::chosenBranch(const Expr& expr, Word input, Frame* frame, Word& value) {
    const auto mark = recorder_.mark();
    const Word tested = eval(expr.child(0), input, frame);
    recorder_.enter(mark, expr.child(0));
    if (expr.op == Op::condition) {
        recorder_.forget(mark);
    }
    const bool isTrue = expr.op == Op::coalesce ? tested.isDefined() : isTruthy(tested);
    if (expr.op == Op::condition) {
        return isTrue ? expr.children[1] : expr.children.size() > 2 ? expr.children[2] : nullptr;
    }
    value = isTrue ? tested : Word();
    return isTrue ? nullptr : expr.children[1];
}

template <typename Recorder>
Word Evaluator<Recorder>::condition(const Expr& expr, Word input, Frame* frame) {
    Word value;
    const Expr* branch = chosenBranch(expr, input, frame, value);
    value = branch ? eval(*branch, input, frame) : value;
    recorder_.leave();
    return value;
}

template <typename Recorder>
Word Evaluator<Recorder>::block(const Expr& expr, Word input, Frame* frame) {
    const State::FrameScope scope(state_);
    Frame* inner = blockFrame(expr, frame);
    Word value;
    for (const Expr* child : expr.children) {
        const auto mark = recorder_.mark();
        value = eval(*child, input, inner);
        if (child != expr.children.back()) {
            recorder_.settle(mark);
        }
    }
    return value;
}

template <typename Recorder>
Word Evaluator<Recorder>::bind(const Expr& expr, Word input, Frame* frame) {
    const auto mark = recorder_.mark();
    const Word value = eval(expr.child(0), input, frame);
    const Slot slot = expr.cells[0];
    Frame* at = frame;
    for (int i = 0; i < slot.hops; ++i) {
        at = at->parent;
    }
    ++state_.bindings;
    return recorder_.store(mark, expr.child(0), value, at->cells[slot.index]);
}

}  // namespace pb::jsonata
