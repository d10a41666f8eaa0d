#include "models/schema/check/Dfa.h"

#include "models/schema/check/Nfa.h"

#include <algorithm>
#include <map>

namespace pb::schema {

namespace {

constexpr std::size_t mostStates = 256;

}  // namespace

/// The subset construction over an Nfa.
class DfaBuilder {
public:
    explicit DfaBuilder(const Nfa& nfa) : nfa_(nfa) {}

    std::optional<Dfa> build() {
        splitBytes();
        std::vector<std::uint32_t> first{nfa_.start()};
        dfa_.start_ = stateOf(closed(std::move(first)));
        dfa_.dead_ = stateOf({});
        for (std::size_t done = 0; done < sets_.size(); ++done) {
            if (sets_.size() > mostStates) {
                return std::nullopt;
            }
            const std::vector<std::uint32_t> from = sets_[done];
            for (std::uint32_t column = 0; column < dfa_.width_; ++column) {
                dfa_.next_[done * dfa_.width_ + column] = stateOf(step(from, samples_[column]));
            }
        }
        for (const auto& set : sets_) {
            dfa_.accepts_.push_back(contains(set, nfa_.end()) ? 1 : 0);
        }
        dfa_.findLine();
        return std::move(dfa_);
    }

private:
    static bool contains(const std::vector<std::uint32_t>& set, std::uint32_t state) {
        return std::binary_search(set.begin(), set.end(), state);
    }

    /// Columns: bytes that the same classes of the pattern hold.
    void splitBytes() {
        std::map<std::vector<bool>, std::uint8_t> columns;
        for (unsigned byte = 0; byte < 128; ++byte) {
            std::vector<bool> holds;
            for (const Nfa::Class& each : nfa_.classes()) {
                holds.push_back(each[byte]);
            }
            const auto [entry, isNew] = columns.try_emplace(std::move(holds), static_cast<std::uint8_t>(columns.size()));
            if (isNew) {
                samples_.push_back(byte);
            }
            dfa_.classes_[byte] = entry->second;
        }
        dfa_.width_ = static_cast<std::uint32_t>(columns.size());
    }

    std::vector<std::uint32_t> closed(std::vector<std::uint32_t> states) const {
        std::vector<std::uint32_t> work = states;
        std::vector<bool> seen(nfa_.states().size());
        states.clear();
        while (!work.empty()) {
            const std::uint32_t state = work.back();
            work.pop_back();
            if (seen[state]) {
                continue;
            }
            seen[state] = true;
            states.push_back(state);
            for (const std::uint32_t next : nfa_.states()[state].free) {
                work.push_back(next);
            }
        }
        std::sort(states.begin(), states.end());
        return states;
    }

    std::vector<std::uint32_t> step(const std::vector<std::uint32_t>& from, unsigned byte) const {
        std::vector<std::uint32_t> to;
        for (const std::uint32_t state : from) {
            const Nfa::State& each = nfa_.states()[state];
            if (each.onClass != Nfa::none && nfa_.classes()[each.onClass][byte]) {
                to.push_back(each.next);
            }
        }
        return closed(std::move(to));
    }

    std::uint32_t stateOf(const std::vector<std::uint32_t>& set) {
        const auto [entry, isNew] = numbers_.try_emplace(set, static_cast<std::uint32_t>(sets_.size()));
        if (isNew) {
            sets_.push_back(set);
            dfa_.next_.resize(sets_.size() * dfa_.width_);
        }
        return entry->second * dfa_.width_;
    }

    const Nfa& nfa_;
    Dfa dfa_;
    std::vector<unsigned> samples_;
    std::vector<std::vector<std::uint32_t>> sets_;
    std::map<std::vector<std::uint32_t>, std::uint32_t> numbers_;
};

std::optional<Dfa> Dfa::compile(std::string_view pattern) {
    const auto nfa = Nfa::parse(pattern);
    return nfa ? DfaBuilder(*nfa).build() : std::nullopt;
}

/// From the start on, each state must lead to one state only: the next, itself for ever, or to none.
void Dfa::findLine() {
    constexpr std::uint32_t mostPositions = 62;
    Line line;
    std::uint32_t state = start_;
    for (std::uint32_t position = 0; position <= mostPositions; ++position) {
        line.lengths |= std::uint64_t{accepts_[state / width_]} << position;
        std::uint32_t next = dead_;
        for (unsigned byte = 0; byte < 128; ++byte) {
            const std::uint32_t to = next_[state + classes_[byte]];
            if (to != dead_ && next != dead_ && to != next) {
                return;
            }
            next = to == dead_ ? next : to;
            line.positionsOf[byte] |= std::uint64_t{to != dead_} << position;
        }
        if (next == dead_ || next == state) {
            line.last = position;
            line.longest = next == dead_ ? position : ~std::uint64_t{0};
            line.lengths |= std::uint64_t{accepts_[state / width_]} << (position + 1);
            line_ = line;
            return;
        }
        state = next;
    }
}

bool Dfa::isAscii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

}  // namespace pb::schema
