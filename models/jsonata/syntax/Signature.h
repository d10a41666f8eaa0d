#pragma once

#include "models/jsonata/Program.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pb::jsonata {

/// What a function takes, as `<s-nn?:s>` says it: one letter a type, `-` falls back to the context, `?` optional, `+` one
/// or more, `(sn)` a choice, `a<n>` the type of an array's items.
class Signature {
public:
    using Types = std::uint16_t;
    enum class Count : std::uint8_t { one, optional, many };

    struct Parameter {
        Types types = 0;         ///< letters that are accepted
        char letter = 'x';       ///< its own one; '(' for a choice
        Count count = Count::one;
        bool fromContext = false;
        std::string items;       ///< type of the items of an array; empty = any
    };

    /// What is wrong with the text (position = byte of it), or nothing and the signature in `out`.
    static std::optional<Failure> parse(std::string_view text, Signature& out);

    /// One bit a letter: s n b l a o f, and m for an argument that is not there.
    static Types bitOf(char letter);

    const std::vector<Parameter>& parameters() const { return parameters_; }

    /// How many of the `given` letters each parameter takes; empty when they do not fit.
    std::vector<std::uint8_t> match(std::string_view given) const;
    /// 0-based argument that does not fit.
    std::size_t firstMisfit(std::string_view given) const;

private:
    class Reader;
    std::vector<Parameter> parameters_;
};

}  // namespace pb::jsonata
