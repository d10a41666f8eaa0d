#pragma once

#include "models/base/Assume.h"
#include "models/document/edi/Guide.h"

#include <array>
#include <string>
#include <vector>

namespace pb::doc::edi {

/// Where the segments of one set stand in its guide. The rule of both standards: a segment belongs to the innermost open
/// loop in which it may stand from the present position on; else to the loop around it.
class Cursor {
public:
    struct Level {
        const Loop* loop = nullptr;
        const std::string* name = nullptr;  ///< of the loop; null for the set
        std::size_t item = 0;               ///< position in the loop
        std::uint32_t count = 0;            ///< how often it was there
        bool hasArray = false;              ///< the tree has the array of that item open

        const Item& present() const { return loop->items[item]; }
    };

    /// What a segment means for the open levels.
    struct Step {
        bool isFound = false;
        std::size_t depth = 0;       ///< level that takes it; those above are left
        std::size_t item = 0;        ///< position in that level
        bool isTooOften = false;
    };

    void start(const Guide& guide);
    PB_ALWAYS_INLINE Step find(std::uint64_t tag);
    /// Leaves the innermost level; appends the mandatory items that did not come in it.
    void leave(std::vector<const Item*>& missing) {
        passed(level(), level().loop->items.size(), missing);
        levels_.pop_back();
    }
    /// Goes there, where only the level that takes it is left; appends the mandatory items that were passed without being
    /// there.
    inline void go(const Step& step, std::vector<const Item*>& missing);
    /// The set ends: the mandatory items that did not come.
    void finish(std::vector<const Item*>& missing);

    std::size_t depth() const { return levels_.size() - 1; }  ///< of the innermost level
    bool isInLoop() const { return levels_.size() > 1; }
    Level& level() { return levels_.back(); }
    Level& level(std::size_t depth) { return levels_[depth]; }
    const Level& level() const { return levels_.back(); }

private:
    /// Where a tag leads from an item, however often that was there: an item knows all levels around it.
    struct Way {
        const Item* from = nullptr;
        std::uint64_t tag = 0;
        std::uint32_t depth = 0, item = 0;
    };

    Step search(std::uint64_t tag, Way& way) const;
    bool takes(const Level& level, std::size_t item) const {
        return item > level.item || level.count < level.loop->items[item].most;
    }
    static void passed(const Level& level, std::size_t to, std::vector<const Item*>& missing) {
        const std::size_t first = level.loop->mandatories[level.item + (level.count > 0 ? 1 : 0)];
        if (first < to) {
            append(level, first, to, missing);
        }
    }
    static void append(const Level& level, std::size_t first, std::size_t to, std::vector<const Item*>& missing);

    static constexpr int wayBits = 8;
    std::vector<Level> levels_;
    std::array<Way, std::size_t{1} << wayBits> ways_{};  ///< by a hash of item and tag
};

PB_ALWAYS_INLINE Cursor::Step Cursor::find(std::uint64_t tag) {
    const Item& from = level().present();
    Way& way = ways_[mixed(tag ^ (std::uint64_t{from.number} << 32), wayBits)];
    if (way.from == &from && way.tag == tag && takes(levels_[way.depth], way.item)) {
        return {true, way.depth, way.item, false};
    }
    return search(tag, way);
}

inline void Cursor::go(const Step& step, std::vector<const Item*>& missing) {
    Level& level = this->level();
    if (step.item != level.item) {
        passed(level, step.item, missing);
        level.item = step.item;
        level.count = 0;
    }
    ++level.count;
    const Item& item = level.present();
    if (item.loop) {
        levels_.push_back({item.loop.get(), &item.name, 0, 1, false});
    }
}

}  // namespace pb::doc::edi
