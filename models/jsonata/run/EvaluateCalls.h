#pragma once

#include "models/jsonata/run/EvaluateOperators.h"

#include "models/base/Text.h"

#include <array>

namespace pb::jsonata {

template <typename Recorder>
Word Evaluator<Recorder>::makeLambda(const Expr& expr, Word input, Frame* frame) {
    Function* function = heap_.template make<Function>();
    function->kind = Function::Kind::lambda;
    function->expr = &expr;
    function->frame = frame;
    function->input = input;
    function->signature = expr.special->signature ? &*expr.special->signature : nullptr;
    return Word::of(function);
}

template <typename Recorder>
Word Evaluator<Recorder>::procedureOf(const Expr& expr, Word input, Frame* frame) {
    const Word procedure = eval(expr.child(0), input, frame);
    if (!procedure.isDefined() && expr.child(0).op == Op::path && isBound(expr, frame)) {
        raiseAt(expr.op == Op::partial ? "T1007" : "T1005", expr.position, std::string(expr.text));
    }
    if (procedure.is(Tag::function)) {
        procedure.function->position = expr.position;
        procedure.function->token = expr.text;
        procedure.function->isPlaced = true;
    }
    return procedure;
}

/// The values of the arguments, in `room` where there is enough of it.
template <typename Recorder>
std::span<const Word> Evaluator<Recorder>::argumentsOf(const Expr& expr, Word input, Frame* frame, const Word* applied,
                                                       std::span<Word> room) {
    const std::size_t count = expr.children.size() - 1 + (applied ? 1 : 0);
    if (count > room.size()) {
        room = {heap_.template makeMany<Word>(count), count};
    }
    std::size_t at = 0;
    if (applied) {
        room[at++] = *applied;
    }
    for (std::size_t i = 1; i < expr.children.size(); ++i) {
        room[at++] = eval(expr.child(i), input, frame);
    }
    return room.first(count);
}

template <typename Recorder>
Word Evaluator<Recorder>::evalCall(const Expr& expr, Word input, Frame* frame, const Word* applied) {
    const Word procedure = procedureOf(expr, input, frame);
    std::array<Word, 6> room;
    const auto arguments = argumentsOf(expr, input, frame, applied, room);
    try {
        return call(procedure, arguments, input, frame, expr.scope);
    } catch (Raised& raised) {
        place(raised, expr.position, expr.text);
        throw;
    }
}

template <typename Recorder>
Word Evaluator<Recorder>::apply(Word function, std::span<const Word> arguments) {
    return call(function, arguments, {}, nullptr, nullptr);
}

/// Calls, and goes on with the calls that a lambda ends in, in the stack of the first.
template <typename Recorder>
Word Evaluator<Recorder>::call(Word function, std::span<const Word> arguments, Word input, Frame* frame, Scope* scope) {
    Word value = callOnce(function, arguments, input, frame, scope);
    while (value.is(Tag::unbound)) {
        state_.tick();
        const std::vector<Word> next = std::move(pendingArguments_);
        pendingArguments_.clear();
        value = callOnce(pending_, next, pendingInput_, pendingFrame_, pendingScope_);
    }
    return value;
}

template <typename Recorder>
Word Evaluator<Recorder>::callOnce(Word word, std::span<const Word> arguments, Word input, Frame* frame, Scope* scope) {
    if (!word.is(Tag::function)) {
        raise("T1006");
    }
    const Function& function = *word.function;
    try {
        if (function.signature) {
            arguments = fitArguments(*function.signature, arguments, input, heap_);
        }
        if (function.kind == Function::Kind::lambda) {
            return callLambda(function, arguments);
        }
        if (function.kind != Function::Kind::native) {
            return callOther(function, arguments);
        }
        Call native{heap_, *this, input, arguments, *function.native, frame, scope};
        return function.native->run(native);
    } catch (Raised& raised) {
        if (!raised.hasToken && function.isPlaced && !function.token.empty()) {
            raised.failure.token = function.token;
            raised.hasToken = true;
        }
        if (function.isPlaced) {
            raised.failure.position = function.position;
            raised.hasPosition = true;
        }
        throw;
    }
}

template <typename Recorder>
Word Evaluator<Recorder>::callLambda(const Function& function, std::span<const Word> arguments) {
    const Expr& expr = *function.expr;
    const State::FrameScope scope(state_);
    Frame* frame = state_.frame(*expr.scope, function.frame);
    for (std::size_t i = 0; i < expr.special->parameters.size(); ++i) {
        frame->cells[i] = i < arguments.size() ? arguments[i] : Word();
        recorder_.unbind(frame->cells[i]);
    }
    return evalTail(*expr.children[0], function.input, frame);
}

/// The value of a lambda's body; an unbound word when a call is left to be made, which `call` does.
template <typename Recorder>
Word Evaluator<Recorder>::evalTail(const Expr& expr, Word input, Frame* frame) {
    if (!expr.isPlain) {
        return eval(expr, input, frame);
    }
    const bool isChoice = expr.op == Op::condition || expr.op == Op::elvis || expr.op == Op::coalesce;
    const bool isBlock = expr.op == Op::block && !expr.children.empty();
    if (!isChoice && !isBlock && !expr.isTail) {
        return eval(expr, input, frame);
    }
    const Level level(state_);
    if (expr.isTail) {
        const Word procedure = procedureOf(expr, input, frame);
        std::array<Word, 6> room;
        const auto arguments = argumentsOf(expr, input, frame, nullptr, room);
        pendingArguments_.assign(arguments.begin(), arguments.end());
        pending_ = procedure;
        pendingInput_ = input;
        pendingFrame_ = frame;
        pendingScope_ = expr.scope;
        return Word::unbound();
    }
    if (isChoice) {
        Word value;
        const Expr* branch = chosenBranch(expr, input, frame, value);
        value = branch ? evalTail(*branch, input, frame) : value;
        recorder_.leave();
        return value;
    }
    Frame* inner = blockFrame(expr, frame);
    for (std::size_t i = 0; i + 1 < expr.children.size(); ++i) {
        const auto mark = recorder_.mark();
        eval(expr.child(i), input, inner);
        recorder_.settle(mark);
    }
    return evalTail(*expr.children.back(), input, inner);
}

template <typename Recorder>
Word Evaluator<Recorder>::callOther(const Function& function, std::span<const Word> arguments) {
    switch (function.kind) {
        case Function::Kind::composed: {
            const Word inner = call(Word::of(function.first), arguments.first(std::min<std::size_t>(1, arguments.size())), {}, nullptr, nullptr);
            return call(Word::of(function.second), std::span(&inner, 1), {}, nullptr, nullptr);
        }
        case Function::Kind::transform: {
            const Word value = arguments.empty() ? Word() : arguments[0];
            if (value.isDefined() && !value.isContainer()) {
                raise("T0410", shown(value), 1);
            }
            return evalTransform(function, value);
        }
        case Function::Kind::partial: {
            std::vector<Word> all(function.bound->begin(), function.bound->end());
            std::size_t next = 0;
            for (Word& argument : all) {
                if (argument.is(Tag::unbound)) {
                    argument = next < arguments.size() ? arguments[next] : Word();
                    ++next;
                }
            }
            const Function& target = *function.first;
            return target.kind == Function::Kind::lambda ? callLambda(target, all)
                                                         : call(Word::of(&target), all, {}, nullptr, nullptr);
        }
        case Function::Kind::nextMatch:
            return matchRegex(heap_, function, function.input, function.from);
        default:
            return matchRegex(heap_, function, arguments.empty() ? Word() : arguments[0], 0);
    }
}

template <typename Recorder>
Word Evaluator<Recorder>::evalPartial(const Expr& expr, Word input, Frame* frame) {
    Array* bound = heap_.array(expr.children.size() - 1);
    for (std::size_t i = 1; i < expr.children.size(); ++i) {
        const bool isMissing = expr.child(i).op == Op::placeholder;
        bound->items[bound->size++] = isMissing ? Word::unbound() : eval(expr.child(i), input, frame);
    }
    const Word procedure = procedureOf(expr, input, frame);
    if (!procedure.is(Tag::function)) {
        raiseAt("T1008", expr.position, std::string(expr.text));
    }
    Function* function = heap_.template make<Function>();
    function->kind = Function::Kind::partial;
    function->first = procedure.function;
    function->bound = bound;
    return Word::of(function);
}

template <typename Recorder>
Word Evaluator<Recorder>::evalApply(const Expr& expr, Word input, Frame* frame) {
    const Word left = eval(expr.child(0), input, frame);
    if (expr.child(1).op == Op::call) {
        const Word value = evalCall(expr.child(1), input, frame, &left);
        return expr.child(1).isPlain ? value : withFiltersAndGroup(expr.child(1), value, frame);
    }
    const Word right = eval(expr.child(1), input, frame);
    if (!right.is(Tag::function)) {
        raiseAt("T2006", expr.position, {}, shown(right));
    }
    if (!left.is(Tag::function)) {
        return call(right, std::span(&left, 1), {}, frame, nullptr);
    }
    Function* function = heap_.template make<Function>();
    function->kind = Function::Kind::composed;
    function->first = left.function;
    function->second = right.function;
    return Word::of(function);
}

template <typename Recorder>
Word Evaluator<Recorder>::evaluate(std::string_view source, Word focus, const Call& asked) {
    auto code = compileCode(std::string(source), {asked.scope, state_.names, state_.globalNames, state_.simplePaths()});
    if (!code) {
        raise("D3120", utf8(code.error().message));
    }
    state_.adopt(**code);
    const Code& kept = *state_.evaluated.emplace_back(std::move(*code));
    Word input = focus.isDefined() ? focus : asked.input;
    if (isArray(input) && !isSequence(input)) {
        Array* wrapper = heap_.sequence(std::span(&input, 1));
        wrapper->isWrapper = true;
        input = Word::of(wrapper);
    }
    try {
        return eval(*kept.root, input, state_.frame(*kept.scope, asked.frame));
    } catch (const Raised& raised) {
        if (raised.failure.code[0] == 'U' || raised.failure.code.rfind("D102", 0) == 0) {
            throw;
        }
        raise("D3121", utf8(raised.failure.message));
    }
}

}  // namespace pb::jsonata
