#pragma once

#include "models/base/Assume.h"

#include <bit>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

namespace pb::doc {

/// memcmp without its call for the short texts that names are.
inline bool areSameBytes(const char* left, const char* right, std::size_t size) {
    const auto sameWords = [&]<typename Word>(Word, std::size_t at) {
        Word a;
        Word b;
        std::memcpy(&a, left + at, sizeof(Word));
        std::memcpy(&b, right + at, sizeof(Word));
        return a == b;
    };
    if (size > 16) {
        return std::memcmp(left, right, size) == 0;
    }
    if (size >= 8) {
        return sameWords(std::uint64_t{}, 0) && sameWords(std::uint64_t{}, size - 8);
    }
    if (size >= 4) {
        return sameWords(std::uint32_t{}, 0) && sameWords(std::uint32_t{}, size - 4);
    }
    return size == 0 || (left[0] == right[0] && left[size / 2] == right[size / 2] && left[size - 1] == right[size - 1]);
}

/// The names of a document's members, each once, numbered in the order of their first use. Documents that are alike
/// share one set, which then changes no more: it may have names that one of them has not.
class NameSet {
public:
    static constexpr std::uint32_t none = 0xffffff;  ///< no id: fewer names than that have room

    NameSet() = default;
    NameSet(const NameSet& other, std::uint32_t extra);  ///< a copy with room for `extra` more
    NameSet(NameSet&&) = default;
    NameSet& operator=(NameSet&&) = default;

    static std::uint32_t hashOf(std::string_view name);

    /// `none` where the set has no such name.
    std::uint32_t find(std::string_view name, std::uint32_t hash) const;
    /// Copies the name, which is not there yet; fewer than `none` are.
    std::uint32_t add(std::string_view name, std::uint32_t hash);
    /// The id of a name, which is added where it is new.
    std::uint32_t idOf(std::string_view name);

    std::uint32_t size() const { return static_cast<std::uint32_t>(names_.size()); }
    std::string_view operator[](std::uint32_t id) const { return {names_[id].text, names_[id].size}; }
    /// The id that `other` has for a name of this set, or `none`.
    std::uint32_t idIn(const NameSet& other, std::uint32_t id) const { return other.find((*this)[id], names_[id].hash); }

    /// Whether the name stands in front of `rest`, a piece of JSON behind a quote, up to the next quote. Names that JSON
    /// writes with escapes are not found.
    PB_ALWAYS_INLINE bool isInFrontOf(std::string_view rest, std::uint32_t id) const {
        const Name& name = names_[id];
        const std::size_t size = name.size;
        if (size >= wordSize * 2 || rest.size() < size + wordSize) {
            return rest.size() > size && areSameBytes(rest.data(), name.text, size) && rest[size] == name.text[size];
        }
        const auto differ = [&](std::size_t at) { return wordAt(rest.data() + at) ^ wordAt(name.text + at); };
        return size < wordSize ? firstBytes(differ(0), size + 1) == 0 : (differ(0) | differ(size + 1 - wordSize)) == 0;
    }

private:
    static constexpr std::size_t wordSize = sizeof(std::uint64_t);

    struct Name {
        const char* text = nullptr;  ///< then a quote, or a byte that nothing equals where JSON writes it with escapes
        std::uint32_t size = 0, hash = 0;
    };
    static std::uint64_t wordAt(const char* bytes) {
        std::uint64_t word = 0;
        std::memcpy(&word, bytes, wordSize);
        return word;
    }
    static std::uint64_t firstBytes(std::uint64_t word, std::size_t count) {
        const std::size_t others = (wordSize - count) * 8;
        return std::endian::native == std::endian::little ? word << others : word >> others;
    }
    const char* keep(std::string_view text);
    void place(std::uint32_t id);
    void grow(std::size_t buckets);

    std::vector<Name> names_;
    std::vector<std::uint32_t> buckets_;  ///< open addressing over names_, 1-based
    std::vector<std::unique_ptr<char[]>> blocks_;
    char* free_ = nullptr;
    std::size_t freeSize_ = 0;
};

}  // namespace pb::doc
