#pragma once

#include "models/document/Document.h"
#include "models/schema/Tree.h"
#include "models/schema/check/Decimal.h"
#include "models/schema/infer/Repetition.h"

#include <array>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace pb::schema {

/// What was seen at one path: counts by kind, and what each kind of value had in common.
class Shape {
public:
    static constexpr std::size_t mostNames = 1000, mostValues = 64, mostExamples = 8;

    void add(doc::Value value);

    /// All of it as a JSON object, from which `restore` goes on. False: the value is no such object.
    void appendMemory(std::string& out) const;
    bool restore(doc::Value memory);

    std::uint64_t seen(doc::Kind kind) const { return kinds_[static_cast<std::size_t>(kind)]; }
    std::uint64_t seen() const { return all_; }
    std::uint64_t holders() const { return all_ - again_; }  ///< objects that had the member, which may stand twice in one
    bool onlyIntegers() const { return seen(doc::Kind::number) > 0 && fractions_ == 0; }
    std::string_view format() const;  ///< the one that every text had; "" when there is none
    bool isKey() const;               ///< every value was another one, and there were at least 20
    bool isMap() const { return map_ != nullptr; }

    /// The different texts with how often each came; empty when there were too many.
    const std::map<std::string, std::uint64_t, std::less<>>& values() const { return values_; }
    const std::vector<std::string>& examples() const { return examples_; }  ///< different ones, as JSON

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
        Member* next = nullptr;  ///< that was met after it for the first time
    };
    const std::deque<Member>& members() const { return members_; }
    const Shape* anyMember() const { return map_.get(); }
    const Shape* item() const { return item_.get(); }

private:
    void addNumber(doc::Value value);
    void addText(std::string_view text);
    void addMembers(doc::Value object);
    void addExample(doc::Value value);
    void countValue(std::string_view text);
    std::vector<std::string_view> possibleFormats() const;
    void allowFormats(doc::Value names);
    class MemoryText;
    void appendValues(MemoryText& text) const;
    bool restoreValues(doc::Value memory);
    bool restoreBelow(doc::Value memory);
    void becomeMap();
    void merge(Shape&& other);
    Shape& shapeOf(std::string_view name);
    Shape& shapeOf(std::string_view name, Member*& expected);
    Shape& member(std::string_view name);

    std::array<std::uint64_t, 6> kinds_{};
    std::uint64_t all_ = 0, fractions_ = 0;
    std::uint64_t again_ = 0;       ///< values of a name that the same object had before
    std::uint64_t lastHolder_ = 0;  ///< number of the object that had it last, from 1
    std::uint32_t formats_ = ~std::uint32_t{0};  ///< candidates still possible
    bool tooManyValues_ = false;
    std::map<std::string, std::uint64_t, std::less<>> values_;
    Repetition repetition_;
    std::vector<std::string> examples_;
    Sizes lengths_, entries_;
    std::optional<Decimal> minimum_, maximum_;

    std::deque<Member> members_;  ///< addresses of the names stay
    std::unordered_map<std::string_view, Shape*> byName_;
    std::unique_ptr<Shape> map_, item_;
};

}  // namespace pb::schema
