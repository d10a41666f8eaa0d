#pragma once

#include "models/base/Assume.h"
#include "models/document/Document.h"

#include <cassert>
#include <cstring>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace pb::doc {

std::uint32_t hashName(std::string_view name);

/// The inside of Builder, with the hot path inline: readers that must be fast use it directly.
///
/// Names are interned. Where objects repeat their shape, the name that the previous object had at this position is
/// compared first, which needs no hash; an object whose names all came from such predictions has no duplicate names.
class TreeWriter {
public:
    TreeWriter(std::string_view bytes, std::shared_ptr<const void> owner, Format format);

    std::string_view bytes() const { return document_->bytes_; }
    void reserve(std::size_t nodes);
    int depth() const { return static_cast<int>(levels_.size()) - 1; }
    bool isInObject() const { return levels_.back().isObject; }
    bool isOverfull() const { return overfull_; }
    static Error overfullError();

    /// Takes the next member's name if the one that stands in front of `rest` (raw, up to its quote) is the predicted
    /// one. Returns its length, or npos.
    inline std::size_t takePredictedName(std::string_view rest, std::uint32_t begin);
    void name(std::string_view name, std::uint32_t begin);
    /// For readers that know the names of an object beforehand, all different: the id of a name, and the next value's
    /// name by its id.
    std::uint32_t intern(std::string_view name);
    inline void internedName(std::uint32_t id, std::uint32_t begin);

    inline void scalar(Kind kind, ByteRange range, std::uint32_t a, std::uint32_t b);
    void ownedText(Kind kind, std::string_view text, ByteRange range);  ///< copied to the arena
    void text(Kind kind, std::string_view text, ByteRange range);       ///< slice of the bytes, or copied
    std::string& arena() { return document_->arena_; }

    inline void begin(Kind kind, std::uint32_t begin);
    inline void end(std::uint32_t end);

    /// Repeats a subtree that is complete as the next value, with its ranges.
    void repeat(std::uint32_t node);
    std::uint32_t size() const { return static_cast<std::uint32_t>(nodes_.size()); }
    std::uint32_t sizeOf(std::uint32_t node) const { return after(node) - node; }

    void finding(Finding finding);
    /// Only the first `size` bytes belong to the document, which gets its own copy of them. For streams, which learn where
    /// a document ends when it has been read; no name may be a slice of the bytes.
    void keepFirst(std::size_t size);
    void setFormat(Format format) { document_->format_ = format; }
    std::shared_ptr<Document> finish();

    static constexpr std::size_t npos = static_cast<std::size_t>(-1);
    static constexpr std::uint32_t maxNames = Node::noName;

private:
    static constexpr std::uint32_t nothing = 0xffffffff;

    struct Level {
        std::uint32_t node = 0;
        std::uint32_t count = 0;
        std::uint32_t predicted = nothing;     ///< node that the next child is expected to be like
        std::uint32_t predictedEnd = nothing;  ///< end of the object that this one is like
        bool isObject = false;
        bool mayRepeatNames = false;
    };

    inline bool isNameOf(std::uint32_t node, std::string_view rest) const;
    inline std::uint32_t after(std::uint32_t node) const;
    inline std::uint32_t addNode(Kind kind, ByteRange range, std::uint32_t a, std::uint32_t b);
    inline void predictInside(Level& level, std::uint32_t like) const;
    void growBuckets();
    void growNodes();
    void reportDuplicateNames(std::uint32_t object);
    void fillPlaces();
    bool isSlice(std::string_view text) const;

    std::shared_ptr<Document> document_;
    std::vector<Node>& nodes_;
    std::vector<Level> levels_;
    std::vector<std::uint32_t> stamps_;  ///< by name: the last object that was checked for duplicates and had it
    std::uint32_t nameId_ = Node::noName;
    std::uint32_t nameBegin_ = 0;
    std::uint32_t like_ = nothing;  ///< what the next value is expected to be like
    std::size_t uncountedFindings_ = 0;
    bool anyDuplicates_ = false;
    bool overfull_ = false;
};

inline std::uint32_t TreeWriter::after(std::uint32_t node) const {
    return nodes_[node].isContainer() ? nodes_[node].a : node + 1;
}

/// memcmp without its call for the short texts that names are.
inline bool areSameBytes(const char* left, const char* right, std::size_t size) {
    const auto sameWords = [&]<typename Word>(Word, std::size_t at) {
        Word a;
        Word b;
        std::memcpy(&a, left + at, sizeof(Word));
        std::memcpy(&b, right + at, sizeof(Word));
        return a == b;
    };
    if (size > 16) {
        return std::memcmp(left, right, size) == 0;
    }
    if (size >= 8) {
        return sameWords(std::uint64_t{}, 0) && sameWords(std::uint64_t{}, size - 8);
    }
    if (size >= 4) {
        return sameWords(std::uint32_t{}, 0) && sameWords(std::uint32_t{}, size - 4);
    }
    return size == 0 || (left[0] == right[0] && left[size / 2] == right[size / 2] && left[size - 1] == right[size - 1]);
}

inline bool TreeWriter::isNameOf(std::uint32_t node, std::string_view rest) const {
    const std::string_view name = document_->names_[nodes_[node].nameId()];
    // A name that had escapes is not in the bytes and is never compared raw.
    return rest.size() > name.size() && rest[name.size()] == '"' &&
           areSameBytes(rest.data(), name.data(), name.size()) && isSlice(name);
}

inline std::size_t TreeWriter::takePredictedName(std::string_view rest, std::uint32_t begin) {
    Level& level = levels_.back();
    std::uint32_t node = level.predicted;
    if (node == nothing) {
        return npos;
    }
    if (!isNameOf(node, rest)) {
        node = after(node);  // one member may be missing
        if (node >= level.predictedEnd || !isNameOf(node, rest)) {
            return npos;
        }
    }
    const std::uint32_t next = after(node);
    level.predicted = next < level.predictedEnd ? next : nothing;
    like_ = node;
    nameId_ = nodes_[node].nameId();
    nameBegin_ = begin;
    return document_->names_[nameId_].size();
}

inline std::uint32_t TreeWriter::addNode(Kind kind, ByteRange range, std::uint32_t a, std::uint32_t b) {
    assert((nameId_ != Node::noName) == levels_.back().isObject);
    const auto index = static_cast<std::uint32_t>(nodes_.size());
    if (nodes_.size() == nodes_.capacity()) {
        growNodes();
    }
    PB_ASSUME(nodes_.size() < nodes_.capacity());
    nodes_.push_back({range.begin, range.end, a, b, nameBegin_, nameId_ << 8 | static_cast<std::uint32_t>(kind)});
    ++levels_.back().count;
    return index;
}

inline void TreeWriter::internedName(std::uint32_t id, std::uint32_t begin) {
    nameId_ = id;
    nameBegin_ = begin;
    like_ = nothing;
}

inline void TreeWriter::scalar(Kind kind, ByteRange range, std::uint32_t a, std::uint32_t b) {
    addNode(kind, range, a, b);
    nameId_ = Node::noName;
    nameBegin_ = 0;
    like_ = nothing;
}

inline void TreeWriter::predictInside(Level& level, std::uint32_t like) const {
    level.predicted = level.predictedEnd = nothing;
    if (like == nothing || nodes_[like].kind() != (level.isObject ? Kind::object : Kind::array) ||
        nodes_[like].b == 0) {
        return;
    }
    level.predicted = like + 1;
    level.predictedEnd = nodes_[like].a;
}

inline void TreeWriter::begin(Kind kind, std::uint32_t begin) {
    Level& parent = levels_.back();
    const std::uint32_t like = parent.isObject ? like_ : parent.predicted;
    const std::uint32_t node = addNode(kind, {begin, begin}, 0, 0);
    if (!parent.isObject) {
        parent.predicted = node;  // elements are like the element before
    }
    Level level;
    level.node = node;
    level.isObject = kind == Kind::object;
    predictInside(level, like);
    levels_.push_back(level);
    nameId_ = Node::noName;
    nameBegin_ = 0;
    like_ = nothing;
}

inline void TreeWriter::end(std::uint32_t end) {
    const Level level = levels_.back();
    levels_.pop_back();
    Node& node = nodes_[level.node];
    node.end = end;
    node.a = static_cast<std::uint32_t>(nodes_.size());
    node.b = level.count;
    if (level.isObject && level.count > 1 && (level.mayRepeatNames || anyDuplicates_)) {
        reportDuplicateNames(level.node);
    }
}

}  // namespace pb::doc
