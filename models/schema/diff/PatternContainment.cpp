#include "models/schema/diff/PatternContainment.h"

#include "models/base/regex/Syntax.h"

#include <algorithm>
#include <map>
#include <set>
#include <vector>

namespace pb::schema {

namespace {

using regex::CharSet;
using regex::CodePoint;
using regex::Node;
using regex::NodeType;

// A text is seen with a mark at its begin and its end, which ^ and $ take.
constexpr CodePoint beginMark = regex::lastCodePoint + 1, endMark = beginMark + 1;
constexpr std::size_t mostStates = 2'000, mostSteps = 100'000;

/// A non-deterministic automaton (Thompson's construction) of the texts in which a pattern finds a match.
class Automaton {
public:
    using States = std::vector<std::uint32_t>;  ///< sorted

    static std::optional<Automaton> of(std::string_view pattern) {
        const auto parsed = regex::parse(pattern, false, false);
        if (!parsed) {
            return std::nullopt;
        }
        Automaton made;
        const CharSet all{{0, endMark}};
        const std::uint32_t first = made.add(), last = made.add();
        made.step(first, all, first);
        made.step(last, all, last);
        made.accepting_ = last;
        made.compile(parsed->root, first, last, true, true);
        return made.isTooMuch_ ? std::nullopt : std::optional(std::move(made));
    }

    States start() const { return closed({0}); }
    bool accepts(const States& states) const { return std::binary_search(states.begin(), states.end(), accepting_); }

    States after(const States& states, CodePoint c) const {
        States next;
        for (const std::uint32_t state : states) {
            for (const auto& [set, to] : states_[state].steps) {
                if (sets_[set].contains(c)) {
                    next.push_back(to);
                }
            }
        }
        return closed(std::move(next));
    }

    const std::vector<CharSet>& sets() const { return sets_; }

private:
    struct State {
        std::vector<std::pair<std::size_t, std::uint32_t>> steps;  ///< set and target
        std::vector<std::uint32_t> free;
    };

    std::uint32_t add() {
        isTooMuch_ = isTooMuch_ || states_.size() >= mostStates;
        states_.emplace_back();
        return static_cast<std::uint32_t>(states_.size() - 1);
    }

    void step(std::uint32_t from, const CharSet& set, std::uint32_t to) {
        states_[from].steps.emplace_back(sets_.size(), to);
        sets_.push_back(set);
    }

    void free(std::uint32_t from, std::uint32_t to) { states_[from].free.push_back(to); }

    void compile(const Node& node, std::uint32_t from, std::uint32_t to, bool isFirst, bool isLast) {
        if (isTooMuch_) {
            return;
        }
        switch (node.type) {
            case NodeType::empty: free(from, to); break;
            case NodeType::set: step(from, node.set, to); break;
            case NodeType::sequence: sequence(node, from, to, isFirst, isLast); break;
            case NodeType::alternation:
                for (const Node& child : node.children) {
                    const std::uint32_t begin = add();
                    free(from, begin);
                    compile(child, begin, to, isFirst, isLast);
                }
                break;
            case NodeType::capture: compile(node.children[0], from, to, isFirst, isLast); break;
            case NodeType::repeat: repeat(node, from, to); break;
            case NodeType::lineStart: mark(isFirst, beginMark, from, to); break;
            case NodeType::lineEnd: mark(isLast, endMark, from, to); break;
            default: isTooMuch_ = true;
        }
    }

    void mark(bool isAtEnd, CodePoint which, std::uint32_t from, std::uint32_t to) {
        isTooMuch_ = isTooMuch_ || !isAtEnd;
        step(from, CharSet::single(which), to);
    }

    void sequence(const Node& node, std::uint32_t from, std::uint32_t to, bool isFirst, bool isLast) {
        for (std::size_t i = 0; i < node.children.size(); ++i) {
            const bool isEnd = i + 1 == node.children.size();
            const std::uint32_t next = isEnd ? to : add();
            compile(node.children[i], from, next, isFirst && i == 0, isLast && isEnd);
            from = next;
        }
    }

    void repeat(const Node& node, std::uint32_t from, std::uint32_t to) {
        const Node& body = node.children[0];
        const auto once = [&] {
            const std::uint32_t begin = add(), end = add();
            free(from, begin);
            compile(body, begin, end, false, false);
            from = end;
            return begin;
        };
        for (std::uint32_t i = 0; i < node.min && !isTooMuch_; ++i) {
            once();
        }
        if (node.max == Node::unbounded) {
            const std::uint32_t begin = add();
            free(from, begin);
            free(begin, to);
            compile(body, begin, begin, false, false);
            return;
        }
        for (std::uint32_t i = node.min; i < node.max && !isTooMuch_; ++i) {
            free(from, to);
            once();
        }
        free(from, to);
    }

    States closed(States states) const {
        std::set<std::uint32_t> all(states.begin(), states.end());
        while (!states.empty()) {
            const std::uint32_t state = states.back();
            states.pop_back();
            for (const std::uint32_t next : states_[state].free) {
                if (all.insert(next).second) {
                    states.push_back(next);
                }
            }
        }
        return {all.begin(), all.end()};
    }

    std::vector<State> states_;
    std::vector<CharSet> sets_;
    std::uint32_t accepting_ = 0;
    bool isTooMuch_ = false;
};

/// One character for each group that neither automaton tells apart; the marks are not among them.
std::vector<CodePoint> representatives(const Automaton& left, const Automaton& right) {
    std::vector<CharSet> sets = left.sets();
    sets.insert(sets.end(), right.sets().begin(), right.sets().end());
    std::set<CodePoint> begins{0};
    for (const CharSet& set : sets) {
        for (const auto& [first, last] : set.ranges()) {
            begins.insert({first, last + 1});
        }
    }
    std::map<std::vector<bool>, CodePoint> groups;
    for (const CodePoint c : begins) {
        std::vector<bool> members;
        for (const CharSet& set : sets) {
            members.push_back(set.contains(c));
        }
        if (c <= regex::lastCodePoint) {
            groups.emplace(std::move(members), c);
        }
    }
    std::vector<CodePoint> all;
    for (const auto& [members, c] : groups) {
        all.push_back(c);
    }
    return all;
}

}  // namespace

std::optional<bool> patternIncludes(std::string_view outer, std::string_view inner) {
    const auto large = Automaton::of(outer), small = Automaton::of(inner);
    if (!large || !small) {
        return std::nullopt;
    }
    const auto characters = representatives(*large, *small);
    using Pair = std::pair<Automaton::States, Automaton::States>;
    std::set<Pair> seen;
    std::size_t steps = 0;
    std::vector<Pair> waiting{{large->after(large->start(), beginMark), small->after(small->start(), beginMark)}};
    while (!waiting.empty()) {
        const Pair pair = std::move(waiting.back());
        waiting.pop_back();
        if (pair.second.empty() || !seen.insert(pair).second) {
            continue;
        }
        steps += characters.size();
        if (steps > mostSteps) {
            return std::nullopt;
        }
        if (small->accepts(small->after(pair.second, endMark)) && !large->accepts(large->after(pair.first, endMark))) {
            return false;
        }
        for (const CodePoint c : characters) {
            waiting.emplace_back(large->after(pair.first, c), small->after(pair.second, c));
        }
    }
    return true;
}

}  // namespace pb::schema
