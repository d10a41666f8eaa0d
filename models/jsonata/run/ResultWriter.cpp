#include "models/jsonata/run/ResultWriter.h"

#include <algorithm>

namespace pb::jsonata {

namespace {

/// Whether the value is an object or nothing, so that a list of such values is written item by item.
bool makesObject(const Expr& expr) {
    const auto isBare = [&] { return expr.isPlain && !expr.keepArray && expr.stages.empty(); };
    switch (expr.op) {
        case Op::object: return isBare();
        case Op::block: return isBare() && !expr.children.empty() && makesObject(*expr.children.back());
        case Op::condition:
            return isBare() && std::all_of(expr.children.begin() + 1, expr.children.end(), [](const Expr* branch) { return makesObject(*branch); });
        default: return false;
    }
}

bool makesObjects(const Expr& path) {
    return !path.isSimple && !path.hasTuples && !path.group && !path.keepSingleton && !path.keepArray && makesObject(*path.children.back());
}

}  // namespace

bool ResultWriter::run(const Code& code) { return write(*code.root, state_.input, state_.frame(*code.scope, nullptr)); }

bool ResultWriter::write(const Expr& expr, Word input, Frame* frame) {
    const bool isPath = expr.op == Op::path && makesObjects(expr);
    if (!isPath && !makesObject(expr)) {
        const Word value = evaluator_.eval(expr, input, frame);
        if (value.isDefined()) {
            appendJson(value, {}, out_);
        }
        return value.isDefined();
    }
    const Level level(state_);
    evaluator_.enter();
    if (isPath) {
        return writePath(expr, input, frame);
    }
    if (expr.op == Op::object) {
        return writeMembers(*expr.members, input, frame);
    }
    if (expr.op == Op::block) {
        return writeBlock(expr, input, frame);
    }
    Word value;
    const Expr* branch = evaluator_.chosenBranch(expr, input, frame, value);
    return branch && write(*branch, input, frame);
}

bool ResultWriter::writeMembers(const Group& members, Word input, Frame* frame) {
    if (!members.shape || isArray(input)) {
        appendJson(evaluator_.evalObject(members, input, frame), {}, out_);
        return true;
    }
    const std::size_t begin = out_.size();
    for (std::size_t i = 0; i < members.pairs.size(); ++i) {
        const std::size_t before = out_.size();
        out_.push_back(before == begin ? '{' : ',');
        out_.append(members.shape->json[i]);
        if (!write(*members.pairs[i].second, input, frame)) {
            out_.resize(before);
        }
    }
    out_.append(out_.size() == begin ? "{}" : "}");
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
