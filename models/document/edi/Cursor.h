#pragma once

#include "models/document/edi/Guide.h"

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
    };

    /// What a segment means for the open levels.
    struct Step {
        bool isFound = false;
        std::size_t depth = 0;       ///< level that takes it; those above are left
        std::size_t item = 0;        ///< position in that level
        bool isTooOften = false;
    };

    void start(const Guide& guide);
    Step find(std::uint64_t tag) const;
    /// Leaves the levels above `depth`; appends the mandatory items that did not come in them.
    void leave(std::size_t depth, std::vector<const Item*>& missing);
    /// Goes there; appends the mandatory items that were passed without being there.
    void go(const Step& step, std::vector<const Item*>& missing);
    /// The set ends: the mandatory items that did not come.
    void finish(std::vector<const Item*>& missing);

    const std::vector<Level>& levels() const { return levels_; }
    const Item& item() const { return levels_.back().loop->items[levels_.back().item]; }

private:
    void passed(const Level& level, std::size_t to, std::vector<const Item*>& missing) const;

    std::vector<Level> levels_;
};

}  // namespace pb::doc::edi
