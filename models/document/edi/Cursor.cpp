#include "models/document/edi/Cursor.h"

namespace pb::doc::edi {

void Cursor::start(const Guide& guide) {
    levels_.clear();
    levels_.push_back({&guide.root, nullptr, 0, 0, false});
}

PB_NEVER_INLINE Cursor::Step Cursor::search(std::uint64_t tag, Way& way) const {
    Step full;
    bool isFirst = true;
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
            if (isFirst) {
                way = {&this->level().present(), tag, static_cast<std::uint32_t>(depth), static_cast<std::uint32_t>(item)};
            }
            if (takes(level, item)) {
                return {true, depth, item, false};
            }
            isFirst = false;
            const bool beginsLoop = depth > 0 && item == 0;  // again: that is the loop around it once more
            full = full.isFound || beginsLoop ? full : Step{true, depth, item, true};
        }
    }
    return full;
}

void Cursor::append(const Level& level, std::size_t first, std::size_t to, std::vector<const Item*>& missing) {
    for (std::size_t item = first; item < to; item = level.loop->mandatories[item + 1]) {
        missing.push_back(&level.loop->items[item]);
    }
}

void Cursor::finish(std::vector<const Item*>& missing) {
    while (isInLoop()) {
        leave(missing);
    }
    passed(level(), level().loop->items.size(), missing);
    levels_.clear();
}

}  // namespace pb::doc::edi
