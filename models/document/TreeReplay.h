#pragma once

#include "models/document/TreeWriter.h"

#include <array>

namespace pb::doc {

/// Writes the members of the open object as the object has them that it is expected to be like, node for node with all
/// that they hold: of what a node says, only where it stands and what its text is comes from the bytes. For as long as
/// the bytes go the same way; `finish` leaves the writer as if each node had been written by itself.
///
/// Where too few nodes are reserved it expects nothing.
class TreeReplay {
public:
    PB_ALWAYS_INLINE explicit TreeReplay(const TreeWriter& writer);

    /// Whether the innermost container has all that it is expected to have.
    PB_ALWAYS_INLINE bool isComplete() const { return like_ == end_; }
    PB_ALWAYS_INLINE bool isInside() const { return depth_ > 0; }
    PB_ALWAYS_INLINE bool isInObject() const { return depth_ == 0 || open_[depth_ - 1]->kind() == Kind::object; }
    /// What the next value is expected to be like.
    PB_ALWAYS_INLINE const Node& like() const { return *like_; }
    /// Whether its name stands at the begin of `rest`, up to its quote.
    PB_ALWAYS_INLINE bool isNamedAs(std::string_view rest) const { return names_->isInFrontOf(rest, like_->nameId()); }
    /// The same from the quote before it on, and with a colon right behind the other.
    PB_ALWAYS_INLINE bool isMemberAs(std::string_view rest) const { return names_->isMemberInFrontOf(rest, like_->nameId()); }

    PB_ALWAYS_INLINE void scalar(std::uint32_t nameBegin, ByteRange range, std::uint32_t a, std::uint32_t b) {
        *out_++ = {range.begin, range.end, a, b, nameBegin, like_++->nameAndKindAlone()};
    }
    /// False where that is empty, or too deep inside of the first object.
    PB_ALWAYS_INLINE bool open(std::uint32_t nameBegin, std::uint32_t begin) {
        if (depth_ == open_.size() || like_->b == 0) {
            return false;
        }
        *out_++ = {begin, begin, like_->a + shift_, like_->b, nameBegin, like_->nameAndKind};
        open_[depth_++] = like_;
        end_ = model_ + like_++->a;
        return true;
    }
    PB_ALWAYS_INLINE void close(std::uint32_t end) {
        const Node* const closed = open_[--depth_];
        out_[closed - like_].end = end;
        end_ = depth_ == 0 ? last_ : model_ + open_[depth_ - 1]->a;
    }

    /// Nothing was written where false.
    PB_ALWAYS_INLINE bool finish(TreeWriter& writer) const {
        if (like_ == first_) {
            return false;
        }
        return isComplete() && !isInside() && writer.top_->count == 0 ? writeWhole(writer) : writeLevels(*this, writer);
    }

private:
    PB_ALWAYS_INLINE bool writeWhole(TreeWriter& writer) const;
    static bool writeLevels(TreeReplay replay, TreeWriter& writer);
    void goOn(TreeWriter& writer, const Node* first, const Node* end) const;

    const NameSet* names_;
    const Node* model_ = nullptr;          ///< the first node of the shape
    const Node* first_ = nullptr;          ///< what the first value is expected to be like
    const Node* like_ = nullptr;
    const Node* end_ = nullptr;            ///< behind the innermost container, in the shape
    const Node* last_ = nullptr;           ///< behind the object that all are members of
    Node* out_ = nullptr;
    std::uint32_t shift_ = 0;              ///< from a node of the shape to the one here, modulo 2^32
    std::uint32_t depth_ = 0;
    std::array<const Node*, 16> open_;     ///< containers of the shape that are not closed yet
};

/// All that the object should have, from the first member on.
PB_ALWAYS_INLINE bool TreeReplay::writeWhole(TreeWriter& writer) const {
    TreeWriter::Level& level = *writer.top_;
    const Node& object = first_[-1];
    const bool isElementBefore = model_ == writer.nodes_->data() && last_ == model_ + level.node;
    writer.nodes_->use(static_cast<std::size_t>(out_ - writer.nodes_->data()));
    level.count = object.b;
    level.predicted = TreeWriter::nothing;
    level.childrenAlike = isElementBefore ? object.b : 0;
    return true;
}

PB_ALWAYS_INLINE TreeReplay::TreeReplay(const TreeWriter& writer) : names_(writer.names_) {
    const TreeWriter::Level& level = *writer.top_;
    const std::size_t size = writer.nodes_->size();
    const bool hasRoom = level.predicted != TreeWriter::nothing &&
                         writer.nodes_->capacity() - size >= level.predictedEnd - level.predicted;
    if (hasRoom && !writer.anyDuplicates_) {
        model_ = level.shape->data();
        first_ = like_ = model_ + level.predicted;
        end_ = last_ = model_ + level.predictedEnd;
        out_ = writer.nodes_->data() + size;
        shift_ = static_cast<std::uint32_t>(size) - level.predicted;
    }
}

}  // namespace pb::doc
