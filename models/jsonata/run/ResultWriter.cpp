#include "models/jsonata/run/ResultWriter.h"

namespace pb::jsonata {

bool ResultWriter::run(const Code& code) { return write(*code.root, state_.input, state_.frame(*code.scope, nullptr)); }

bool ResultWriter::write(const Expr& expr, Word input, Frame* frame) {
    if (expr.made == Made::any) {
        const Word value = evaluator_.eval(expr, input, frame);
        if (value.isDefined()) {
            appendJson(value, {}, out_);
        }
        return value.isDefined();
    }
    const Level level(state_);
    switch (expr.op) {
        case Op::path: return writePath(expr, input, frame);
        case Op::object: return writeMembers(*expr.members, input, frame);
        case Op::block: return writeBlock(expr, input, frame);
        default: {
            Word value;
            const Expr* branch = evaluator_.chosenBranch(expr, input, frame, value);
            return branch && write(*branch, input, frame);
        }
    }
}

bool ResultWriter::writeMembers(const Group& members, Word input, Frame* frame) {
    if (!members.shape || isArray(input)) {
        appendJson(evaluator_.evalObject(members, input, frame), {}, out_);
        return true;
    }
    const std::size_t begin = out_.size();
    for (std::size_t i = 0; i < members.pairs.size(); ++i) {
        const std::size_t before = out_.size();
        out_.append(members.shape->json[i]);
        if (!write(*members.pairs[i].second, input, frame)) {
            out_.resize(before);
        }
    }
    closeMembers(begin, out_);
    return true;
}

bool ResultWriter::writeBlock(const Expr& expr, Word input, Frame* frame) {
    const State::FrameScope scope(state_);
    Frame* inner = evaluator_.blockFrame(expr, frame);
    for (std::size_t i = 0; i + 1 < expr.children.size(); ++i) {
        evaluator_.eval(expr.child(i), input, inner);
    }
    return write(*expr.children.back(), input, inner);
}

bool ResultWriter::writePath(const Expr& path, Word input, Frame* frame) {
    const std::size_t last = path.children.size() - 1;
    const Sequence items = evaluator_.evalSteps(path, evaluator_.firstItems(path, input), frame, 0, last);
    if (last > 0 && items.isEmpty()) {
        return false;
    }
    const Expr& step = path.child(last);
    return items.isItem ? write(step, items.word, frame) : writeItems(step, items.word, frame);
}

/// One result is itself, several are an array.
bool ResultWriter::writeItems(const Expr& step, Word items, Frame* frame) {
    const std::size_t begin = out_.size();
    std::size_t count = 0;
    for (const Word item : Items(items)) {
        const std::size_t before = out_.size();
        const State::Scratch scratch(state_);
        out_.push_back(count == 0 ? '[' : ',');
        if (write(step, item, frame)) {
            ++count;
        } else {
            out_.resize(before);
        }
    }
    state_.checkLength(count);
    if (count > 1) {
        out_.push_back(']');
    } else if (count == 1) {
        out_.erase(begin, 1);
    }
    return count > 0;
}

}  // namespace pb::jsonata
