#pragma once

#include "models/base/Words.h"

#include <cstdint>
#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

namespace pb::doc {

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
        return isInFrontOf(rest, name.text, name.size + 1);
    }
    /// Whether the name stands in front of `rest` with both quotes, and a colon right behind them.
    PB_ALWAYS_INLINE bool isMemberInFrontOf(std::string_view rest, std::uint32_t id) const {
        const Name& name = names_[id];
        return isInFrontOf(rest, name.text - 1, name.size + 3);
    }

private:
    struct Name {
        const char* text = nullptr;  ///< in quotes, a colon behind; in bytes that nothing equals where JSON writes it with escapes
        std::uint32_t size = 0, hash = 0;
    };
    /// Whether `rest` begins with `count` bytes of a name's text. A word can be read from each of them.
    PB_ALWAYS_INLINE static bool isInFrontOf(std::string_view rest, const char* text, std::size_t count) {
        if (count > words::size * 2 || rest.size() < words::size * 2) {
            return rest.size() >= count && std::memcmp(rest.data(), text, count) == 0;
        }
        const auto differ = [&](std::size_t at) { return words::at(rest.data() + at) ^ words::at(text + at); };
        return count <= words::size ? words::first(differ(0), count) == 0 : (differ(0) | differ(count - words::size)) == 0;
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
