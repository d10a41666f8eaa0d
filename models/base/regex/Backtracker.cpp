#include "models/base/regex/Backtracker.h"

#include <algorithm>

namespace pb::regex {

Backtracker::Backtracker(const Program& program, std::string_view text, std::uint64_t maxSteps)
    : program_(program), text_(text), stepsLeft_(maxSteps), loops_(program.counters), lineBreaks_(lineTerminators()) {}

Backtracker::Verdict Backtracker::find(std::size_t from) {
    if (program_.onlyAtStart && from > 0) return Verdict::noMatch;
    for (std::size_t start = from; start <= text_.size();) {
        std::size_t next = start;
        const bool more = start < text_.size();
        const CodePoint c = more ? decodeForward(text_, next) : 0;
        const bool hopeless = program_.first && (!more || !program_.first->contains(c));
        const Verdict verdict = hopeless ? Verdict::noMatch : runFrom(start);
        if (verdict != Verdict::noMatch || program_.onlyAtStart || !more) return verdict;
        start = next;
    }
    return Verdict::noMatch;
}

Backtracker::Verdict Backtracker::runFrom(std::size_t start) {
    choices_.clear();
    slots_.assign(std::size_t{2} * (program_.groups + 1), npos);
    look_ = npos;
    position_ = start;
    at_ = 0;
    slots_[0] = start;
    while (spend()) {
        if (program_.code[at_].op == Op::match) {
            slots_[1] = position_;
            return Verdict::match;
        }
        if (!step() && !fall()) return Verdict::noMatch;
    }
    return Verdict::outOfSteps;
}

bool Backtracker::spend(std::uint64_t steps) {
    const bool enough = stepsLeft_ >= steps;
    stepsLeft_ -= enough ? steps : stepsLeft_;
    return enough && stepsLeft_ > 0;
}

bool Backtracker::step() {
    const Instruction& now = program_.code[at_++];
    switch (now.op) {
    case Op::set: return stepSet(now);
    case Op::run: return stepRun(now);
    case Op::split:
        push({Choice::Kind::goOn, now.b, position_, 0});
        at_ = now.a;
        return true;
    case Op::jump: at_ = now.a; return true;
    case Op::save: setSlot(now.a, position_); return true;
    case Op::clear:
        for (std::uint32_t slot = 2 * now.a; slot < 2 * now.b; ++slot) setSlot(slot, npos);
        return true;
    case Op::lineStart: return position_ == 0 || (program_.multiline && isLineBreakBefore(position_));
    case Op::lineEnd: return position_ == text_.size() || (program_.multiline && isLineBreakAfter(position_));
    case Op::boundary: return isWordBoundary() != now.negative;
    case Op::backReference: return stepBackReference(now);
    case Op::loopStart: setLoop(now.a, {}); return true;
    case Op::loopEnter: setLoop(now.a, {loops_[now.a].rounds, position_}); return true;
    case Op::loopTest: return stepLoopTest(now);
    case Op::loopNext: return stepLoopNext(now);
    case Op::look: startLook(); return true;
    case Op::lookEnd: return stepLookEnd(now);
    case Op::match: break;
    }
    return false;
}

bool Backtracker::fall() {
    while (!choices_.empty()) {
        Choice& choice = choices_.back();
        switch (choice.kind) {
        case Choice::Kind::goOn:
            at_ = choice.at;
            position_ = choice.first;
            choices_.pop_back();
            return true;
        case Choice::Kind::giveBack:
            (void)decodeBackward(text_, choice.second);
            choice.second = std::max(choice.second, choice.first);  // broken UTF-8 may be one character backward that was several
            at_ = choice.at;
            position_ = choice.second;
            if (choice.second == choice.first) choices_.pop_back();
            return true;
        case Choice::Kind::slot:
        case Choice::Kind::loop: undo(choice); break;
        case Choice::Kind::look:
            if (leaveFailedLook(choice)) return true;
            break;
        }
        choices_.pop_back();
    }
    return false;
}

/// A negative look whose body failed holds: the match goes on behind it.
bool Backtracker::leaveFailedLook(const Choice& choice) {
    const Instruction& look = program_.code[choice.at];
    look_ = choice.second;
    position_ = choice.first;
    at_ = look.b;
    if (look.negative) choices_.pop_back();
    return look.negative;
}

bool Backtracker::stepSet(const Instruction& instruction) {
    if (!canRead(instruction.backward, position_)) return false;
    return program_.sets[instruction.a].contains(read(instruction.backward, position_));
}

bool Backtracker::stepRun(const Instruction& instruction) {
    const CharSet& set = program_.sets[instruction.a];
    std::size_t least = position_;
    std::uint32_t count = 0;
    while (count < instruction.max && position_ < text_.size()) {
        std::size_t next = position_;
        if (!set.contains(decodeForward(text_, next))) break;
        position_ = next;
        ++count;
        if (count <= instruction.min) least = position_;
    }
    if (!spend(count / 8)) return false;
    if (count < instruction.min) return false;
    if (position_ > least) push({Choice::Kind::giveBack, at_, least, position_});
    return true;
}

bool Backtracker::stepLoopTest(const Instruction& instruction) {
    const std::uint32_t rounds = loops_[instruction.a].rounds;
    if (rounds < instruction.min) return true;
    if (rounds >= instruction.max) {
        at_ = instruction.b;
    } else if (instruction.lazy) {
        push({Choice::Kind::goOn, at_, position_, 0});
        at_ = instruction.b;
    } else {
        push({Choice::Kind::goOn, instruction.b, position_, 0});
    }
    return true;
}

bool Backtracker::stepLoopNext(const Instruction& instruction) {
    const Loop loop = loops_[instruction.a];
    const bool matchedNothing = loop.begin == position_;
    if (matchedNothing && loop.rounds >= instruction.min) return false;
    // Rounds that match nothing would all be the same: the rest of the required ones is done at once.
    setLoop(instruction.a, {matchedNothing ? instruction.min : loop.rounds + 1, loop.begin});
    at_ = instruction.b;
    return true;
}

bool Backtracker::stepBackReference(const Instruction& instruction) {
    const std::size_t slot = std::size_t{2} * instruction.a, begin = slots_[slot], end = slots_[slot + 1];
    if (begin == npos || end == npos) return true;
    if (!spend((end - begin) / 8)) return false;
    const bool backward = instruction.backward;
    std::size_t inGroup = backward ? end : begin;
    while (inGroup != (backward ? begin : end)) {
        if (!canRead(backward, position_)) return false;
        const CodePoint wanted = read(backward, inGroup), found = read(backward, position_);
        const bool same = wanted == found || (program_.ignoreCase && foldCase(wanted) == foldCase(found));
        if (!same) return false;
    }
    return true;
}

void Backtracker::startLook() {
    push({Choice::Kind::look, at_ - 1, position_, look_});
    look_ = choices_.size() - 1;
}

/// Positive: the body's open choices go, its undo records stay for a later fall. Negative: all of it is undone.
bool Backtracker::stepLookEnd(const Instruction& instruction) {
    const std::size_t bottom = look_;
    const Choice look = choices_[bottom];
    look_ = look.second;
    position_ = look.first;
    if (instruction.negative) {
        while (choices_.size() > bottom) {
            undo(choices_.back());
            choices_.pop_back();
        }
        return false;
    }
    const auto isOpen = [](const Choice& choice) {
        return choice.kind != Choice::Kind::slot && choice.kind != Choice::Kind::loop;
    };
    choices_.erase(std::remove_if(choices_.begin() + static_cast<std::ptrdiff_t>(bottom), choices_.end(), isOpen), choices_.end());
    return true;
}

void Backtracker::push(Choice choice) {
    spend();
    choices_.push_back(choice);
}

void Backtracker::undo(const Choice& choice) {
    if (choice.kind == Choice::Kind::slot) slots_[choice.at] = choice.first;
    if (choice.kind == Choice::Kind::loop) loops_[choice.at] = {static_cast<std::uint32_t>(choice.second), choice.first};
}

void Backtracker::setSlot(std::uint32_t slot, std::size_t value) {
    if (!choices_.empty()) push({Choice::Kind::slot, slot, slots_[slot], 0});
    slots_[slot] = value;
}

void Backtracker::setLoop(std::uint32_t counter, Loop value) {
    if (!choices_.empty()) push({Choice::Kind::loop, counter, loops_[counter].begin, loops_[counter].rounds});
    loops_[counter] = value;
}

CodePoint Backtracker::read(bool backward, std::size_t& at) const {
    return backward ? decodeBackward(text_, at) : decodeForward(text_, at);
}

bool Backtracker::isLineBreakBefore(std::size_t at) const {
    return at > 0 && lineBreaks_.contains(decodeBackward(text_, at));
}

bool Backtracker::isLineBreakAfter(std::size_t at) const {
    return at < text_.size() && lineBreaks_.contains(decodeForward(text_, at));
}

bool Backtracker::isWordBoundary() const {
    std::size_t before = position_, after = position_;
    const bool left = before > 0 && program_.word.contains(decodeBackward(text_, before));
    const bool right = after < text_.size() && program_.word.contains(decodeForward(text_, after));
    return left != right;
}

}  // namespace pb::regex
