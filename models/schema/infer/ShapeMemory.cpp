#include "models/document/Json.h"
#include "models/schema/JsonText.h"
#include "models/schema/infer/Shape.h"

namespace pb::schema {

namespace {

using doc::Kind;
using doc::Value;

constexpr std::array<std::string_view, 6> kindNames{"null", "boolean", "number", "string", "array", "object"};

/// False where a value is there and is no count.
bool readCount(Value value, std::uint64_t& count) {
    std::int64_t number = 0;
    if (!value.isValid()) {
        return true;
    }
    if (!value.is(Kind::number) || !asSmallInteger(value.digits(), number) || number < 0) {
        return false;
    }
    count = static_cast<std::uint64_t>(number);
    return true;
}

bool readSizes(Value value, Shape::Sizes& sizes) {
    return !value.isValid() || (value.size() == 2 && readCount(value.at(0), sizes.least) && readCount(value.at(1), sizes.most));
}

bool readNumber(Value value, std::optional<Decimal>& number) {
    if (value.is(Kind::number)) {
        number = Decimal(value.digits());
    }
    return !value.isValid() || number.has_value();
}

}  // namespace

/// Members of a JSON object; what says nothing is left out.
class Shape::MemoryText {
public:
    explicit MemoryText(std::string& out) : out_(out) { out_ += '{'; }
    void close() { out_ += '}'; }
    std::string& entry(std::string_view name) {
        out_ += first_ ? "" : ",";
        first_ = false;
        doc::writeJsonString(name, out_);
        return out_ += ':';
    }
    void count(std::string_view name, std::uint64_t number) {
        if (number > 0) {
            entry(name) += std::to_string(number);
        }
    }
    template <typename Values, typename AsJson>
    void list(std::string_view name, const Values& values, AsJson asJson) {
        std::string all;
        for (const auto& value : values) {
            all += (all.empty() ? "[" : ",") + asJson(value);
        }
        entry(name) += all.empty() ? "[]" : all + "]";
    }
    void sizes(std::string_view name, const Shape::Sizes& sizes) {
        if (sizes.least <= sizes.most) {
            entry(name) += "[" + std::to_string(sizes.least) + "," + std::to_string(sizes.most) + "]";
        }
    }

private:
    std::string& out_;
    bool first_ = true;
};

void Shape::appendMemory(std::string& out) const {
    MemoryText text(out);
    for (std::size_t i = 0; i < kinds_.size(); ++i) {
        text.count(kindNames[i], kinds_[i]);
    }
    text.count("fractions", fractions_);
    text.count("again", again_);
    appendValues(text);
    text.sizes("lengths", lengths_);
    text.sizes("entries", entries_);
    if (minimum_) {
        text.entry("minimum") += minimum_->print();
        text.entry("maximum") += maximum_->print();
    }
    if (map_) {
        map_->appendMemory(text.entry("anyMember"));
    }
    if (item_) {
        item_->appendMemory(text.entry("item"));
    }
    if (!members_.empty()) {
        MemoryText all(text.entry("members"));
        for (const Member& member : members_) {
            member.shape->appendMemory(all.entry(member.name));
        }
        all.close();
    }
    text.close();
}

void Shape::appendValues(MemoryText& text) const {
    if (seen(Kind::string) > 0) {
        text.list("formats", possibleFormats(), jsonText);
    }
    text.list("examples", examples_, [](const std::string& json) { return json; });
    if (repetition_.found()) {
        text.entry("repeated") += "true";
    } else if (const std::string hashes = repetition_.memory(); !hashes.empty()) {
        text.entry("hashes") += jsonText(hashes);
    }
    if (tooManyValues_) {
        text.entry("manyValues") += "true";
    } else if (!values_.empty()) {
        MemoryText all(text.entry("values"));
        for (const auto& [value, count] : values_) {
            all.count(value, count);
        }
        all.close();
    }
}

bool Shape::restore(Value memory) {
    bool good = memory.is(Kind::object) && readCount(memory.find("fractions"), fractions_) &&
                readCount(memory.find("again"), again_) &&
                readSizes(memory.find("lengths"), lengths_) && readSizes(memory.find("entries"), entries_) &&
                readNumber(memory.find("minimum"), minimum_) && readNumber(memory.find("maximum"), maximum_);
    for (std::size_t i = 0; i < kinds_.size(); ++i) {
        good = good && readCount(memory.find(kindNames[i]), kinds_[i]);
        all_ += kinds_[i];
    }
    return good && again_ <= all_ && minimum_.has_value() == maximum_.has_value() && restoreValues(memory) && restoreBelow(memory);
}

bool Shape::restoreValues(Value memory) {
    if (const Value formats = memory.find("formats"); formats.isValid()) {
        allowFormats(formats);
    }
    for (const Value example : memory.find("examples").children()) {
        addExample(example);
    }
    if (memory.find("repeated").boolean()) {
        repetition_.setFound();
    } else if (!repetition_.restore(memory.find("hashes").text())) {
        return false;
    }
    tooManyValues_ = memory.find("manyValues").boolean();
    const Value values = memory.find("values");
    for (const Value count : values.children()) {
        if (values_.size() >= mostValues || !readCount(count, values_[std::string(count.name())])) {
            return false;
        }
    }
    return true;
}

bool Shape::restoreBelow(Value memory) {
    const auto restored = [](std::unique_ptr<Shape>& shape, Value below) {
        shape = below.isValid() ? std::make_unique<Shape>() : nullptr;
        return !shape || shape->restore(below);
    };
    const Value members = memory.find("members");
    if (members.size() > mostNames || !restored(map_, memory.find("anyMember")) || !restored(item_, memory.find("item"))) {
        return false;
    }
    for (const Value below : members.children()) {
        if (byName_.contains(below.name()) || !member(below.name()).restore(below)) {
            return false;
        }
    }
    return true;
}

}  // namespace pb::schema
