#include "models/schema/check/EnumSet.h"

#include "models/schema/check/Decimal.h"

#include <algorithm>
#include <array>
#include <bit>
#include <functional>
#include <string>

namespace pb::schema {

namespace {

using doc::Kind;
using doc::Value;

constexpr std::size_t longestScanned = 4, fewElements = 8;

std::uint64_t mixed(std::uint64_t hash) {
    hash ^= hash >> 32;
    hash *= 0x9e3779b97f4a7c15u;
    return hash ^ (hash >> 29);
}

std::uint64_t hashOfText(std::string_view text) { return std::hash<std::string_view>{}(text); }

std::uint64_t hashOfScalar(Value value) {
    switch (value.kind()) {
        case Kind::boolean: return value.boolean() ? 3 : 2;
        case Kind::number: return mixed(hashOfText(Decimal(value.digits()).print()) + 5);
        case Kind::string: return mixed(hashOfText(value.text()) + 7);
        default: return 1;
    }
}

}  // namespace

std::uint64_t hashOf(Value value) {
    if (!value.is(Kind::array) && !value.is(Kind::object)) {
        return hashOfScalar(value);
    }
    // Depth is bounded by the reader of the document.
    const bool ordered = value.is(Kind::array);
    std::uint64_t hash = ordered ? 11 : 13;
    for (const Value child : value.children()) {
        const std::uint64_t inner = hashOf(child);
        hash = ordered ? mixed(hash + inner) : hash + mixed(inner + hashOfText(child.name()));
    }
    return mixed(hash);
}

EnumSet::EnumSet(std::vector<Value> values) : values_(std::move(values)) {
    for (const Value value : values_) {
        kinds_ = static_cast<std::uint8_t>(kinds_ | (1u << static_cast<unsigned>(value.kind())));
    }
    if (values_.size() <= longestScanned) {
        for (const Value value : values_) {
            if (value.is(Kind::string)) {
                texts_.push_back(value.text());
            }
        }
        return;
    }
    buckets_.resize(std::bit_ceil(values_.size() * 2), 0);
    for (std::uint32_t i = 0; i < values_.size(); ++i) {
        std::size_t slot = hashOf(values_[i]) & (buckets_.size() - 1);
        while (buckets_[slot] != 0) {
            slot = (slot + 1) & (buckets_.size() - 1);
        }
        buckets_[slot] = i + 1;
    }
}

bool EnumSet::isAmongAll(Value instance) const {
    if ((kinds_ & (1u << static_cast<unsigned>(instance.kind()))) == 0) {
        return false;
    }
    if (buckets_.empty()) {
        return std::any_of(values_.begin(), values_.end(), [instance](Value each) { return doc::equals(each, instance); });
    }
    std::size_t slot = hashOf(instance) & (buckets_.size() - 1);
    for (; buckets_[slot] != 0; slot = (slot + 1) & (buckets_.size() - 1)) {
        if (doc::equals(values_[buckets_[slot] - 1], instance)) {
            return true;
        }
    }
    return false;
}

namespace {

bool findEqualAmongFew(Value array, std::uint32_t& first, std::uint32_t& second) {
    std::array<Value, fewElements> seen;
    std::uint32_t count = 0;
    for (const Value element : array.children()) {
        for (std::uint32_t i = 0; i < count; ++i) {
            const bool equal = element.is(Kind::string) ? seen[i].is(Kind::string) && seen[i].text() == element.text()
                                                        : doc::equals(seen[i], element);
            if (equal) {
                first = i;
                second = count;
                return true;
            }
        }
        seen[count++] = element;
    }
    return false;
}

}  // namespace

bool findEqualElements(Value array, std::uint32_t& first, std::uint32_t& second) {
    if (array.size() <= fewElements) {
        return findEqualAmongFew(array, first, second);
    }
    std::vector<std::pair<std::uint64_t, Value>> seen;
    std::vector<std::uint32_t> buckets(std::bit_ceil(std::size_t{array.size()} * 2 + 2), 0);
    for (const Value element : array.children()) {
        const std::uint64_t hash = hashOf(element);
        std::size_t slot = hash & (buckets.size() - 1);
        for (; buckets[slot] != 0; slot = (slot + 1) & (buckets.size() - 1)) {
            const auto& [otherHash, other] = seen[buckets[slot] - 1];
            if (otherHash == hash && doc::equals(other, element)) {
                first = buckets[slot] - 1;
                second = static_cast<std::uint32_t>(seen.size());
                return true;
            }
        }
        seen.emplace_back(hash, element);
        buckets[slot] = static_cast<std::uint32_t>(seen.size());
    }
    return false;
}

}  // namespace pb::schema
