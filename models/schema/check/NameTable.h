#pragma once

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
            slots_.assign(std::bit_ceil(names_.size() * 4), unknown);
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
        for (std::size_t slot = hash(name) & (slots_.size() - 1);; slot = (slot + 1) & (slots_.size() - 1)) {
            const std::uint32_t id = slots_[slot];
            if (id == unknown || names_[id] == name) {
                return id;
            }
        }
    }

    const std::string& nameOf(std::uint32_t id) const { return names_[id]; }
    std::size_t size() const { return names_.size(); }

private:
    /// Up to 16 bytes, first and last eight hold the whole name: two multiplications. Longer ones are hashed in full.
    static std::size_t hash(std::string_view name) {
        if (name.size() > 16) {
            return std::hash<std::string_view>{}(name);
        }
        std::uint64_t head = 0, tail = 0;
        if (const std::size_t part = name.size() < 8 ? name.size() : 8; part > 0) {
            std::memcpy(&head, name.data(), part);
            std::memcpy(&tail, name.data() + name.size() - part, part);
        }
        const std::uint64_t mixed = (head ^ (tail << 17) ^ (tail >> 47)) * 0x9e3779b97f4a7c15u + name.size();
        return static_cast<std::size_t>((mixed ^ (mixed >> 32)) * 0xc2b2ae3d27d4eb4fu >> 20);
    }
    void place(std::uint32_t id) {
        std::size_t slot = hash(names_[id]) & (slots_.size() - 1);
        while (slots_[slot] != unknown) {
            slot = (slot + 1) & (slots_.size() - 1);
        }
        slots_[slot] = id;
    }
    std::vector<std::string> names_;
    std::vector<std::uint32_t> slots_;
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
    const std::vector<std::uint32_t>& ids() const { return ids_; }

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
};

}  // namespace pb::schema
