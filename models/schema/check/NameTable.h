#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace pb::schema {

/// Numbers the property names that a schema mentions. Built once, then only read.
class NameTable {
public:
    static constexpr std::uint32_t unknown = ~std::uint32_t{0};

    std::uint32_t add(std::string_view name) {
        if (const std::uint32_t known = find(name); known != unknown) {
            return known;
        }
        names_.emplace_back(name);
        if (names_.size() * 2 > slots_.size()) {
            slots_.assign(std::bit_ceil(names_.size() * 4), {});
            for (std::uint32_t i = 0; i < names_.size(); ++i) {
                place(i);
            }
        } else {
            place(static_cast<std::uint32_t>(names_.size() - 1));
        }
        return static_cast<std::uint32_t>(names_.size() - 1);
    }

    std::uint32_t find(std::string_view name) const {
        if (slots_.empty()) {
            return unknown;
        }
        const Slot wanted = slotFor(name);
        for (std::size_t at = wanted.start() & (slots_.size() - 1);; at = (at + 1) & (slots_.size() - 1)) {
            const Slot& slot = slots_[at];
            const bool same = slot.head == wanted.head && slot.tail == wanted.tail && slot.size == wanted.size;
            if (slot.id == unknown || (same && (slot.size <= wholeBytes || names_[slot.id] == name))) {
                return slot.id;
            }
        }
    }

    const std::string& nameOf(std::uint32_t id) const { return names_[id]; }
    std::size_t size() const { return names_.size(); }

private:
    static constexpr std::uint32_t wholeBytes = 16;  ///< names up to this size are compared by head and tail alone

    struct Slot {
        std::uint64_t head = 0, tail = 0;
        std::uint32_t size = 0, id = unknown;
        std::size_t start() const {
            const std::uint64_t mixed = (head ^ (tail << 17 | tail >> 47)) * 0x9e3779b97f4a7c15u + size;
            return static_cast<std::size_t>((mixed ^ (mixed >> 32)) * 0xc2b2ae3d27d4eb4fu >> 20);
        }
    };

    /// The first and last eight bytes, which hold a name of 16 bytes whole; a longer one is hashed in full.
    static Slot slotFor(std::string_view name) {
        Slot slot;
        slot.size = static_cast<std::uint32_t>(name.size());
        if (name.size() > wholeBytes) {
            slot.head = std::hash<std::string_view>{}(name);
        } else if (name.size() >= 8) {
            std::memcpy(&slot.head, name.data(), 8);
            std::memcpy(&slot.tail, name.data() + name.size() - 8, 8);
        } else if (name.size() >= 4) {
            std::uint32_t first = 0, last = 0;
            std::memcpy(&first, name.data(), 4);
            std::memcpy(&last, name.data() + name.size() - 4, 4);
            slot.head = first;
            slot.tail = last;
        } else if (!name.empty()) {
            slot.head = static_cast<unsigned char>(name[0]);
            slot.tail = static_cast<std::uint64_t>(static_cast<unsigned char>(name[name.size() / 2])) << 8 |
                        static_cast<unsigned char>(name.back());
        }
        return slot;
    }
    void place(std::uint32_t id) {
        Slot slot = slotFor(names_[id]);
        slot.id = id;
        std::size_t at = slot.start() & (slots_.size() - 1);
        while (slots_[at].id != unknown) {
            at = (at + 1) & (slots_.size() - 1);
        }
        slots_[at] = slot;
    }
    std::vector<std::string> names_;
    std::vector<Slot> slots_;
};

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
    const Entry* find(std::uint32_t id) const {
        if (const std::uint32_t at = id - firstDense_; at < dense_.size()) {
            return dense_[at] == 0 ? nullptr : &entries_[dense_[at] - 1];
        }
        if (slots_.empty()) {
            return nullptr;
        }
        for (std::size_t slot = start(id); slots_[slot].entry != 0; slot = (slot + 1) & (slots_.size() - 1)) {
            if (slots_[slot].id == id) {
                return &entries_[slots_[slot].entry - 1];
            }
        }
        return nullptr;
    }
    bool empty() const { return ids_.empty(); }

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
    std::uint32_t firstDense_ = 0;
    std::vector<std::uint32_t> dense_;
};

}  // namespace pb::schema
