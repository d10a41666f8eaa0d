#include "models/jsonata/run/State.h"

#include "models/jsonata/run/Raise.h"
#include "models/jsonata/run/Values.h"

#include <algorithm>

namespace pb::jsonata {

namespace {

constexpr std::uint32_t largeObject = 48;  ///< members from which on an object is searched through a table

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
      random(seedOf(environment)) {}

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
    bindings = 0;
    depth = 0;
    ticks = 0;
    document_ = value.document();
    mayRepeat_ = document_ && mayRepeatNames(*document_);
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

Word State::inputMember(Word object, std::uint32_t nameIndex) {
    if (object.document != document_ || mayRepeat_) {
        return memberOf(object, names[nameIndex]);
    }
    const std::uint32_t id = nameIdOf(nameIndex);
    const auto& nodes = document_->nodes();
    const doc::Node& node = nodes[object.node];
    if (id == doc::Node::noName) {
        return {};
    }
    if (node.b >= largeObject) {
        return searchLarge(object, id);
    }
    Cursor& cursor = cursors_[object.node % cursors_.size()];
    const std::uint32_t begin = object.node + 1;
    const std::uint32_t start = cursor.object == object.node ? cursor.member : begin;
    const auto search = [&](std::uint32_t at, std::uint32_t end) {
        while (at < end) {
            const doc::Node& member = nodes[at];
            const std::uint32_t next = member.isContainer() ? member.a : at + 1;
            if (member.nameId() == id) {
                cursor = {object.node, next};
                return Word::ofInput(*document_, at);
            }
            at = next;
        }
        return Word();
    };
    const Word found = search(start, node.a);
    return found.isDefined() ? found : search(begin, start);
}

Word State::searchLarge(Word object, std::uint32_t nameId) {
    auto [entry, isNew] = largeObjects_.try_emplace(object.node);
    if (isNew) {
        const auto& nodes = document_->nodes();
        for (std::uint32_t at = object.node + 1; at < nodes[object.node].a;) {
            entry->second.emplace(nodes[at].nameId(), at);
            at = nodes[at].isContainer() ? nodes[at].a : at + 1;
        }
    }
    const auto found = entry->second.find(nameId);
    return found == entry->second.end() ? Word() : Word::ofInput(*document_, found->second);
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
