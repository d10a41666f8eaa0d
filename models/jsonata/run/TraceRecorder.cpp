#include "models/jsonata/run/TraceRecorder.h"

#include "models/jsonata/run/EvaluateCalls.h"

#include <algorithm>

namespace pb::jsonata {

template class Evaluator<TraceRecorder>;

namespace {

bool isSource(Word word) { return word.isInput || (word.node != 0 && !word.is(Tag::unbound)); }

void appendToken(std::string_view name, std::string& pointer) {
    pointer.push_back('/');
    for (const char c : name) {
        if (c == '~' || c == '/') {
            pointer.append(c == '~' ? "~0" : "~1");
        } else {
            pointer.push_back(c);
        }
    }
}

}  // namespace

Word TraceRecorder::read(Word value) {
    if (isSource(value)) {
        reads_.push_back(value);
    }
    return value;
}

void TraceRecorder::addSource(std::vector<Word>& sources, Word source) const {
    if (!source.isInput) {
        for (const Word inner : records_[source.node - 1].sources) {
            addSource(sources, inner);
        }
        return;
    }
    const auto isSame = [&](Word other) { return other.node == source.node && other.document == source.document; };
    if (sources.size() < maxSources && std::none_of(sources.begin(), sources.end(), isSame)) {
        sources.push_back(source);
    }
}

std::uint32_t TraceRecorder::make(Mark mark, const Expr& expr, Word value) {
    Record record;
    record.span = expr.span;
    record.conditions = conditions_;
    record.conditions.insert(record.conditions.end(), decided_.begin() + static_cast<std::ptrdiff_t>(mark.decided), decided_.end());
    if (value.isInput) {
        record.sources.push_back(value);
    }
    // The values themselves, read last, say more than the containers on the way to them.
    for (const bool containers : {false, true}) {
        for (std::size_t i = reads_.size(); i-- > mark.reads && !value.isInput;) {
            const bool wanted = reads_[i].isContainer() == containers && (!containers || record.sources.empty());
            if (wanted) {
                addSource(record.sources, reads_[i]);
            }
        }
    }
    records_.push_back(std::move(record));
    return static_cast<std::uint32_t>(records_.size());
}

/// A computed value gets its record's number; what was read for it is told by the value from now on.
Word TraceRecorder::keep(Mark mark, const Expr& expr, Word value) {
    if (value.isDefined() && !value.isInput && value.node == 0 && !value.isContainer()) {
        value.node = make(mark, expr, value);
        settle(mark);
        read(value);
    }
    return value;
}

void TraceRecorder::place(Mark mark, const Expr& expr, const Word* slot) {
    placed_[slot] = !slot->isInput && slot->node != 0 ? slot->node : make(mark, expr, *slot);
    settle(mark);
}

void TraceRecorder::settle(Mark mark) {
    reads_.resize(mark.reads);
    decided_.resize(mark.decided);
}

void TraceRecorder::moved(const Word* from, const Word* to) {
    const auto found = placed_.find(from);
    if (found != placed_.end()) {
        placed_[to] = found->second;
    }
}

void TraceRecorder::after(const Expr& expr, Word value) {
    if (step_ && !(*step_)(expr.span, shown(value))) {
        raise("D1020");
    }
}

std::vector<Origin> TraceRecorder::origins(Word result, Span whole) const {
    std::vector<Origin> out;
    std::string pointer;
    Record record;
    record.span = whole;
    record.conditions = decided_;
    for (const Word word : reads_) {
        addSource(record.sources, word);
    }
    if (result.isDefined()) {
        walk(result, nullptr, pointer, record, out);
    }
    return out;
}

void TraceRecorder::walk(Word word, const Word* slot, std::string& pointer, const Record& around, std::vector<Origin>& out) const {
    const auto placed = placed_.find(slot);
    const std::uint32_t number = placed != placed_.end() ? placed->second : word.isInput ? 0 : word.node;
    const Record& record = number != 0 ? records_[number - 1] : around;
    Origin& origin = out.emplace_back();
    origin.outputPointer = pointer;
    origin.span = record.span;
    origin.conditions = record.conditions;
    if (word.isInput) {
        origin.sources.push_back(word.value());
    } else {
        for (const Word source : record.sources) {
            origin.sources.push_back(source.value());
        }
    }
    const std::size_t size = pointer.size();
    if (isArray(word)) {
        std::size_t index = 0;
        for (const Word item : Items(word)) {
            appendToken(std::to_string(index++), pointer);
            walk(item, nullptr, pointer, record, out);
            pointer.resize(size);
        }
    } else if (word.is(Tag::object)) {
        const Word* values = word.isInput ? nullptr : word.object->values;
        forEachMember(word, [&](std::string_view key, Word member) {
            appendToken(key, pointer);
            walk(member, values ? values++ : nullptr, pointer, record, out);
            pointer.resize(size);
        });
    }
}

}  // namespace pb::jsonata
