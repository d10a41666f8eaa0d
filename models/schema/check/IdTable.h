#pragma once

#include "models/base/Assume.h"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace pb::schema {

/// A small map from name numbers to entries, for look-ups on the hot path.
template <class Entry>
class IdTable {
public:
    Entry& at(std::uint32_t id) {
        if (Entry* known = find(id)) {
            return *known;
        }
        ids_.push_back(id);
        entries_.emplace_back();
        rebuild();
        return entries_.back();
    }
    Entry* find(std::uint32_t id) {
        return const_cast<Entry*>(static_cast<const IdTable*>(this)->find(id));
    }
    PB_ALWAYS_INLINE const Entry* find(std::uint32_t id) const {
        if (const std::uint32_t at = id - firstDense_; at < denseSize_) {
            return dense_[at] == 0 ? nullptr : &entries_[dense_[at] - 1];
        }
        return slots_.empty() ? nullptr : findSparse(id);
    }
    const Entry* findSparse(std::uint32_t id) const {
        for (std::size_t slot = start(id); slots_[slot].entry != 0; slot = (slot + 1) & (slots_.size() - 1)) {
            if (slots_[slot].id == id) {
                return &entries_[slots_[slot].entry - 1];
            }
        }
        return nullptr;
    }
    bool empty() const { return ids_.empty(); }
    std::vector<Entry>& entries() { return entries_; }

    /// Once all entries are there: numbers that lie close together are looked up in an array.
    void seal() {
        if (ids_.empty()) {
            return;
        }
        const auto [least, most] = std::minmax_element(ids_.begin(), ids_.end());
        const std::size_t span = *most - *least + std::size_t{1};
        if (span > ids_.size() * 4 + 16) {
            return;
        }
        firstDense_ = *least;
        dense_.assign(span, 0);
        denseSize_ = static_cast<std::uint32_t>(span);
        for (std::size_t i = 0; i < ids_.size(); ++i) {
            dense_[ids_[i] - firstDense_] = static_cast<std::uint32_t>(i + 1);
        }
        slots_.clear();
    }

private:
    struct Slot {
        std::uint32_t id = 0, entry = 0;
    };
    std::size_t start(std::uint32_t id) const { return (id * 0x9e3779b1u >> 7) & (slots_.size() - 1); }
    void rebuild() {
        const std::size_t wanted = std::bit_ceil(ids_.size() * 2 + 1);
        std::size_t from = ids_.size() - 1;
        if (wanted > slots_.size()) {
            slots_.assign(wanted * 2, {});
            from = 0;
        }
        for (std::size_t i = from; i < ids_.size(); ++i) {
            std::size_t slot = start(ids_[i]);
            while (slots_[slot].entry != 0) {
                slot = (slot + 1) & (slots_.size() - 1);
            }
            slots_[slot] = {ids_[i], static_cast<std::uint32_t>(i + 1)};
        }
    }
    std::vector<std::uint32_t> ids_;
    std::vector<Entry> entries_;
    std::vector<Slot> slots_;
    std::uint32_t firstDense_ = 0, denseSize_ = 0;
    std::vector<std::uint32_t> dense_;
};

}  // namespace pb::schema
