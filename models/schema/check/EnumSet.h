#pragma once

#include "models/base/Words.h"
#include "models/document/Document.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace pb::schema {

/// A hash that equal values (doc::equals) share: numbers by value, objects without order.
std::uint64_t hashOf(doc::Value value);

/// The values of `enum` or `const`; a look-up costs one hash of the instance, however many there are.
class EnumSet {
public:
    explicit EnumSet(std::vector<doc::Value> values);
    PB_ALWAYS_INLINE bool contains(doc::Value instance) const {
        return !texts_.empty() && instance.is(doc::Kind::string) ? isAmongFew(instance.text()) : isAmongAll(instance);
    }

private:
    PB_ALWAYS_INLINE bool isAmongFew(std::string_view text) const {
        for (const std::string_view each : texts_) {
            if (each.size() == text.size() && words::areSame(each.data(), text.data(), text.size())) {
                return true;
            }
        }
        return false;
    }
    bool isAmongAll(doc::Value instance) const;

    std::vector<doc::Value> values_;
    std::vector<std::string_view> texts_;  ///< of a short list: its strings
    std::vector<std::uint32_t> buckets_;  ///< open addressing, 1-based positions; empty for short lists
    std::uint8_t kinds_ = 0;
};

/// Positions of two equal elements; false where all differ. Linear in the size of the array.
bool findEqualElements(doc::Value array, std::uint32_t& first, std::uint32_t& second);

}  // namespace pb::schema
