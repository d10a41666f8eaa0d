#pragma once

#include "models/jsonata/run/Evaluator.h"

#include <unordered_map>
#include <vector>

namespace pb::jsonata {

/// Keeps, for every value that a program stores, what was read to make it, the clause and the conditions around it.
class TraceRecorder {
public:
    /// How far the recording had come before a value was made.
    struct Mark {
        std::size_t reads = 0, decided = 0;
    };

    explicit TraceRecorder(const Program::Step* step = nullptr) : step_(step) {}

    Mark mark() const { return {reads_.size(), decided_.size()}; }
    Word keep(Mark mark, const Expr& expr, Word value);
    void place(Mark mark, const Expr& expr, const Word* slot);
    void moved(const Word* from, const Word* to);
    Word read(Word value);
    void forget(Mark mark) { reads_.resize(mark.reads); }
    void enter(const Expr& condition) { conditions_.push_back(condition.span); }
    void leave(const Expr& condition) {
        conditions_.pop_back();
        decided_.push_back(condition.span);
    }
    void after(const Expr& expr, Word value);

    /// For every node of the result, in preorder.
    std::vector<Origin> origins(Word result, Span whole) const;

private:
    static constexpr std::size_t maxSources = 64;  ///< of one value
    struct Record {
        std::vector<Word> sources;
        Span span;
        std::vector<Span> conditions;
    };
    void settle(Mark mark);
    std::uint32_t make(Mark mark, const Expr& expr, Word value);
    void addSource(std::vector<Word>& sources, Word source) const;
    void walk(Word word, const Word* slot, std::string& pointer, const Record& around, std::vector<Origin>& out) const;

    const Program::Step* step_;
    std::vector<Word> reads_;   ///< values of the input, and computed ones that have a record
    std::vector<Span> conditions_;  ///< around what is evaluated now
    std::vector<Span> decided_;     ///< those that were left, of values that are not kept yet
    std::vector<Record> records_;
    std::unordered_map<const Word*, std::uint32_t> placed_;  ///< member to record number, from 1
};

}  // namespace pb::jsonata
