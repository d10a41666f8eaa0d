#include "models/document/NameSet.h"

#include "models/document/JsonString.h"

#include <algorithm>
#include <bit>

namespace pb::doc {

std::uint32_t NameSet::hashOf(std::string_view name) {
    constexpr std::uint64_t factor = 0x9e3779b97f4a7c15u;
    std::uint64_t hash = name.size() * factor;
    std::size_t at = 0;
    for (; at + words::size <= name.size(); at += words::size) {
        hash = (hash ^ words::at(name.data() + at)) * factor;
        hash ^= hash >> 29;
    }
    std::uint64_t rest = 0;
    if (at < name.size()) {
        std::memcpy(&rest, name.data() + at, name.size() - at);
    }
    hash = (hash ^ rest) * factor;
    return static_cast<std::uint32_t>(hash >> 32);
}

NameSet::NameSet(const NameSet& other, std::uint32_t extra) {
    names_.reserve(other.names_.size() + extra);
    grow(std::bit_ceil((other.names_.size() + extra) * 2));
    for (const Name& name : other.names_) {
        add({name.text, name.size}, name.hash);
    }
}

std::uint32_t NameSet::find(std::string_view name, std::uint32_t hash) const {
    if (buckets_.empty()) {
        return none;
    }
    const std::size_t mask = buckets_.size() - 1;
    for (std::size_t slot = hash & mask; buckets_[slot] != 0; slot = (slot + 1) & mask) {
        const Name& known = names_[buckets_[slot] - 1];
        if (known.hash == hash && known.size == name.size() && words::areSame(known.text, name.data(), name.size())) {
            return buckets_[slot] - 1;
        }
    }
    return none;
}

std::uint32_t NameSet::add(std::string_view name, std::uint32_t hash) {
    if ((names_.size() + 1) * 2 > buckets_.size()) {
        grow(buckets_.size() * 2);
    }
    const auto id = size();
    names_.push_back({keep(name), static_cast<std::uint32_t>(name.size()), hash});
    place(id);
    return id;
}

std::uint32_t NameSet::idOf(std::string_view name) {
    const std::uint32_t hash = hashOf(name);
    const std::uint32_t known = find(name, hash);
    return known != none ? known : add(name, hash);
}

const char* NameSet::keep(std::string_view text) {
    constexpr std::size_t blockSize = 512;
    constexpr char inNoText = '\xff';
    constexpr std::size_t around = 1 + 2;
    const std::size_t size = text.size() + around + words::size;  // a word can be read from each byte
    if (size > freeSize_) {
        freeSize_ = std::max(blockSize << std::min<std::size_t>(blocks_.size(), 8), size);
        free_ = blocks_.emplace_back(std::make_unique_for_overwrite<char[]>(freeSize_)).get();
    }
    std::fill_n(free_, size, inNoText);
    char* const kept = free_ + 1;
    std::copy(text.begin(), text.end(), kept);
    if (isPlainInJson(text)) {
        kept[-1] = kept[text.size()] = '"';
        kept[text.size() + 1] = ':';
    }
    free_ += size;
    freeSize_ -= size;
    return kept;
}

void NameSet::place(std::uint32_t id) {
    const std::size_t mask = buckets_.size() - 1;
    std::size_t slot = names_[id].hash & mask;
    while (buckets_[slot] != 0) {
        slot = (slot + 1) & mask;
    }
    buckets_[slot] = id + 1;
}

void NameSet::grow(std::size_t buckets) {
    constexpr std::size_t least = 64;
    buckets_.assign(std::max(least, buckets), 0);
    for (std::uint32_t id = 0; id < size(); ++id) {
        place(id);
    }
}

}  // namespace pb::doc
