#pragma once

#include "models/jsonata/run/EvaluateCore.h"
#include "models/jsonata/run/MergeSort.h"

#include <cmath>
#include <numeric>

namespace pb::jsonata {

template <typename Recorder>
Word Evaluator<Recorder>::evalPath(const Expr& path, Word input, Frame* frame) {
    if (path.hasTuples) {
        return evalTuples(path, input, frame);
    }
    return finishPath(path, evalSteps(path, firstItems(path, input), frame, 0, path.children.size()), frame);
}

/// What the first step works on.
template <typename Recorder>
Sequence Evaluator<Recorder>::firstItems(const Expr& path, Word input) {
    const Op first = path.children[0]->op;
    return {input, !isArray(input) || first == Op::variable || first == Op::context || first == Op::root};
}

/// The steps from `done` on, before `end`.
template <typename Recorder>
Sequence Evaluator<Recorder>::evalSteps(const Expr& path, Sequence items, Frame* frame, std::size_t done, std::size_t end) {
    for (; done < end; ++done) {
        const Expr& step = path.child(done);
        items = done == 0 && step.isConstructor ? evalFirstConstructor(step, items, frame)
                                                : evalStep(step, items, frame, done + 1 == path.children.size());
        if (items.isEmpty()) {
            items = done + 1 == path.children.size() ? items : Sequence();
            break;
        }
    }
    return items;
}

/// A path of names and nothing else on one value. Of a list of objects that are alike, most are found where the one before
/// had it.
template <typename Recorder>
Word Evaluator<Recorder>::evalNames(const Expr& path, Word input, Frame* frame) {
    const bool mayRepeat = !Recorder::seesSteps || path.children.size() == 1;
    const std::uint32_t node = mayRepeat ? state_.repeatedPath(path.pathIndex, input) : State::noNode;
    if (node == State::noNode) {
        return searchNames(path, input, frame);
    }
    const Word value = recorder_.read(state_.inputWord(node));
    recorder_.after(path, value);
    return value;
}

/// Most are found by their nodes alone.
template <typename Recorder>
Word Evaluator<Recorder>::searchNames(const Expr& path, Word input, Frame* frame) {
    state_.tick();
    if (!state_.isDistinct(input)) {
        return evalNamesFrom(path, 0, input, frame);
    }
    const std::size_t steps = path.children.size();
    std::size_t done = 0;
    std::uint32_t node = input.node;
    do {
        node = state_.memberNode(node, path.child(done++).nameIndex);
        recorder_.read(state_.inputWord(node));
    } while (done < steps && state_.isInputObject(node));
    const Word value = state_.inputWord(node);
    if (done < steps || isArray(value)) {
        return evalNamesFrom(path, done, value, frame);
    }
    if (node != State::noNode) {
        state_.keepPath(path.pathIndex, input.node, node);
    }
    recorder_.after(path, value);
    return value;
}

/// The names from `done` on. A sequence is needed from the first array on.
template <typename Recorder>
Word Evaluator<Recorder>::evalNamesFrom(const Expr& path, std::size_t done, Word value, Frame* frame) {
    const std::size_t steps = path.children.size();
    for (; done < steps && value.is(Tag::object); ++done) {
        value = member(value, path.child(done));
    }
    if (isArray(value)) {
        const bool isOneItem = isOwnArray(value) && value.array->isConstructed && done < steps;
        value = finishPath(path, evalSteps(path, {value, isOneItem}, frame, done, steps), frame);
    } else if (done < steps) {
        value = {};
    }
    recorder_.after(path, value);
    return value;
}

template <typename Recorder>
Word Evaluator<Recorder>::finishPath(const Expr& path, Sequence items, Frame* frame) {
    if (path.keepSingleton || path.keepArray) {
        const bool isConstructed = isOwnArray(items.word) && items.word.array->isConstructed && !items.word.array->isSequence;
        if (items.isItem || isConstructed) {
            items = {Word::of(heap_.sequence(std::span(&items.word, 1))), false};
        }
        if (isOwnArray(items.word)) {
            items.word.array->keepsSingleton = true;
        }
    }
    if (path.group) {
        return groupItems(*path.group, items, frame);
    }
    return items.isItem ? items.word : settle(items, false);
}

template <typename Recorder>
Sequence Evaluator<Recorder>::evalFirstConstructor(const Expr& step, Sequence items, Frame* frame) {
    const Word input = items.isItem ? Word::of(heap_.sequence(std::span(&items.word, 1))) : items.word;
    const Word made = eval(step, input, frame);
    return {made, made.isDefined() && !isArray(made)};
}

template <typename Recorder>
Sequence Evaluator<Recorder>::stepResult(const Expr& step, Word item, Frame* frame, bool isLast) {
    const auto mark = recorder_.mark();
    const Word value = recorder_.keep(mark, step, eval(step, item, frame));
    if (!step.stages.empty()) {
        Sequence items{value, value.isDefined() && !isArray(value)};
        return filterAll(step.stages, items, frame);
    }
    if (!isArray(value)) {
        return {value, value.isDefined()};
    }
    return {value, isOwnArray(value) && value.array->isConstructed && !isLast};
}

template <typename Recorder>
Sequence Evaluator<Recorder>::evalStep(const Expr& step, Sequence items, Frame* frame, bool isLast) {
    if (step.op == Op::sort) {
        items = sorted(step, items, frame);
        return items.isEmpty() ? items : filterAll(step.stages, items, frame);
    }
    if (items.isItem) {
        const Sequence result = stepResult(step, items.word, frame, isLast);
        // A sequence of one that was kept an array is one item again after the next step.
        const bool isOne = !result.isItem && isSequence(result.word) && result.word.array->size == 1;
        return isOne ? Sequence{result.word.array->items[0], true} : result;
    }
    Collector collector(*this, isLast);
    if (step.op == Op::name && step.isPlain && step.stages.empty()) {
        for (const Word item : Items(items.word)) {
            collector.add(item.is(Tag::object) ? member(item, step) : evalName(step, item));
        }
        return collector.finish();
    }
    for (const Word item : Items(items.word)) {
        if (step.stages.empty()) {
            const auto mark = recorder_.mark();
            collector.add(recorder_.keep(mark, step, eval(step, item, frame)));
        } else {
            const Sequence result = stepResult(step, item, frame, isLast);
            result.word.isDefined() ? collector.add(result) : collector.addEmpty();
        }
    }
    return collector.finish();
}

template <typename Recorder>
Sequence Evaluator<Recorder>::filterAll(const Stages& stages, Sequence items, Frame* frame) {
    if (!items.word.isDefined() && !stages.empty() && stages.front().filter) {
        eval(*stages.front().filter, {}, frame);  // the reference asks it of what is not there too: an error of it counts
        return {};
    }
    for (const Stage& stage : stages) {
        if (stage.filter) {
            items = filter(*stage.filter, items, frame);
        }
    }
    return items;
}

template <typename Recorder>
Sequence Evaluator<Recorder>::pick(double position, Sequence items) {
    const auto size = static_cast<double>(items.size());
    position = std::floor(position);
    position = position < 0 ? size + position : position;
    if (!(position >= 0 && position < size)) {
        return {};
    }
    const Word item = items.isItem ? items.word : itemAt(items.word, static_cast<std::size_t>(position));
    return {recorder_.read(item), !isArray(item)};
}

template <typename Recorder>
bool Evaluator<Recorder>::isPicked(Word answer, std::size_t position, std::size_t size) {
    const auto means = [&](Word number) {
        const double wanted = std::floor(numberOf(number));
        return (wanted < 0 ? static_cast<double>(size) + wanted : wanted) == static_cast<double>(position);
    };
    if (isNumeric(answer)) {
        return means(answer);
    }
    if (!isArray(answer)) {
        return isTruthy(answer);
    }
    bool allNumbers = true, found = false;
    for (const Word item : Items(answer)) {
        allNumbers = isNumeric(item) && allNumbers;
        found = found || (allNumbers && means(item));
    }
    return allNumbers ? found : isTruthy(answer);
}

template <typename Recorder>
Sequence Evaluator<Recorder>::filter(const Expr& predicate, Sequence items, Frame* frame) {
    if (predicate.op == Op::constant && predicate.constant.is(Tag::number)) {
        return pick(predicate.constant.number, items);
    }
    const std::size_t mark = state_.stack.size();
    const std::size_t size = items.size();
    const auto before = recorder_.mark();
    std::size_t position = 0;
    const auto test = [&](Word item) {
        const auto read = recorder_.mark();
        if (isPicked(eval(predicate, item, frame), position, size)) {
            state_.stack.push_back(item);
        } else {
            recorder_.forget(read);
        }
        ++position;
    };
    if (items.isItem) {
        test(items.word);
    } else {
        for (const Word item : Items(items.word)) {
            test(item);
        }
    }
    recorder_.decide(before, predicate);
    std::for_each(state_.stack.begin() + static_cast<std::ptrdiff_t>(mark), state_.stack.end(), [&](Word item) { recorder_.read(item); });
    return itemsFrom(mark);
}

template <typename Recorder>
int Evaluator<Recorder>::compareByTerms(Sorting& sorting, std::size_t left, std::size_t right) {
    const Expr& sort = sorting.sort;
    const std::size_t terms = sort.special->terms.size();
    const auto keyOfItem = [&](std::size_t item, std::size_t term) {
        Word& key = sorting.keys[item * terms + term];
        if (key.is(Tag::unbound)) {
            key = eval(*sort.special->terms[term].key, sorting.items[item].first, sorting.items[item].second);
        }
        return key;
    };
    for (std::size_t term = 0; term < terms; ++term) {
        const Word a = keyOfItem(left, term), b = keyOfItem(right, term);
        if (!a.isDefined() || !b.isDefined()) {
            if (a.isDefined() != b.isDefined()) {
                return a.isDefined() ? -1 : 1;
            }
            continue;
        }
        const auto isComparable = [](Word word) { return word.is(Tag::number) || word.is(Tag::text); };
        if (!isComparable(a) || !isComparable(b)) {
            raiseAt("T2008", sort.position, {}, shown(isComparable(a) ? b : a));
        }
        if (a.tag != b.tag) {
            raiseAt("T2007", sort.position, {}, shown(a));
        }
        const int order = compareValues(a, b);
        if (order != 0) {
            return sort.special->terms[term].descending ? -order : order;
        }
    }
    return 0;
}

template <typename Recorder>
Sequence Evaluator<Recorder>::sorted(const Expr& sort, Sequence items, Frame* frame) {
    const std::size_t size = items.size();
    if (size <= 1) {
        return size == 0 || items.isItem ? items : pick(0, items);
    }
    Sorting sorting{sort, {}, {}};
    for (const Word item : Items(items.word)) {
        sorting.items.emplace_back(item, frame);
    }
    Array* array = heap_.array(size);
    for (const std::size_t index : orderOf(sorting)) {
        array->items[array->size++] = sorting.items[index].first;
    }
    return {Word::of(array), false};
}

template <typename Recorder>
std::vector<std::size_t> Evaluator<Recorder>::orderOf(Sorting& sorting) {
    sorting.keys.assign(sorting.items.size() * sorting.sort.special->terms.size(), Word::unbound());
    std::vector<std::size_t> order(sorting.items.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    mergeSort(order, [&](std::size_t a, std::size_t b) { return compareByTerms(sorting, a, b) > 0; });
    return order;
}

}  // namespace pb::jsonata
