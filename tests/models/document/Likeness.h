#pragma once

#include "models/document/Document.h"

#include <algorithm>

namespace pb::test {

/// Whether what is said to be like the element before (Node::isLikeBefore) has, node for node, its names, kinds and sizes.
inline bool isLikenessTrue(const doc::NodeArray& nodes, std::uint32_t index) {
    const doc::Node& node = nodes[index];
    if (!node.isLikeBefore()) {
        return true;
    }
    const std::uint32_t size = node.a - index;
    return index >= size && std::equal(&nodes[index] + 1, &nodes[index] + size, &nodes[index - size] + 1, [&](const doc::Node& mine, const doc::Node& other) {
               const bool isAsLarge = !mine.isContainer() || (mine.b == other.b && mine.a - other.a == size);
               return mine.nameAndKindAlone() == other.nameAndKindAlone() && isAsLarge;
           });
}

}  // namespace pb::test
