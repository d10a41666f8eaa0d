#pragma once

#include "models/base/regex/Program.h"

#include <string_view>
#include <vector>

namespace pb::regex {

/// Runs a Program as ECMA-262 §22.2.2 says, on a stack of its own (never the native one). Each instruction and each
/// entry of that stack is one step of the budget.
class Backtracker {
public:
    enum class Verdict { match, noMatch, outOfSteps };

    Backtracker(const Program& program, std::string_view text, std::uint64_t maxSteps);

    /// The first match that begins at or after `from`.
    Verdict find(std::size_t from);
    /// Two a group, the whole match first; npos where it took no part.
    const std::vector<std::size_t>& bounds() const { return slots_; }

private:
    static constexpr std::size_t npos = static_cast<std::size_t>(-1);

    struct Loop {
        std::uint32_t rounds = 0;
        std::size_t begin = npos;  ///< of the present round
    };

    /// What to do when the present way fails, newest last.
    struct Choice {
        enum class Kind : std::uint8_t { goOn, giveBack, slot, loop, look } kind;
        std::uint32_t at = 0;    ///< goOn, giveBack: instruction · slot, loop: which · look: its instruction
        std::size_t first = 0;   ///< goOn: position · giveBack: least end · slot: value · loop: begin · look: position
        std::size_t second = 0;  ///< giveBack: present end · loop: rounds · look: the look around this one
    };

    Verdict runFrom(std::size_t start);
    bool step();  ///< false = this way failed
    bool fall();  ///< to the newest choice; false = none is left
    bool spend(std::uint64_t steps = 1);  ///< false = the budget is used up

    bool stepSet(const Instruction& instruction);
    bool stepRun(const Instruction& instruction);
    bool stepLoopTest(const Instruction& instruction);
    bool stepLoopNext(const Instruction& instruction);
    bool stepBackReference(const Instruction& instruction);
    bool stepLookEnd(const Instruction& instruction);
    void startLook();
    bool leaveFailedLook(const Choice& choice);
    void undo(const Choice& choice);

    void push(Choice choice);
    void setSlot(std::uint32_t slot, std::size_t value);
    void setLoop(std::uint32_t counter, Loop value);
    CodePoint read(bool backward, std::size_t& at) const;
    bool canRead(bool backward, std::size_t at) const { return backward ? at > 0 : at < text_.size(); }
    bool isLineBreakBefore(std::size_t at) const;
    bool isLineBreakAfter(std::size_t at) const;
    bool isWordBoundary() const;

    const Program& program_;
    std::string_view text_;
    std::uint64_t stepsLeft_;
    std::vector<Choice> choices_;
    std::vector<std::size_t> slots_;
    std::vector<Loop> loops_;
    std::size_t look_ = npos;  ///< index in choices_ of the innermost open look
    std::size_t position_ = 0;
    std::uint32_t at_ = 0;     ///< instruction
    CharSet lineBreaks_;
};

}  // namespace pb::regex
