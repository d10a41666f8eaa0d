#pragma once

#include "models/jsonata/Program.h"
#include "models/jsonata/compile/Expr.h"
#include "models/jsonata/functions/DatePicture.h"
#include "models/jsonata/run/Function.h"
#include "models/jsonata/run/Heap.h"
#include "models/jsonata/run/Values.h"

#include <array>
#include <chrono>
#include <cstdint>
#include <memory>
#include <random>
#include <unordered_map>
#include <vector>

namespace pb::jsonata {

/// Frames that nothing outlives: given back in the order of a stack.
class FrameStack {
public:
    struct Mark {
        std::size_t chunk = 0;
        std::size_t used = 0;
    };
    Mark mark() const { return {chunk_, used_}; }
    void release(Mark mark) {
        chunk_ = mark.chunk;
        used_ = mark.used;
    }
    void* allocate(std::size_t bytes);

private:
    static constexpr std::size_t chunkSize = std::size_t{64} << 10;
    std::vector<std::pair<std::unique_ptr<std::byte[]>, std::size_t>> chunks_;
    std::size_t chunk_ = 0;
    std::size_t used_ = 0;
};

class State;

/// One evaluation inside of another, counted against the limits of depth and time while it lives.
class Level {
public:
    explicit Level(State& state);
    ~Level();
    Level(const Level&) = delete;
    Level& operator=(const Level&) = delete;

private:
    State& state_;
};

/// What one run has and gives up: memory, tables of names, clock, limits. Used again for the next document.
class State {
public:
    State(const Code& code, Environment environment);

    /// The variables of a block or call: given up at its end, with the frames that were made in it.
    class FrameScope {
    public:
        explicit FrameScope(State& state) : state_(state), frames_(state.frames.mark()), bindings_(state.bindings) {}
        ~FrameScope() {
            state_.frames.release(frames_);
            state_.bindings = bindings_;
        }
        FrameScope(const FrameScope&) = delete;
        FrameScope& operator=(const FrameScope&) = delete;

    private:
        State& state_;
        FrameStack::Mark frames_;
        std::size_t bindings_;
    };

    /// What was made while it lives is given up at its end, unless a variable that outlives it was bound.
    class Scratch {
    public:
        explicit Scratch(State& state) : state_(state), heap_(state.heap.mark()), bindings_(state.bindings) {}
        ~Scratch() {
            if (state_.bindings == bindings_) {
                state_.heap.release(heap_);
            }
        }
        Scratch(const Scratch&) = delete;
        Scratch& operator=(const Scratch&) = delete;

    private:
        State& state_;
        Heap::Mark heap_;
        std::size_t bindings_;
    };

    /// Gets ready for a document.
    void begin(doc::Value input);

    Frame* frame(const Scope& scope, Frame* parent);
    Frame* copy(const Frame& frame, std::size_t cells);

    /// Member of an input object by the program's name number.
    Word inputMember(Word object, std::uint32_t nameIndex) {
        return isDistinct(object) ? inputWord(memberNode(object.node, nameIndex)) : memberOf(object, names[nameIndex]);
    }
    /// Whether the value is an object of the document, in which no name stands twice in an object.
    bool isDistinct(Word value) const { return value.is(Tag::object) && value.isInput && value.document == distinct_; }
    /// The member's node in such an object, or `noNode`.
    std::uint32_t memberNode(std::uint32_t object, std::uint32_t nameIndex);
    bool isInputObject(std::uint32_t node) const { return node != noNode && distinct_->nodes()[node].kind() == doc::Kind::object; }
    Word inputWord(std::uint32_t node) const { return node == noNode ? Word() : Word::ofInput(*distinct_, node); }
    static constexpr std::uint32_t noNode = 0xffffffffu;
    /// Where a simple path leads from an object of the document, if that is like the one before it, from which the path was
    /// followed last; else `noNode`.
    std::uint32_t repeatedPath(std::uint32_t path, Word object) {
        Trail& trail = trails_[path];
        if (object.node != trail.next || !isDistinct(object)) {
            return noNode;
        }
        const doc::Node& node = distinct_->nodes()[object.node];
        if (node.a != object.node + trail.size || !node.isLikeBefore()) {
            return noNode;
        }
        trail.next = node.a;
        return object.node + trail.distance;
    }
    /// From an object of the document, in which no name stands twice, to what is no array.
    void keepPath(std::uint32_t path, std::uint32_t object, std::uint32_t found) {
        const std::uint32_t next = distinct_->nodes()[object].a;
        trails_[path] = {next, next - object, found - object};
    }
    std::uint32_t simplePaths() const { return static_cast<std::uint32_t>(trails_.size()); }
    Word nativeFunction(const Native& native);
    void adopt(const Code& code);  ///< takes over the tables of an $eval

    void tick() {
        if ((++ticks & 0x3ff) == 0) {
            checkTime();
        }
    }
    void checkTime() const;
    void checkLength(std::size_t items) const;
    Millis now() const { return now_; }

    Heap heap;
    FrameStack frames;
    std::vector<Word> stack;    ///< items of sequences that are being made
    Environment environment;
    Word input;                 ///< as paths see it: an array is wrapped
    std::vector<std::string_view> names;
    std::vector<std::string_view> globalNames;
    std::vector<Word> globals;
    std::vector<std::unique_ptr<Code>> evaluated;
    std::mt19937_64 random;
    DatePictures datePictures;
    std::size_t bindings = 0;   ///< that were made to variables that still live
    std::uint32_t ticks = 0;
    int depth = 0;
    const char* stackBase = nullptr;  ///< where the run began in the thread's stack

private:
    static constexpr std::uint32_t largeObject = 48;  ///< members from which on an object is searched through a table
    std::uint32_t searchLarge(std::uint32_t object, std::uint32_t nameId);
    std::uint32_t nameIdOf(std::uint32_t nameIndex) {
        const std::uint32_t id = nameIds_[nameIndex];
        return id != unknownId ? id : searchName(nameIndex);
    }
    std::uint32_t searchName(std::uint32_t nameIndex);
    void bindGlobals();

    /// Where the search for the next member of an object begins: most are asked for in the order in which they came.
    struct Cursor {
        std::uint32_t object = 0xffffffffu;
        std::uint32_t member = 0;
    };
    /// Where a simple path led from the object that it was followed from last.
    struct Trail {
        std::uint32_t next = noNode;  ///< behind the object
        std::uint32_t size = 0;       ///< of the object, in nodes
        std::uint32_t distance = 0;   ///< from the object to what was found
    };
    static constexpr std::uint32_t unknownId = 0xffffffffu;
    const doc::Document* document_ = nullptr;
    const doc::Document* distinct_ = nullptr;      ///< document_, where no name stands twice in an object of it
    std::shared_ptr<const doc::NameSet> nameSet_;  ///< of document_; documents that are alike share one
    std::vector<std::uint32_t> nameIds_;           ///< by name number, in nameSet_
    std::unordered_map<std::uint32_t, std::unordered_map<std::uint32_t, std::uint32_t>> largeObjects_;
    std::array<Cursor, 4> cursors_;  ///< by the object's node
    std::vector<Trail> trails_;      ///< by the path's number
    std::unordered_map<const Native*, Function> natives_;
    std::chrono::steady_clock::time_point deadline_;
    Millis now_ = 0;
};

PB_ALWAYS_INLINE std::uint32_t State::memberNode(std::uint32_t object, std::uint32_t nameIndex) {
    const std::uint32_t id = nameIdOf(nameIndex);
    const doc::Node* nodes = distinct_->nodes().data();
    const doc::Node& node = nodes[object];
    if (node.b >= largeObject) {
        return searchLarge(object, id);
    }
    Cursor& cursor = cursors_[object % cursors_.size()];
    const std::uint32_t begin = object + 1;
    std::uint32_t at = cursor.object == object ? cursor.member : begin;
    for (std::uint32_t left = node.b; left > 0; --left) {
        at = at == node.a ? begin : at;
        const doc::Node& member = nodes[at];
        const std::uint32_t found = at;
        at = member.isContainer() ? member.a : at + 1;
        if (member.nameId() == id) {
            cursor = {object, at};
            return found;
        }
    }
    return noNode;
}

[[noreturn]] void raiseTooDeep();

inline Level::Level(State& state) : state_(state) {
    constexpr std::size_t maxStack = std::size_t{4} << 20;  // bytes of the thread's stack that a run may use
    const char here = 0;
    const auto distance = reinterpret_cast<std::uintptr_t>(state.stackBase) - reinterpret_cast<std::uintptr_t>(&here);
    const bool isStackUsed = distance > maxStack && distance < ~std::uintptr_t{0} - maxStack;
    if (state.depth >= state.environment.limits.depth || isStackUsed) {
        raiseTooDeep();
    }
    ++state.depth;
    state.tick();
}
inline Level::~Level() { --state_.depth; }

}  // namespace pb::jsonata
