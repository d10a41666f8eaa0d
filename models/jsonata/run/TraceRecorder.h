#pragma once

#include "models/base/LargePages.h"
#include "models/jsonata/run/Evaluator.h"

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

namespace pb::jsonata {

/// Entries of a pool.
struct PoolRange {
    std::uint32_t begin = 0;
    std::uint32_t size = 0;
};

/// Keeps, for every value that a program stores, what was read to make it, the clause and the conditions around it. Records
/// are numbered from 1; a computed value has its number in Word::node, a member of an object that the program makes in
/// Object::origins. 0 stands for the record of what is around the value.
class TraceRecorder {
public:
    static constexpr bool seesSteps = true;
    /// How far the recording had come before a value was made.
    struct Mark {
        std::size_t reads = 0, decided = 0;
    };
    /// What was read, why.
    struct Record {
        Span span;
        PoolRange sources;
        PoolRange conditions;
    };
    struct Condition {
        Span span;
        PoolRange sources;
    };

    explicit TraceRecorder(const Program::Step* step = nullptr) : step_(step) {}
    /// Room for that many records, so that they need not move; what is not used of it takes no memory.
    void reserve(std::size_t records) {
        records_.reserve(records);
        sources_.reserve(records);
    }

    Mark mark() const { return {reads_.size(), decided_.size()}; }
    Word keep(Mark mark, const Expr& expr, Word value) { return value.isContainer() ? value : bound(mark, expr, value); }
    /// A variable's value. With one of the input, which has no record, the cell remembers what decided that it is this one.
    Word store(Mark mark, const Expr& expr, Word value, Word& cell);
    void unbind(const Word& cell) { decidedCells_.erase(&cell); }
    Word load(const Word& cell);
    static void follow(Heap& heap, Object& object, std::size_t capacity);
    void place(Mark mark, const Expr& expr, Object& object, std::size_t member);
    static void moved(const Object& from, std::size_t member, Object& to, std::size_t place);
    Word read(Word value) {
        if (value.isInput || (value.node != 0 && !value.is(Tag::unbound))) {
            reads_.push_back(value);
        }
        return value;
    }
    void forget(Mark mark) { reads_.resize(mark.reads); }
    void settle(Mark mark);  ///< forgets what was decided too
    void enter(Mark mark, const Expr& condition) { around_.push_back(makeCondition(mark, condition.span)); }
    void leave() {
        decided_.push_back(around_.back());
        around_.pop_back();
    }
    void decide(Mark mark, const Expr& condition);
    void after(const Expr& expr, Word value);

    /// Makes the record of the result as a whole, which is the last one.
    void finish(Span program);

    const Record& whole() const { return records_.back(); }
    const Record& record(std::uint32_t number) const { return records_[number - 1]; }
    /// Values of the input, most direct first.
    std::span<const Word> sources(PoolRange range) const { return std::span(sources_).subspan(range.begin, range.size); }
    /// Numbers of conditions, outermost first.
    std::span<const std::uint32_t> conditions(PoolRange range) const {
        return std::span(conditionLists_).subspan(range.begin, range.size);
    }
    const Condition& condition(std::uint32_t number) const { return conditions_[number]; }

private:
    static constexpr std::size_t maxSources = 64;  ///< and conditions, of one value

    Word bound(Mark mark, const Expr& expr, Word value);
    std::uint32_t make(Mark mark, Span span, Word value);
    std::uint32_t makeCondition(Mark mark, Span span);
    PoolRange sourcesSince(Mark mark);
    void addSource(std::size_t begin, Word source);
    PoolRange conditionsSince(Mark mark);
    void addCondition(std::size_t begin, std::uint32_t condition);

    const Program::Step* step_;
    std::vector<Word> reads_;                  ///< values of the input, and computed ones that have a record
    std::vector<std::uint32_t> around_;        ///< conditions around what is evaluated now
    std::vector<std::uint32_t> decided_;       ///< those that were left, of values that are not kept yet
    std::unordered_map<const Word*, PoolRange> decidedCells_;  ///< conditions of variables that hold a value of the input
    LargeVector<Record> records_;
    LargeVector<Condition> conditions_;
    LargeVector<Word> sources_;                ///< pool
    LargeVector<std::uint32_t> conditionLists_;  ///< pool
};

}  // namespace pb::jsonata
