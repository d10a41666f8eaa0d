#pragma once

#include "models/base/Regex.h"
#include "models/schema/check/Dfa.h"

#include <string_view>

namespace pb::schema {

enum class Verdict : std::uint8_t { no, yes, limit };

/// An ECMA-262 pattern that is searched in a text.
class Pattern {
public:
    static Result<Pattern> compile(std::string_view pattern);
    Verdict matches(std::string_view text) const {
        const Dfa::Answer answer = dfa_ ? dfa_->matches(text) : Dfa::Answer::notAscii;
        return answer == Dfa::Answer::yes ? Verdict::yes : answer == Dfa::Answer::no ? Verdict::no : search(text);
    }

private:
    Verdict search(std::string_view text) const;
    Pattern(Regex regex, std::optional<Dfa> dfa) : regex_(std::move(regex)), dfa_(std::move(dfa)) {}
    Regex regex_;
    std::optional<Dfa> dfa_;  ///< where the pattern is simple: answers for ASCII texts
};

}  // namespace pb::schema
