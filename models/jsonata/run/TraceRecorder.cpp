#include "models/jsonata/run/TraceRecorder.h"

#include "models/jsonata/run/EvaluateCalls.h"

#include <algorithm>

namespace pb::jsonata {

template class Evaluator<TraceRecorder>;

namespace {

template <typename Entry>
PoolRange rangeFrom(const LargeVector<Entry>& pool, std::size_t begin) {
    return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(pool.size() - begin)};
}

}  // namespace

void TraceRecorder::addSource(std::size_t begin, Word source) {
    const auto isSame = [&](Word other) { return other.node == source.node && other.document == source.document; };
    if (sources_.size() - begin < maxSources && std::none_of(sources_.begin() + static_cast<std::ptrdiff_t>(begin), sources_.end(), isSame)) {
        sources_.push_back(source);
    }
}

/// The values themselves, read last, say more than the containers on the way to them.
PoolRange TraceRecorder::sourcesSince(Mark mark) {
    const std::size_t begin = sources_.size();
    for (const bool containers : {false, true}) {
        const bool isWanted = !containers || sources_.size() == begin;
        for (std::size_t i = reads_.size(); isWanted && i-- > mark.reads;) {
            const Word value = reads_[i];
            if (value.isContainer() != containers) {
                continue;
            }
            if (value.isInput) {
                addSource(begin, value);
                continue;
            }
            const PoolRange inner = record(value.node).sources;
            for (std::uint32_t k = 0; k < inner.size; ++k) {
                addSource(begin, Word(sources_[inner.begin + k]));
            }
        }
    }
    return rangeFrom(sources_, begin);
}

void TraceRecorder::addCondition(std::size_t begin, std::uint32_t condition) {
    const auto from = conditionLists_.begin() + static_cast<std::ptrdiff_t>(begin);
    if (conditionLists_.size() - begin < maxSources && std::find(from, conditionLists_.end(), condition) == conditionLists_.end()) {
        conditionLists_.push_back(condition);
    }
}

/// Those around the value, those that were decided on the way, and those of the computed values that were read.
PoolRange TraceRecorder::conditionsSince(Mark mark) {
    const std::size_t begin = conditionLists_.size();
    for (const std::uint32_t condition : around_) {
        addCondition(begin, condition);
    }
    for (std::size_t i = mark.decided; i < decided_.size(); ++i) {
        addCondition(begin, decided_[i]);
    }
    for (std::size_t i = mark.reads; i < reads_.size(); ++i) {
        const PoolRange inner = reads_[i].isInput ? PoolRange() : record(reads_[i].node).conditions;
        for (std::uint32_t k = 0; k < inner.size; ++k) {
            addCondition(begin, conditionLists_[inner.begin + k]);
        }
    }
    std::sort(conditionLists_.begin() + static_cast<std::ptrdiff_t>(begin), conditionLists_.end());
    return rangeFrom(conditionLists_, begin);
}

std::uint32_t TraceRecorder::make(Mark mark, Span span, Word value) {
    Record record{span, {}, conditionsSince(mark)};
    if (!value.isInput) {  // a value of the input is its own source
        record.sources = sourcesSince(mark);
    }
    records_.push_back(record);
    return static_cast<std::uint32_t>(records_.size());
}

std::uint32_t TraceRecorder::makeCondition(Mark mark, Span span) {
    conditions_.push_back({span, sourcesSince(mark)});
    return static_cast<std::uint32_t>(conditions_.size() - 1);
}

/// A computed value gets its record's number; what was read for it is told by the value from now on.
Word TraceRecorder::bound(Mark mark, const Expr& expr, Word value) {
    if (value.isDefined() && !value.isInput && value.node == 0) {
        value.node = make(mark, expr.span, value);
        settle(mark);
        read(value);
    }
    return value;
}

Word TraceRecorder::store(Mark mark, const Expr& expr, Word value, Word& cell) {
    cell = bound(mark, expr, value);
    unbind(cell);
    if (const PoolRange conditions = value.isInput ? conditionsSince(mark) : PoolRange(); conditions.size > 0) {
        decidedCells_.emplace(&cell, conditions);
    }
    return cell;
}

Word TraceRecorder::load(const Word& cell) {
    if (const auto known = decidedCells_.find(&cell); known != decidedCells_.end()) {
        const auto conditions = this->conditions(known->second);
        decided_.insert(decided_.end(), conditions.begin(), conditions.end());
    }
    return read(cell);
}

/// A filter is asked of many items: what decided inside of it is kept once.
void TraceRecorder::decide(Mark mark, const Expr& condition) {
    decided_.push_back(makeCondition(mark, condition.span));
    forget(mark);
    const auto begin = decided_.begin() + static_cast<std::ptrdiff_t>(mark.decided);
    std::sort(begin, decided_.end());
    decided_.erase(std::unique(begin, decided_.end()), decided_.end());
}

void TraceRecorder::follow(Heap& heap, Object& object, std::size_t capacity) { object.origins = heap.makeMany<std::uint32_t>(capacity); }

void TraceRecorder::place(Mark mark, const Expr& expr, Object& object, std::size_t member) {
    const Word value = object.values[member];
    object.origins[member] = !value.isInput && value.node != 0 ? value.node : make(mark, expr.span, value);
    settle(mark);
}

void TraceRecorder::moved(const Object& from, std::size_t member, Object& to, std::size_t place) {
    to.origins[place] = from.origins[member];
}

void TraceRecorder::settle(Mark mark) {
    reads_.resize(mark.reads);
    decided_.resize(mark.decided);
}

void TraceRecorder::after(const Expr& expr, Word value) {
    if (step_ && !(*step_)(expr.span, shown(value))) {
        raise("D1020");
    }
}

void TraceRecorder::finish(Span program) { make({}, program, {}); }

}  // namespace pb::jsonata
