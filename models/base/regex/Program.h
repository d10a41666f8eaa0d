#pragma once

#include "models/base/regex/Syntax.h"

#include <vector>

namespace pb::regex {

enum class Op : std::uint8_t {
    set,          ///< one code point of sets[a]
    run,          ///< greedy run of sets[a], min…max times, given back one by one
    split,        ///< try a first, then b
    jump,         ///< to a
    save,         ///< position into slot a
    clear,        ///< forget the groups a…b-1
    lineStart, lineEnd, boundary,
    backReference,///< to group a
    loopStart,    ///< counter a = 0
    loopTest,     ///< counter a: another round (the next instruction) or leave (to b), by min, max and lazy
    loopEnter,    ///< counter a: a round begins here
    loopNext,     ///< counter a: a round is done, back to b; optional rounds that matched nothing fail
    look,         ///< body follows; continues at b when the body says lookEnd (or, negative, when it fails)
    lookEnd,      ///< the body matched: drop its choices
    match,
};

/// One step. Lookbehind bodies run from right to left (`backward`).
struct Instruction {
    Op op = Op::match;
    bool backward = false;
    bool lazy = false;
    bool negative = false;
    std::uint32_t a = 0, b = 0;
    std::uint32_t min = 0, max = 0;
};

struct Program {
    std::vector<Instruction> code;
    std::vector<CharSet> sets;
    std::uint32_t groups = 0;
    std::uint32_t counters = 0;
    CharSet word;
    bool ignoreCase = false;
    bool multiline = false;
    bool onlyAtStart = false;        ///< begins with ^ and is not multi-line
    std::optional<CharSet> first;    ///< what every match begins with, where that is known
};

Program compile(const Pattern& pattern);

}  // namespace pb::regex
