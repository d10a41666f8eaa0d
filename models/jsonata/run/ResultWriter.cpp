#include "models/jsonata/run/ResultWriter.h"

#include "models/jsonata/run/EvaluateOperators.h"

namespace pb::jsonata {

namespace {

bool isConcat(const Expr& expr) { return expr.op == Op::concat && expr.isPlain; }

}  // namespace

bool ResultWriter::run(const Code& code) {
    const bool isDefined = write(*code.root, state_.input, state_.frame(*code.scope, nullptr));
    out_.flushed();
    return isDefined;
}

bool ResultWriter::write(const Expr& expr, Word input, Frame* frame) {
    if (expr.made == Made::any) {
        if (!isConcat(expr)) {
            return writeValue(evaluator_.eval(expr, input, frame));
        }
        out_.append('"');
        writePieces(expr, input, frame);
        out_.append('"');
        return true;
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

PB_ALWAYS_INLINE bool ResultWriter::writeNames(const Expr& path, Word input, Frame* frame) {
    const std::uint32_t node = state_.repeatedPath(path.pathIndex, input);
    const std::string_view raw = node == State::noNode ? std::string_view() : rawJson(*input.document, node);
    if (raw.empty()) {
        return writeValue(evaluator_.eval(path, input, frame));
    }
    out_.append(raw);
    return true;
}

bool ResultWriter::writeValue(Word value) {
    if (value.is(Tag::number) && !value.isInput) {
        out_.append(value.number);
    } else if (value.isDefined()) {
        appendJson(value, {}, out_);
    }
    return value.isDefined();
}

/// Both sides are known before one is turned into text, which may fail. Of a concatenation on the left that was done.
void ResultWriter::writePieces(const Expr& concat, Word input, Frame* frame) {
    const Level level(state_);
    const bool isLeftWritten = isConcat(concat.child(0));
    Word left;
    if (isLeftWritten) {
        writePieces(concat.child(0), input, frame);
    } else {
        left = evaluator_.eval(concat.child(0), input, frame);
    }
    const Word right = evaluator_.eval(concat.child(1), input, frame);
    if (!isLeftWritten) {
        writePiece(concat, left);
    }
    writePiece(concat, right);
}

void ResultWriter::writePiece(const Expr& concat, Word value) {
    if (value.is(Tag::text)) {
        rawJson(value).empty() ? appendEscaped(textOf(value), out_) : out_.append(textOf(value));
    } else if (value.isDefined()) {
        appendEscaped(placed(concat, [&] { return printed(value, false); }), out_);
    }
}

bool ResultWriter::writeMembers(const Group& members, Word input, Frame* frame) {
    if (!members.shape || isArray(input)) {
        return writeValue(evaluator_.evalObject(members, input, frame));
    }
    const std::size_t begin = out_.size();
    for (std::size_t i = 0; i < members.pairs.size(); ++i) {
        const std::size_t before = out_.size();
        out_.append(std::string_view(members.shape->json[i]));
        const Expr& value = *members.pairs[i].second;
        if (!(value.isSimple ? writeNames(value, input, frame) : write(value, input, frame))) {
            out_.cut(before);
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
        out_.append(count == 0 ? '[' : ',');
        if (write(step, item, frame)) {
            ++count;
        } else {
            out_.cut(before);
        }
    }
    state_.checkLength(count);
    if (count > 1) {
        out_.append(']');
    } else if (count == 1) {
        out_.flushed().erase(begin, 1);
    }
    return count > 0;
}

}  // namespace pb::jsonata
