#pragma once

#include "models/schema/check/Run.h"
#include "models/schema/check/TextChecks.h"

namespace pb::schema {

/// The digits of one number against any number of bounds; the exact form is made only where 64 bits do not do.
class NumberUnderTest {
public:
    explicit NumberUnderTest(std::string_view digits) : digits_(digits), small_(SmallDecimal::read(digits)) {}

    bool meets(Op op, const NumberBound& bound) const {
        std::int64_t mine = 0, other = 0;
        if (!SmallDecimal::align(small_, bound.small, mine, other)) {
            return meetsExactly(op, digits_, bound.exact);
        }
        return op == Op::multipleOf ? mine % other == 0 : isInOrder(op, (mine > other) - (mine < other));
    }

private:
    PB_NEVER_INLINE static bool meetsExactly(Op op, std::string_view digits, const Decimal& bound) {
        const Decimal number(digits);
        return op == Op::multipleOf ? number.isMultipleOf(bound) : isInOrder(op, compare(number, bound));
    }
    static bool isInOrder(Op op, int order) {
        switch (op) {
            case Op::minimum: return order >= 0;
            case Op::exclusiveMinimum: return order > 0;
            case Op::maximum: return order <= 0;
            default: return order < 0;
        }
    }
    std::string_view digits_;
    SmallDecimal small_;
};

/// A pattern that takes too many steps is a limit of the run.
PB_ALWAYS_INLINE bool matches(Run& run, const Pattern& pattern, std::string_view text) {
    const Verdict verdict = pattern.matches(text);
    if (verdict == Verdict::limit) {
        run.limit = Limit::pattern;
    }
    return verdict == Verdict::yes;
}

PB_ALWAYS_INLINE bool meets(Run& run, const Program& program, const Step& step, std::string_view text) {
    switch (step.op) {
        case Op::minLength: return !isShorterThan(text, program.counts[step.a]);
        case Op::maxLength: return !isLongerThan(text, program.counts[step.a]);
        case Op::pattern: return matches(run, program.patterns[step.a], text);
        case Op::format: return program.formats[step.a](text);
        case Op::content: return hasContent(text, step.a);
        default: return true;
    }
}

inline bool meetsAll(Run& run, const Program& program, const Range& steps, std::string_view text) {
    const Step* step = program.steps.data() + steps.first;
    for (const Step* const end = step + steps.count; step != end; ++step) {
        if (!meets(run, program, *step, text)) {
            return false;
        }
    }
    return true;
}

inline bool meetsAll(const Program& program, const Range& steps, const NumberUnderTest& number) {
    const Step* step = program.steps.data() + steps.first;
    for (const Step* const end = step + steps.count; step != end; ++step) {
        if (!number.meets(step->op, program.numbers[step->a])) {
            return false;
        }
    }
    return true;
}

/// A test of what one value holds, and how it came out. Everything else that a verdict depends on is the document's
/// shape: its kinds, names and numbers of children.
struct ValueTest {
    enum class What : std::uint8_t {
        integer,          ///< whole by value
        integerSpelling,  ///< whole by spelling
        enumeration,      ///< steps.first: entry of Program::enums
        texts, numbers,   ///< steps of Program::steps
        unique,           ///< all elements differ
    };
    What what = What::integer;
    bool holds = true;
    std::uint32_t node = 0;
    const Program* program = nullptr;
    Range steps;
};

}  // namespace pb::schema
