#include "models/schema/infer/Repetition.h"

#include "models/base/Text.h"

namespace pb::schema {

namespace {

constexpr std::size_t slotCount = 2 * Repetition::mostHashes;
constexpr int deepestLevel = 53;  ///< then fewer hashes are left than there are slots

/// FNV-1a with the finisher of SplitMix64: the same on every machine, since memories are kept in files. Never 0.
std::uint64_t hashOf(std::string_view value) {
    std::uint64_t hash = 0xcbf29ce484222325u;
    for (const char c : value) {
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
    }
    hash = (hash ^ hash >> 30) * 0xbf58476d1ce4e5b9u;
    hash = (hash ^ hash >> 27) * 0x94d049bb133111ebu;
    hash ^= hash >> 31;
    return hash == 0 ? 1 : hash;
}

}  // namespace

void Repetition::add(std::string_view value) {
    if (found_) {
        return;
    }
    if (const std::uint64_t hash = hashOf(value); isSampled(hash)) {
        insert(hash);
    }
}

void Repetition::setFound() {
    found_ = true;
    slots_ = {};
    count_ = 0;
}

void Repetition::insert(std::uint64_t hash) {
    slots_.resize(slotCount);
    std::size_t at = hash % slotCount;
    for (; slots_[at] != 0; at = (at + 1) % slotCount) {
        if (slots_[at] == hash) {
            return setFound();
        }
    }
    slots_[at] = hash;
    if (++count_ > mostHashes && level_ < deepestLevel) {
        halve();
    }
}

void Repetition::halve() {
    const std::vector<std::uint64_t> all = std::move(slots_);
    slots_ = {};
    count_ = 0;
    ++level_;
    for (const std::uint64_t hash : all) {
        if (hash != 0 && isSampled(hash)) {
            insert(hash);
        }
    }
}

std::string Repetition::memory() const {
    if (count_ == 0) {
        return {};
    }
    std::string bytes(1, static_cast<char>(level_));
    for (std::uint64_t hash : slots_) {
        for (int i = 0; hash != 0 && i < 8; ++i) {
            bytes.push_back(static_cast<char>(hash >> (8 * i) & 0xff));
        }
    }
    return toBase64(bytes);
}

bool Repetition::restore(std::string_view memory) {
    bool ok = true;
    const std::string bytes = fromBase64(memory, &ok);
    if (!ok || bytes.size() % 8 != 1 || bytes.size() / 8 > mostHashes || bytes[0] < 0 || bytes[0] > deepestLevel) {
        return memory.empty();
    }
    level_ = bytes[0];
    for (std::size_t at = 1; at < bytes.size(); at += 8) {
        std::uint64_t hash = 0;
        for (std::size_t i = 0; i < 8; ++i) {
            hash |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[at + i])) << (8 * i);
        }
        if (hash == 0 || found_) {
            return false;
        }
        insert(hash);
    }
    return true;
}

}  // namespace pb::schema
