#pragma once

#include "models/jsonata/run/Evaluator.h"

#include <unordered_map>
#include <vector>

namespace pb::jsonata {

/// Keeps, for every value that a program stores, what was read to make it, the clause and the conditions around it.
class TraceRecorder {
public:
    explicit TraceRecorder(const Program::Step* step = nullptr) : step_(step) {}

    std::size_t mark() const { return reads_.size(); }
    Word keep(std::size_t mark, const Expr& expr, Word value);
    void place(std::size_t mark, const Expr& expr, const Word* slot);
    void moved(const Word* from, const Word* to);
    Word read(Word value);
    void forget(std::size_t mark) { reads_.resize(mark); }
    void enter(const Expr& condition) { conditions_.push_back(condition.span); }
    void leave(const Expr&) { conditions_.pop_back(); }
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
    std::uint32_t make(std::size_t mark, const Expr& expr, Word value);
    void addSource(std::vector<Word>& sources, Word source) const;
    void walk(Word word, const Word* slot, std::string& pointer, const Record& around, std::vector<Origin>& out) const;

    const Program::Step* step_;
    std::vector<Word> reads_;   ///< values of the input, and computed ones that have a record
    std::vector<Span> conditions_;
    std::vector<Record> records_;
    std::unordered_map<const Word*, std::uint32_t> placed_;  ///< member to record number, from 1
};

}  // namespace pb::jsonata
