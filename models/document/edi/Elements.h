#pragma once

#include "models/document/edi/Tokenizer.h"

namespace pb::doc::edi {

/// The parts [first, last) of a segment that belong together.
struct Parts {
    const Part* first = nullptr;
    const Part* last = nullptr;

    const Part* begin() const { return first; }
    const Part* end() const { return last; }
    std::size_t size() const { return static_cast<std::size_t>(last - first); }
    bool isEmpty() const {
        for (const Part& part : *this) {
            if (part.size > 0) {
                return false;
            }
        }
        return true;
    }
    const char* beginByte() const { return first->begin; }
    const char* endByte() const { return (last - 1)->begin + (last - 1)->size; }
};

/// Whether the part is an element of its own, without repetitions and further components.
inline bool isAlone(const Part* part, const Part* end) { return part + 1 == end || part[1].opens == Part::element; }

/// What stands from `from` to the next part that is opened by `opens` or by something higher.
inline Parts partsFrom(const Part* from, const Part* end, Part::Opens opens) {
    const Part* last = from + 1;
    while (last != end && last->opens > opens) {
        ++last;
    }
    return {from, last};
}

}  // namespace pb::doc::edi
