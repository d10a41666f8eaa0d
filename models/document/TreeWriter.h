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

/// The inside of Builder, with the hot path inline: readers that must be fast use it directly.
///
/// Names are interned. Where objects repeat their shape, the name that the previous object had at this position is
/// compared first, which needs no hash; an object whose names all came from such predictions has no duplicate names.
/// A document that was `alike` lends its shape and its names to the first objects: see asModel.
class TreeWriter {
public:
    TreeWriter(std::string_view bytes, std::shared_ptr<const void> owner, Format format, DocumentPtr alike = nullptr);
    /// The next document of a stream, when the one before is finished: as a writer of its own, which has its memory already.
    void restart(std::string_view bytes, std::shared_ptr<const void> owner, Format format, DocumentPtr alike);

    std::string_view bytes() const { return document_->bytes_; }
    void reserve(std::size_t nodes) { nodes_->reserve(nodes); }
    void reserveMore(std::size_t nodes) { nodes_->reserveMore(nodes); }
    int depth() const { return static_cast<int>(top_ - levels_.data()); }
    bool isInObject() const { return top_->isObject; }
    bool isOverfull() const { return overfull_; }
    static Error overfullError();

    /// Takes the next member's name if the one that stands in front of `rest` (raw, up to its quote) is the predicted
    /// one. Returns its length, or npos.
    PB_ALWAYS_INLINE std::size_t takePredictedName(std::string_view rest, std::uint32_t begin);
    void name(std::string_view name, std::uint32_t begin);
    /// For readers that know the names of an object beforehand, all different: the id of a name, and the next value's
    /// name by its id.
    std::uint32_t intern(std::string_view name);
    inline void internedName(std::uint32_t id, std::uint32_t begin);
    /// A member that is a slice of the bytes [text.begin, text.end): its name, as internedName, and its value in one step.
    PB_ALWAYS_INLINE void internedText(std::uint32_t id, std::uint32_t begin, ByteRange range, ByteRange text);

    /// As begin, where no name is taken by prediction.
    PB_ALWAYS_INLINE void beginPlain(Kind kind, std::uint32_t begin);
    /// An object of such members and nothing else, which needs no level: `beginFlat`, `flatText` for each, `endFlat`.
    PB_ALWAYS_INLINE std::uint32_t beginFlat(std::uint32_t begin);
    PB_ALWAYS_INLINE void flatText(std::uint32_t id, std::uint32_t begin, ByteRange range, ByteRange text);
    PB_ALWAYS_INLINE void endFlat(std::uint32_t object, std::uint32_t end);

    PB_ALWAYS_INLINE void scalar(Kind kind, ByteRange range, std::uint32_t a, std::uint32_t b);
    void ownedText(Kind kind, std::string_view text, ByteRange range);  ///< copied to the arena
    void text(Kind kind, std::string_view text, ByteRange range);       ///< slice of the bytes, or copied
    std::string& arena() { return document_->arena_; }

    PB_ALWAYS_INLINE void begin(Kind kind, std::uint32_t begin);
    PB_ALWAYS_INLINE void end(std::uint32_t end);

    /// Repeats a subtree that is complete as the next value, with its ranges.
    void repeat(std::uint32_t node);
    std::uint32_t size() const { return static_cast<std::uint32_t>(nodes_->size()); }
    std::uint32_t sizeOf(std::uint32_t node) const { return after(*nodes_, node) - node; }

    void finding(Finding finding);
    /// Only the first `size` bytes belong to the document, which gets its own copy of them. For streams, which learn where
    /// a document ends when it has been read.
    void keepFirst(std::size_t size);
    void setFormat(Format format) { document_->format_ = format; }
    std::shared_ptr<Document> finish();

    static constexpr std::size_t npos = static_cast<std::size_t>(-1);
    static constexpr std::uint32_t maxNames = NameSet::none;

private:
    friend class TreeReplay;
    static constexpr std::uint32_t nothing = 0xffffffff;

    struct Made;
    struct Level {
        const NodeArray* shape = nullptr;  ///< where the predicted nodes are: here, or in the document before
        std::uint32_t node = 0;
        std::uint32_t count = 0;
        std::uint32_t predicted = nothing;     ///< node that the next child is expected to be like
        std::uint32_t predictedEnd = nothing;  ///< end of the object that this one is like
        std::uint32_t childrenAlike = 0;       ///< so many make it like the element before (Node::isLikeBefore); 0: none
        bool isObject = false;
        bool mayRepeatNames = false;
    };

    static std::uint32_t after(const NodeArray& nodes, std::uint32_t node) {
        return nodes[node].isContainer() ? nodes[node].a : node + 1;
    }
    PB_ALWAYS_INLINE std::uint32_t addNode(Kind kind, ByteRange range, std::uint32_t a, std::uint32_t b);
    PB_ALWAYS_INLINE static void predictInside(Level& level, const NodeArray* shape, std::uint32_t like);
    Level& level() { return *top_; }
    PB_ALWAYS_INLINE Level& pushLevel();
    void start(std::string_view bytes, std::shared_ptr<const void> owner);
    void growLevels();
    bool mayHoldDuplicates(std::uint32_t object) const;
    void reportDuplicateNames(std::uint32_t object);
    void fillPlaces();
    bool isSlice(std::string_view text) const;

    std::shared_ptr<Document> document_;
    NodeArray* nodes_ = nullptr;
    DocumentPtr alike_;
    std::shared_ptr<NameSet> ownNames_;  ///< where names were added to those of `alike_`
    const NameSet* names_;
    std::vector<Level> levels_;  ///< those up to top_ are open
    Level* top_ = nullptr;
    std::vector<std::uint32_t> stamps_;  ///< by name: the last object that was checked for duplicates and had it
    std::uint32_t nameId_ = Node::noName;
    std::uint32_t nameBegin_ = 0;
    std::uint32_t like_ = nothing;  ///< what the next value is expected to be like
    std::size_t uncountedFindings_ = 0;
    bool anyDuplicates_ = false;
    bool overfull_ = false;
};

/// The document as what the next one may be alike; nothing where it is no good one.
DocumentPtr asModel(const DocumentPtr& document);

PB_ALWAYS_INLINE std::size_t TreeWriter::takePredictedName(std::string_view rest, std::uint32_t begin) {
    Level& level = this->level();
    std::uint32_t node = level.predicted;
    if (node == nothing) {
        return npos;
    }
    const NodeArray& shape = *level.shape;
    if (!names_->isInFrontOf(rest, shape[node].nameId())) {
        node = after(shape, node);  // one member may be missing
        if (node >= level.predictedEnd || !names_->isInFrontOf(rest, shape[node].nameId())) {
            return npos;
        }
    }
    const std::uint32_t next = after(shape, node);
    level.predicted = next < level.predictedEnd ? next : nothing;
    like_ = node;
    nameId_ = shape[node].nameId();
    nameBegin_ = begin;
    return (*names_)[nameId_].size();
}

PB_ALWAYS_INLINE std::uint32_t TreeWriter::addNode(Kind kind, ByteRange range, std::uint32_t a, std::uint32_t b) {
    assert((nameId_ != Node::noName) == level().isObject);
    const auto index = static_cast<std::uint32_t>(nodes_->size());
    nodes_->add({range.begin, range.end, a, b, nameBegin_, nameId_ << 8 | static_cast<std::uint32_t>(kind)});
    ++level().count;
    return index;
}

inline void TreeWriter::internedName(std::uint32_t id, std::uint32_t begin) {
    nameId_ = id;
    nameBegin_ = begin;
    like_ = nothing;
}

PB_ALWAYS_INLINE void TreeWriter::scalar(Kind kind, ByteRange range, std::uint32_t a, std::uint32_t b) {
    addNode(kind, range, a, b);
    nameId_ = Node::noName;
    nameBegin_ = 0;
    like_ = nothing;
}

PB_ALWAYS_INLINE void TreeWriter::internedText(std::uint32_t id, std::uint32_t begin, ByteRange range, ByteRange text) {
    assert(nameId_ == Node::noName && level().isObject);
    flatText(id, begin, range, text);
    ++level().count;
}

PB_ALWAYS_INLINE TreeWriter::Level& TreeWriter::pushLevel() {
    if (++top_ == levels_.data() + levels_.size()) {
        growLevels();
    }
    return *top_;
}

PB_ALWAYS_INLINE void TreeWriter::beginPlain(Kind kind, std::uint32_t begin) {
    const std::uint32_t node = addNode(kind, {begin, begin}, 0, 0);
    pushLevel() = {nullptr, node, 0, nothing, nothing, 0, kind == Kind::object, false};
    nameId_ = Node::noName;
    nameBegin_ = 0;
    like_ = nothing;
}

PB_ALWAYS_INLINE std::uint32_t TreeWriter::beginFlat(std::uint32_t begin) {
    const std::uint32_t object = addNode(Kind::object, {begin, begin}, 0, 0);
    nameId_ = Node::noName;
    nameBegin_ = 0;
    like_ = nothing;
    return object;
}

PB_ALWAYS_INLINE void TreeWriter::flatText(std::uint32_t id, std::uint32_t begin, ByteRange range, ByteRange text) {
    nodes_->add({range.begin, range.end, text.begin, text.size(), begin, id << 8 | static_cast<std::uint32_t>(Kind::string)});
}

PB_ALWAYS_INLINE void TreeWriter::endFlat(std::uint32_t object, std::uint32_t end) {
    Node& node = (*nodes_)[object];
    node.end = end;
    node.a = static_cast<std::uint32_t>(nodes_->size());
    node.b = node.a - object - 1;
}

PB_ALWAYS_INLINE void TreeWriter::predictInside(Level& level, const NodeArray* shape, std::uint32_t like) {
    if (like == nothing) {
        return;
    }
    const Node& node = (*shape)[like];
    if (node.kind() == (level.isObject ? Kind::object : Kind::array) && node.b != 0) {
        level.shape = shape;
        level.predicted = like + 1;
        level.predictedEnd = node.a;
    }
}

PB_ALWAYS_INLINE void TreeWriter::begin(Kind kind, std::uint32_t begin) {
    Level& parent = level();
    const std::uint32_t node = addNode(kind, {begin, begin}, 0, 0);
    Level inside;
    inside.node = node;
    inside.isObject = kind == Kind::object;
    predictInside(inside, parent.shape, parent.isObject ? like_ : parent.predicted);
    if (!parent.isObject) {
        parent.shape = nodes_;  // elements are like the element before
        parent.predicted = node;
    }
    pushLevel() = inside;
    nameId_ = Node::noName;
    nameBegin_ = 0;
    like_ = nothing;
}

PB_ALWAYS_INLINE void TreeWriter::end(std::uint32_t end) {
    const Level& level = *top_--;
    Node& node = (*nodes_)[level.node];
    node.end = end;
    node.a = static_cast<std::uint32_t>(nodes_->size());
    node.b = level.count;
    if (level.count == level.childrenAlike && level.count > 0) {
        node.nameAndKind |= Node::likeBefore;
    }
    if (level.isObject && level.count > 1 && (level.mayRepeatNames || anyDuplicates_) && mayHoldDuplicates(level.node)) {
        reportDuplicateNames(level.node);
    }
}

}  // namespace pb::doc
