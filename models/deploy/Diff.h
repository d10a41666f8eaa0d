#pragma once

#include "models/deploy/Target.h"

#include <string>
#include <string_view>
#include <vector>

namespace pb::deploy {

struct DiffLine {
    enum class Kind { same, removed, added } kind = Kind::same;
    int before = 0, after = 0;  ///< 1-based line numbers, 0 on the side that lacks it
    std::string text;           ///< without its line break
    friend bool operator==(const DiffLine&, const DiffLine&) = default;
};

/// The shortest edit script by lines (Myers, with common head and tail cut off). Texts that differ in more than
/// `maxEdits` lines are shown as one removed and one added block.
std::vector<DiffLine> diffLines(std::string_view before, std::string_view after, int maxEdits = 2000);

/// Only the changed lines and `context` lines around them; a gap is a `same` line with both numbers 0.
std::vector<DiffLine> withContext(const std::vector<DiffLine>& lines, int context = 3);

/// One difference of two JSON values.
struct ValueChange {
    std::string pointer;        ///< RFC 6901
    std::string before, after;  ///< JSON; empty = not there
    friend bool operator==(const ValueChange&, const ValueChange&) = default;
};

/// What differs in meaning, by the rules: defaults filled in, ignored pointers left out, masked values taken as equal,
/// order of object members ignored. Text kinds and contents that are not JSON compare as one value at "".
std::vector<ValueChange> diffValues(const ResourceRules& rules, std::string_view before, std::string_view after);

/// No difference that the rules count.
bool isSame(const ResourceRules& rules, std::string_view left, std::string_view right);

/// Whether a pointer lies at or below one of the rule's pointers; `*` matches one token.
bool pointerMatches(std::string_view rulePointer, std::string_view pointer);

}  // namespace pb::deploy
