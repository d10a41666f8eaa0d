#include "models/schema/infer/Shape.h"

#include "models/document/Json.h"
#include "models/document/Utf8.h"
#include "models/schema/check/EnumSet.h"
#include "models/schema/formats/Checks.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace pb::schema {

namespace {

using doc::Kind;
using doc::Value;

struct Candidate {
    std::string_view name;
    bool (*check)(std::string_view);
};

/// Formats worth guessing: narrow enough that a whole traffic does not meet them by chance.
constexpr std::array<Candidate, 8> candidates{{
    {"date-time", formats::dateTime},
    {"date", formats::date},
    {"time", formats::time},
    {"uuid", formats::uuid},
    {"email", formats::email},
    {"uri", formats::uri},
    {"ipv4", formats::ipv4},
    {"ipv6", formats::ipv6},
}};
constexpr std::uint32_t allFormats = (1u << candidates.size()) - 1;
constexpr std::size_t longestValue = 40;
constexpr std::uint64_t patience = 1000;  ///< values among which examples are looked for
constexpr std::uint64_t fewestKeys = 20;

}  // namespace

void Shape::add(Value value) {
    ++all_;
    ++kinds_[static_cast<std::size_t>(value.kind())];
    if (examples_.size() < mostExamples && all_ <= patience) {
        addExample(value);
    }
    switch (value.kind()) {
        case Kind::number: return addNumber(value);
        case Kind::string: return addText(value.text());
        case Kind::object: return addMembers(value);
        case Kind::array:
            entries_.add(value.size());
            for (const Value item : value.children()) {
                (item_ ? item_ : item_ = std::make_unique<Shape>())->add(item);
            }
            return;
        default: return;
    }
}

void Shape::addExample(Value value) {
    if (value.node().isContainer() || value.raw().size() > longestValue) {
        return;
    }
    std::string example = doc::writeJson(value);
    if (std::find(examples_.begin(), examples_.end(), example) == examples_.end()) {
        examples_.push_back(std::move(example));
    }
}

void Shape::addNumber(Value value) {
    const Decimal number(value.digits());
    fractions_ += number.isInteger() ? 0 : 1;
    if (!minimum_ || compare(number, *minimum_) < 0) {
        minimum_ = number;
    }
    if (!maximum_ || compare(number, *maximum_) > 0) {
        maximum_ = number;
    }
    countValue(value.digits());
}

void Shape::addText(std::string_view text) {
    lengths_.add(doc::countCodePoints(text));
    for (std::uint32_t left = formats_ & allFormats; left != 0; left &= left - 1) {
        if (!candidates[static_cast<std::size_t>(std::countr_zero(left))].check(text)) {
            formats_ &= ~(left & ~(left - 1));
        }
    }
    countValue(text);
}

void Shape::countValue(std::string_view text) {
    repetition_.add(text);
    if (tooManyValues_) {
        return;
    }
    if (const auto known = values_.find(text); known != values_.end()) {
        ++known->second;
        return;
    }
    tooManyValues_ = text.size() > longestValue || values_.size() >= mostValues;
    if (tooManyValues_) {
        values_.clear();
    } else {
        values_.emplace(text, 1);
    }
}

Shape& Shape::member(std::string_view name) {
    if (const auto known = byName_.find(name); known != byName_.end()) {
        return *known->second;
    }
    Member* const last = members_.empty() ? nullptr : &members_.back();
    Member& added = members_.emplace_back(Member{std::string(name), std::make_unique<Shape>()});
    if (last) {
        last->next = &added;
    }
    byName_.emplace(added.name, added.shape.get());
    return *added.shape;
}

void Shape::addMembers(Value object) {
    const std::uint64_t holder = seen(Kind::object);
    Member* expected = members_.empty() ? nullptr : &members_.front();
    for (const Value child : object.children()) {
        Shape& shape = shapeOf(child.name(), expected);
        if (!map_ && std::exchange(shape.lastHolder_, holder) == holder) {
            ++shape.again_;
        }
        shape.add(child);
    }
}

/// The same, where members mostly come in the order in which they came before.
Shape& Shape::shapeOf(std::string_view name, Member*& expected) {
    Member* const found = !expected || expected->name == name ? expected : expected->next;  // one may be missing
    if (found && found->name == name) {
        expected = found->next;
        return *found->shape;
    }
    Shape& shape = shapeOf(name);
    expected = map_ ? nullptr : expected;  // which is gone with the members
    return shape;
}

/// The shape of the members of a name: of all, in a map.
Shape& Shape::shapeOf(std::string_view name) {
    if (!map_ && members_.size() >= mostNames && !byName_.contains(name)) {
        becomeMap();
    }
    return map_ ? *map_ : member(name);
}

void Shape::becomeMap() {
    map_ = std::make_unique<Shape>();
    for (Member& each : members_) {
        map_->merge(std::move(*each.shape));
    }
    byName_.clear();
    members_.clear();
}

/// What two paths had in common, as if all values had come at one.
void Shape::merge(Shape&& other) {
    for (std::size_t i = 0; i < kinds_.size(); ++i) {
        kinds_[i] += other.kinds_[i];
    }
    all_ += other.all_;
    fractions_ += other.fractions_;
    again_ += other.again_;
    formats_ &= other.formats_;
    repetition_.setFound();
    tooManyValues_ = true;
    values_.clear();
    for (std::string& example : other.examples_) {
        const bool isNew = std::find(examples_.begin(), examples_.end(), example) == examples_.end();
        if (isNew && examples_.size() < mostExamples) {
            examples_.push_back(std::move(example));
        }
    }
    lengths_ = {std::min(lengths_.least, other.lengths_.least), std::max(lengths_.most, other.lengths_.most)};
    entries_ = {std::min(entries_.least, other.entries_.least), std::max(entries_.most, other.entries_.most)};
    if (other.minimum_ && (!minimum_ || compare(*other.minimum_, *minimum_) < 0)) {
        minimum_ = other.minimum_;
    }
    if (other.maximum_ && (!maximum_ || compare(*other.maximum_, *maximum_) > 0)) {
        maximum_ = other.maximum_;
    }
    if (other.item_) {
        (item_ ? item_ : item_ = std::make_unique<Shape>())->merge(std::move(*other.item_));
    }
    if (other.map_ && !map_) {
        becomeMap();
    }
    if (other.map_) {
        map_->merge(std::move(*other.map_));
    }
    for (Member& each : other.members_) {
        shapeOf(each.name).merge(std::move(*each.shape));
    }
}

std::string_view Shape::format() const {
    const auto possible = seen(Kind::string) == 0 ? std::vector<std::string_view>() : possibleFormats();
    return possible.empty() ? std::string_view() : possible.front();
}

std::vector<std::string_view> Shape::possibleFormats() const {
    std::vector<std::string_view> names;
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        if ((formats_ >> i & 1) != 0) {
            names.push_back(candidates[i].name);
        }
    }
    return names;
}

void Shape::allowFormats(Value names) {
    std::uint32_t allowed = 0;
    for (const Value name : names.children()) {
        for (std::size_t i = 0; i < candidates.size(); ++i) {
            allowed |= name.text() == candidates[i].name ? 1u << i : 0;
        }
    }
    formats_ &= allowed;
}

bool Shape::isKey() const {
    const std::uint64_t scalars = seen(Kind::string) + seen(Kind::number);
    return scalars == all_ && scalars >= fewestKeys && !repetition_.found();
}

}  // namespace pb::schema
