#pragma once

#include "models/document/Document.h"
#include "models/schema/Tree.h"
#include "models/schema/check/Decimal.h"

#include <array>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>

namespace pb::schema {

/// What was seen at one path: counts by kind, and what each kind of value had in common.
class Shape {
public:
    static constexpr std::size_t mostNames = 1000, mostKeys = 10'000, mostValues = 64;

    void add(doc::Value value);

    std::uint64_t seen(doc::Kind kind) const { return kinds_[static_cast<std::size_t>(kind)]; }
    std::uint64_t seen() const { return all_; }
    bool onlyIntegers() const { return seen(doc::Kind::number) > 0 && fractions_ == 0; }
    std::string_view format() const;  ///< the one that every text had; "" when there is none
    bool isKey() const;               ///< every value was another one, and there were at least 20
    bool isMap() const { return map_ != nullptr; }

    /// The different texts with how often each came; empty when there were too many.
    const std::map<std::string, std::uint64_t, std::less<>>& values() const { return values_; }
    const std::string& example() const { return example_; }

    struct Sizes {
        std::uint64_t least = ~std::uint64_t{0}, most = 0;
        void add(std::uint64_t size) {
            least = std::min(least, size);
            most = std::max(most, size);
        }
    };
    const Sizes& lengths() const { return lengths_; }
    const Sizes& entries() const { return entries_; }
    const std::optional<Decimal>& minimum() const { return minimum_; }
    const std::optional<Decimal>& maximum() const { return maximum_; }

    struct Member {
        std::string name;
        std::unique_ptr<Shape> shape;
    };
    const std::deque<Member>& members() const { return members_; }
    const Shape* anyMember() const { return map_.get(); }
    const Shape* item() const { return item_.get(); }

private:
    void addNumber(doc::Value value);
    void addText(std::string_view text);
    void addMembers(doc::Value object);
    void countValue(std::string_view text);
    void becomeMap();
    void merge(Shape&& other);

    std::array<std::uint64_t, 6> kinds_{};
    std::uint64_t all_ = 0, fractions_ = 0;
    std::uint32_t formats_ = ~std::uint32_t{0};  ///< candidates still possible
    bool tooManyValues_ = false, repeated_ = false;
    std::map<std::string, std::uint64_t, std::less<>> values_;
    std::unordered_set<std::uint64_t> keys_;
    std::string example_;
    Sizes lengths_, entries_;
    std::optional<Decimal> minimum_, maximum_;
    Shape& member(std::string_view name);

    std::deque<Member> members_;  ///< addresses of the names stay
    std::unordered_map<std::string_view, Shape*> byName_;
    std::unique_ptr<Shape> map_, item_;
};

}  // namespace pb::schema
