#include "models/document/edi/Cursor.h"

namespace pb::doc::edi {

void Cursor::start(const Guide& guide) {
    levels_.clear();
    levels_.push_back({&guide.root, nullptr, 0, 0});
}

Cursor::Step Cursor::find(std::uint64_t tag) const {
    Step full;
    const std::uint64_t bit = bitOf(tag);
    for (std::size_t depth = levels_.size(); depth-- > 0;) {
        const Level& level = levels_[depth];
        if ((level.loop->bitsFrom[level.item] & bit) == 0) {
            continue;
        }
        const std::vector<std::uint64_t>& tags = level.loop->tags;
        for (std::size_t item = level.item; item < tags.size(); ++item) {
            if (tags[item] != tag) {
                continue;
            }
            if (item > level.item || level.count < level.loop->items[item].most) {
                return {true, depth, item, false};
            }
            const bool beginsLoop = depth > 0 && item == 0;  // again: that is the loop around it once more
            full = full.isFound || beginsLoop ? full : Step{true, depth, item, true};
        }
    }
    return full;
}

void Cursor::passed(const Level& level, std::size_t to, std::vector<const Item*>& missing) const {
    const std::vector<std::size_t>& mandatories = level.loop->mandatories;
    for (std::size_t item = mandatories[level.item + (level.count > 0 ? 1 : 0)]; item < to; item = mandatories[item + 1]) {
        missing.push_back(&level.loop->items[item]);
    }
}

void Cursor::leave(std::size_t depth, std::vector<const Item*>& missing) {
    while (levels_.size() > depth + 1) {
        passed(levels_.back(), levels_.back().loop->items.size(), missing);
        levels_.pop_back();
    }
}

void Cursor::go(const Step& step, std::vector<const Item*>& missing) {
    leave(step.depth, missing);
    Level& level = levels_.back();
    if (step.item != level.item) {
        passed(level, step.item, missing);
        level.item = step.item;
        level.count = 0;
    }
    ++level.count;
    const Item& item = level.loop->items[step.item];
    if (item.loop) {
        levels_.push_back({item.loop.get(), &item.name, 0, 1});
    }
}

void Cursor::finish(std::vector<const Item*>& missing) {
    leave(0, missing);
    passed(levels_.back(), levels_.back().loop->items.size(), missing);
    levels_.clear();
}

}  // namespace pb::doc::edi
