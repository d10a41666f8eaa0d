#pragma once

#include "models/base/Assume.h"
#include "models/document/NameSet.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>

namespace pb::doc {

enum class Kind : std::uint8_t { null, boolean, number, string, array, object };

/// One node of the tree, in preorder, 24 bytes. Numbers have their digits where strings have their text. Public so that
/// the engines can walk the array itself.
struct Node {
    std::uint32_t begin = 0;  ///< byte range of the value in the bytes
    std::uint32_t end = 0;
    std::uint32_t a = 0;          ///< container: index after its subtree · string, number: offset of the decoded text
    std::uint32_t b = 0;          ///< container: number of children · string, number: its length · boolean: 0 or 1
    std::uint32_t nameBegin = 0;  ///< where the member's name stands in the bytes (for JSON at the quote)
    std::uint32_t nameAndKind = noName << 8;

    static constexpr std::uint32_t noName = NameSet::none;  ///< elements and the root have no name
    static constexpr std::uint32_t ownedText = 0x10;   ///< flag: the text is in Document::arena, not in the bytes
    static constexpr std::uint32_t likeBefore = 0x20;  ///< flag: see isLikeBefore
    static constexpr std::uint32_t flags = ownedText | likeBefore;

    Kind kind() const { return static_cast<Kind>(nameAndKind & 0x0f); }
    bool isContainer() const { return kind() >= Kind::array; }
    bool hasOwnedText() const { return (nameAndKind & ownedText) != 0; }
    /// An object that is known to have, node for node, the names and kinds of the one with as many nodes that ends where it
    /// begins: of a list, the element before.
    bool isLikeBefore() const { return (nameAndKind & likeBefore) != 0; }
    std::uint32_t nameId() const { return nameAndKind >> 8; }
    std::uint32_t nameAndKindAlone() const { return nameAndKind & ~flags; }
};

/// The nodes of one tree: a vector that grows without a constructor and without a call on the hot path.
class NodeArray {
public:
    std::size_t size() const { return size_; }
    bool empty() const { return size_ == 0; }
    const Node* data() const { return nodes_.get(); }
    const Node* begin() const { return data(); }
    const Node* end() const { return data() + size_; }
    const Node& operator[](std::size_t index) const { return nodes_.get()[index]; }
    Node& operator[](std::size_t index) { return nodes_.get()[index]; }
    Node* data() { return nodes_.get(); }
    std::size_t capacity() const { return capacity_; }
    Node& back() { return nodes_.get()[size_ - 1]; }

    PB_ALWAYS_INLINE void add(const Node& node) {
        if (size_ == capacity_) {
            grow();
        }
        nodes_.get()[size_++] = node;
    }
    void reserve(std::size_t nodes);
    void reserveMore(std::size_t nodes);  ///< for so many behind those that are there
    /// So many are there now: those at the end were written into what was reserved.
    void use(std::size_t nodes) { size_ = nodes; }

private:
    struct Free {
        void operator()(Node* nodes) const { std::free(nodes); }
    };
    void grow();

    std::unique_ptr<Node, Free> nodes_;
    std::size_t size_ = 0, capacity_ = 0;
};

}  // namespace pb::doc
