#pragma once

#include "models/jsonata/run/EvaluatePath.h"

namespace pb::jsonata {

/// A path that binds variables (`@`, `#`) or whose steps are asked for their parents: from the first such step on it works
/// on tuples, each a frame with the context and the bindings so far.
template <typename Recorder>
Word Evaluator<Recorder>::evalTuples(const Expr& path, Word input, Frame* frame) {
    const Op first = path.children[0]->op;
    const bool iterates = isArray(input) && first != Op::variable && first != Op::context && first != Op::root;
    Sequence items{input, !iterates && input.isDefined()};
    Array* tuples = nullptr;
    bool inTuples = false;
    for (std::size_t i = 0; i < path.children.size(); ++i) {
        const Expr& step = path.child(i);
        inTuples = inTuples || step.isTuple;
        if (i == 0 && step.isConstructor) {
            items = evalFirstConstructor(step, items, frame);
        } else if (inTuples) {
            tuples = tupleStep(path, step, items, tuples, frame);
        } else {
            items = evalStep(step, items, frame, i + 1 == path.children.size());
        }
        if (!inTuples && items.isEmpty()) {
            return finishPath(path, i + 1 == path.children.size() ? items : Sequence(), frame);
        }
    }
    tuples = tuples ? tuples : tuplesOf(path, items, frame);
    if (path.isTuple && !path.group) {
        return Word::of(tuples);
    }
    if (path.group) {
        return groupTuples(path, *tuples);
    }
    const std::size_t mark = state_.stack.size();
    for (const Word tuple : *tuples) {
        state_.stack.push_back(tuple.frame->context);
    }
    return finishPath(path, itemsFrom(mark), frame);
}

template <typename Recorder>
Array* Evaluator<Recorder>::tuplesOf(const Expr& path, Sequence items, Frame* frame) {
    Array* tuples = heap_.array(items.size());
    tuples->isSequence = tuples->isTuples = true;
    const auto add = [&](Word item) {
        Frame* tuple = state_.frame(*path.scope, frame);
        tuple->context = item;
        tuples->items[tuples->size++] = Word::of(tuple);
    };
    if (items.isItem) {
        add(items.word);
        return tuples;
    }
    for (const Word item : Items(items.word)) {
        add(item);
    }
    return tuples;
}

template <typename Recorder>
Array* Evaluator<Recorder>::tupleStep(const Expr& path, const Expr& step, Sequence items, Array* tuples, Frame* frame) {
    if (step.op == Op::sort) {
        return tupleStages(step.stages, sortTuples(path, step, items, tuples, frame));
    }
    const Array* before = tuples ? tuples : tuplesOf(path, items, frame);
    Array* after = heap_.array();
    after->isSequence = after->isTuples = true;
    for (const Word tuple : *before) {
        const Word result = eval(step, tuple.frame->context, tuple.frame);
        addTuples(path, step, *tuple.frame, result, *after);
    }
    state_.checkLength(after->size);
    return tupleStages(step.stages, after);
}

template <typename Recorder>
void Evaluator<Recorder>::addTuples(const Expr& path, const Expr& step, Frame& from, Word result, Array& out) {
    const auto slot = [](Frame& frame, int index, Word value) {
        if (index >= 0) {
            frame.cells[index] = value;
        }
    };
    double position = 0;
    const auto add = [&](Word item, bool isTuple) {
        Frame* tuple = state_.copy(from, path.scope->names.size());
        if (isTuple) {
            tuple->context = item.frame->context;
            for (std::size_t i = 0; step.special && i < step.special->tupleSlots.size(); ++i) {
                const auto [inner, outer] = step.special->tupleSlots[i];
                const Word value = item.frame->cells[inner];
                slot(*tuple, value.is(Tag::unbound) ? -1 : outer, value);
            }
        } else {
            tuple->context = step.focusSlot >= 0 ? from.context : item;
            slot(*tuple, step.focusSlot, item);
            slot(*tuple, step.indexSlot, Word::ofNumber(position));
            slot(*tuple, step.ancestorSlot, from.context);
        }
        ++position;
        heap_.push(out, Word::of(tuple));
    };
    if (isTuples(result)) {
        for (const Word item : *result.array) {
            add(item, true);
        }
        return;
    }
    for (const Word item : Items(result)) {
        add(item, false);
    }
}

template <typename Recorder>
Array* Evaluator<Recorder>::sortTuples(const Expr& path, const Expr& step, Sequence items, Array* tuples, Frame* frame) {
    if (!tuples) {
        tuples = tuplesOf(path, sorted(step, items, frame), frame);
        double position = 0;
        for (const Word tuple : *tuples) {
            if (step.indexSlot >= 0) {
                tuple.frame->cells[step.indexSlot] = Word::ofNumber(position++);
            }
        }
        return tuples;
    }
    Sorting sorting{step, {}, {}};
    for (const Word tuple : *tuples) {
        sorting.items.emplace_back(tuple.frame->context, tuple.frame);
    }
    Array* ordered = heap_.array(tuples->size);
    ordered->isSequence = ordered->isTuples = true;
    for (const std::size_t index : orderOf(sorting)) {
        ordered->items[ordered->size++] = tuples->items[index];
    }
    return ordered;
}

template <typename Recorder>
Array* Evaluator<Recorder>::tupleStages(const Stages& stages, Array* tuples) {
    for (const Stage& stage : stages) {
        if (stage.filter) {
            tuples = filterTuples(*stage.filter, *tuples);
            continue;
        }
        double position = 0;
        for (const Word tuple : *tuples) {
            tuple.frame->cells[stage.indexSlot] = Word::ofNumber(position++);
        }
    }
    return tuples;
}

template <typename Recorder>
Array* Evaluator<Recorder>::filterTuples(const Expr& predicate, const Array& tuples) {
    Array* kept = heap_.array();
    kept->isSequence = kept->isTuples = true;
    const auto before = recorder_.mark();
    for (std::uint32_t i = 0; i < tuples.size; ++i) {
        Frame* tuple = tuples.items[i].frame;
        const auto read = recorder_.mark();
        if (isPicked(eval(predicate, tuple->context, tuple), i, tuples.size)) {
            heap_.push(*kept, tuples.items[i]);
        } else {
            recorder_.forget(read);
        }
    }
    recorder_.decide(before, predicate);
    return kept;
}

/// One tuple out of those of a group: contexts and bindings are appended to each other.
template <typename Recorder>
Frame* Evaluator<Recorder>::mergeTuples(const Array& tuples, std::size_t cells) {
    Frame* merged = state_.copy(*tuples.items[0].frame, cells);
    for (std::uint32_t i = 1; i < tuples.size; ++i) {
        const Frame& tuple = *tuples.items[i].frame;
        merged->context = append(merged->context, tuple.context);
        for (std::size_t slot = 0; slot < cells; ++slot) {
            if (!tuple.cells[slot].is(Tag::unbound)) {
                merged->cells[slot] = append(merged->cells[slot], tuple.cells[slot]);
            }
        }
    }
    return merged;
}

}  // namespace pb::jsonata
