#include "models/jsonata/run/State.h"

#include "models/jsonata/run/Raise.h"

#include <algorithm>

namespace pb::jsonata {

namespace {

std::uint64_t seedOf(const Environment& environment) {
    return environment.randomSeed != 0 ? environment.randomSeed : (std::uint64_t{std::random_device{}()} << 32) | std::random_device{}();
}

}  // namespace

void* FrameStack::allocate(std::size_t bytes) {
    while (chunk_ < chunks_.size() && used_ + bytes > chunks_[chunk_].second) {
        ++chunk_;
        used_ = 0;
    }
    if (chunk_ >= chunks_.size()) {
        const std::size_t size = std::max(bytes, chunkSize);
        chunks_.emplace_back(std::make_unique_for_overwrite<std::byte[]>(size), size);
        chunk_ = chunks_.size() - 1;
        used_ = 0;
    }
    void* result = chunks_[chunk_].first.get() + used_;
    used_ += bytes;
    return result;
}

State::State(const Code& code, Environment given)
    : heap(given.limits.memory), environment(std::move(given)), names(code.names), globalNames(code.globals),
      random(seedOf(environment)), trails_(code.simplePaths) {}

void State::begin(doc::Value value) {
    heap.clear();
    frames.release({});
    stack.clear();
    evaluated.clear();
    for (auto& [native, function] : natives_) {
        function.isPlaced = false;
    }
    largeObjects_.clear();
    cursors_ = {};
    std::fill(trails_.begin(), trails_.end(), Trail());
    bindings = 0;
    depth = 0;
    ticks = 0;
    document_ = value.document();
    distinct_ = document_ && !mayRepeatNames(*document_) ? document_ : nullptr;
    if (!document_ || document_->names() != nameSet_) {
        nameSet_ = document_ ? document_->names() : nullptr;
        nameIds_.clear();
    }
    nameIds_.resize(names.size(), unknownId);
    now_ = (environment.clock ? *environment.clock : Clock::system()).now();
    deadline_ = std::chrono::steady_clock::now() + std::chrono::milliseconds(environment.limits.milliseconds);
    input = Word::ofInput(value);
    if (isArray(input)) {
        Array* wrapper = heap.sequence(std::span(&input, 1));
        wrapper->isWrapper = true;
        input = Word::of(wrapper);
    }
    bindGlobals();
}

void State::bindGlobals() {
    for (std::size_t i = globals.size(); i < globalNames.size(); ++i) {
        const auto& given = environment.bindings;
        const auto bound = std::find_if(given.rbegin(), given.rend(), [&](const auto& b) { return b.first == globalNames[i]; });
        Word word;
        if (bound != given.rend()) {
            word = Word::ofInput(bound->second);
        } else if (const Native* native = findNative(globalNames[i])) {
            word = nativeFunction(*native);
        }
        globals.push_back(word);
    }
}

Word State::nativeFunction(const Native& native) {
    auto [entry, isNew] = natives_.try_emplace(&native);
    if (isNew) {
        entry->second.native = &native;
        entry->second.signature = &signatureOf(native);
    }
    return Word::of(&entry->second);
}

void State::adopt(const Code& code) {
    names = code.names;
    globalNames = code.globals;
    nameIds_.resize(names.size(), unknownId);
    trails_.resize(code.simplePaths);
    bindGlobals();
}

Frame* State::frame(const Scope& scope, Frame* parent) {
    const std::size_t cells = scope.names.size();
    const std::size_t bytes = sizeof(Frame) + cells * sizeof(Word);
    Frame* made = new (scope.isCaptured ? heap.allocate(bytes) : frames.allocate(bytes)) Frame();
    made->parent = parent;
    made->cells = reinterpret_cast<Word*>(made + 1);
    std::fill_n(made->cells, cells, Word::unbound());
    return made;
}

Frame* State::copy(const Frame& from, std::size_t cells) {
    Frame* made = new (heap.allocate(sizeof(Frame) + cells * sizeof(Word))) Frame();
    made->parent = from.parent;
    made->context = from.context;
    made->cells = reinterpret_cast<Word*>(made + 1);
    std::copy_n(from.cells, cells, made->cells);
    return made;
}

std::uint32_t State::searchName(std::uint32_t nameIndex) { return nameIds_[nameIndex] = document_->nameId(names[nameIndex]); }

std::uint32_t State::searchLarge(std::uint32_t object, std::uint32_t nameId) {
    auto [entry, isNew] = largeObjects_.try_emplace(object);
    if (isNew) {
        const auto& nodes = document_->nodes();
        for (std::uint32_t at = object + 1; at < nodes[object].a;) {
            entry->second.emplace(nodes[at].nameId(), at);
            at = nodes[at].isContainer() ? nodes[at].a : at + 1;
        }
    }
    const auto found = entry->second.find(nameId);
    return found == entry->second.end() ? noNode : found->second;
}

void raiseTooDeep() { raise("U1001"); }

void State::checkTime() const {
    if (environment.stop.stop_requested()) {
        raise("D1020");
    }
    if (environment.limits.milliseconds > 0 && std::chrono::steady_clock::now() > deadline_) {
        raise("U1001");
    }
}

void State::checkLength(std::size_t items) const {
    if (items > environment.limits.sequenceLength) {
        raise("D1022");
    }
}

}  // namespace pb::jsonata
