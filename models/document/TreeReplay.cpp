#include "models/document/TreeReplay.h"

namespace pb::doc {

/// Takes a copy, so that the loop which made it can keep all of it in registers.
bool TreeReplay::writeLevels(TreeReplay replay, TreeWriter& writer) {
    const auto here = [&](const Node* node) { return static_cast<std::uint32_t>(node - replay.model_) + replay.shift_; };
    const NodeArray* const shape = writer.level().shape;
    writer.nodes_->use(here(replay.like_));
    replay.goOn(writer, replay.first_, replay.last_);
    for (std::uint32_t i = 0; i < replay.depth_; ++i) {
        const Node* const container = replay.open_[i];
        TreeWriter::Level& level = writer.pushLevel();
        level = {};
        level.shape = shape;
        level.node = here(container);
        level.isObject = container->kind() == Kind::object;
        (*writer.nodes_)[level.node].nameAndKind = container->nameAndKindAlone();  // it is not known how it goes on
        replay.goOn(writer, container + 1, replay.model_ + container->a);
    }
    return true;
}

/// Counts the children that the open container has by now, beginning with `first`. The next one is expected to be like
/// the one that the shape has there, or in an array like the one before.
void TreeReplay::goOn(TreeWriter& writer, const Node* first, const Node* end) const {
    TreeWriter::Level& level = writer.level();
    const Node *child = first, *before = nullptr;
    while (child < like_) {
        ++level.count;
        before = child;
        child = child->isContainer() ? model_ + child->a : child + 1;
    }
    level.predicted = child < end ? static_cast<std::uint32_t>(child - model_) : TreeWriter::nothing;
    level.predictedEnd = static_cast<std::uint32_t>(end - model_);
    if (!level.isObject && before && before->isContainer()) {
        level.shape = writer.nodes_;
        level.predicted = static_cast<std::uint32_t>(before - model_) + shift_;
    }
}

}  // namespace pb::doc
