#include "models/document/Node.h"

#include "models/base/platform/Pages.h"

#include <algorithm>
#include <new>
#include <type_traits>

namespace pb::doc {

static_assert(std::is_trivially_copyable_v<Node>, "realloc moves them");

void NodeArray::reserve(std::size_t nodes) {
    if (nodes <= capacity_) {
        return;
    }
    void* const block = std::realloc(nodes_.get(), nodes * sizeof(Node));
    if (block == nullptr) {
        throw std::bad_alloc();
    }
    static_cast<void>(nodes_.release());
    nodes_.reset(static_cast<Node*>(block));
    capacity_ = nodes;
    platform::adviseLargePages(block, nodes * sizeof(Node));
}

void NodeArray::reserveMore(std::size_t nodes) {
    if (nodes > capacity_ - size_) {
        reserve(std::max(size_ + nodes, capacity_ + capacity_ / 2));
    }
}

void NodeArray::grow() {
    constexpr std::size_t least = 64;
    reserve(std::max(least, capacity_ * 2));
}

}  // namespace pb::doc
