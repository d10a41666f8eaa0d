#pragma once

#include <bitset>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace pb::schema {

/// A pattern as a non-deterministic automaton over ASCII (Thompson's construction); the step between a pattern and a Dfa.
class Nfa {
public:
    using Class = std::bitset<128>;
    static constexpr std::uint32_t none = ~std::uint32_t{0};

    struct State {
        std::uint32_t onClass = none, next = none;
        std::vector<std::uint32_t> free;  ///< followed without a character
    };

    /// Nothing where the pattern is outside of the subset (see Dfa) or too large.
    static std::optional<Nfa> parse(std::string_view pattern);

    const std::vector<State>& states() const { return states_; }
    const std::vector<Class>& classes() const { return classes_; }
    std::uint32_t start() const { return start_; }
    std::uint32_t end() const { return end_; }

private:
    friend class NfaParser;
    std::vector<State> states_;
    std::vector<Class> classes_;
    std::uint32_t start_ = 0, end_ = 0;
};

}  // namespace pb::schema
