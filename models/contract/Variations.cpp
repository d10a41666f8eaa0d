#include "models/contract/Variations.h"

#include "models/base/Text.h"

#include <algorithm>
#include <cmath>

namespace pb::contract {

namespace {

constexpr std::size_t maxChoices = 20;
constexpr double maxBuiltLength = 5'000;
constexpr double maxBuiltItems = 500;
constexpr int maxDepth = 8;

class Varier {
public:
    Varier(const Contract& contract, const JsonValue& base, std::mt19937_64& random) : contract_(contract), base_(base), random_(random) {}

    std::vector<Variation> take() { return std::move(found_); }

    void visit(doc::Value schema, const JsonPath& path, int depth) {
        JsonValue whole = base_;
        const JsonValue* present = at(whole, path);
        if (!present || depth > maxDepth) {
            return;
        }
        const JsonValue here = *present;
        const Shape shape = shapeOf(contract_, schema, random_);
        vary(shape, path, here);
        if (here.kind == doc::Kind::object) {
            visitMembers(shape, path, here, depth);
        } else if (here.kind == doc::Kind::array && !here.items.empty() && shape.keyword("items")) {
            JsonPath inner = path;
            inner.emplace_back(std::size_t{0});
            visit(shape.keyword("items"), inner, depth + 1);
        }
    }

private:
    void visitMembers(const Shape& shape, const JsonPath& path, const JsonValue& here, int depth) {
        for (const auto& property : shape.properties) {
            const std::string& name = property.first;
            const bool present = std::any_of(here.members.begin(), here.members.end(), [&](const auto& one) { return one.first == name; });
            if (!present) {
                continue;
            }
            removeMember(shape, path, here, name);
            JsonPath inner = path;
            inner.emplace_back(name);
            visit(property.second, inner, depth + 1);
        }
        JsonValue more = here;
        more.set("unexpectedMember", JsonValue::string("x"));
        doc::Value closed = shape.keyword("additionalProperties");
        closed = closed ? closed : shape.keyword("unevaluatedProperties");
        if (closed.is(doc::Kind::boolean) && !closed.boolean()) {
            add(path, false, "additionalProperties", say("has a member that is not allowed"), closed, std::move(more));
        }
    }

    void removeMember(const Shape& shape, const JsonPath& path, const JsonValue& here, const std::string& name) {
        JsonValue less = here;
        less.remove(name);
        const bool required = shape.isRequired(name);
        add(path, !required, "required", required ? say("lacks “%1”").arg(qs(name)) : say("is without the optional “%1”").arg(qs(name)),
            shape.keyword("required"), std::move(less));
    }

    void vary(const Shape& shape, const JsonPath& path, const JsonValue& here) {
        varyChoices(shape, path);
        varyType(shape, path, here);
        if (shape.keyword("enum") || shape.keyword("const")) {
            return;
        }
        if (here.kind == doc::Kind::number) {
            varyNumber(shape, path);
        } else if (here.kind == doc::Kind::string) {
            varyText(shape, path);
        } else if (here.kind == doc::Kind::array) {
            varyItems(shape, path, here);
        } else if (here.kind == doc::Kind::boolean) {
            add(path, true, "type", say("is the other boolean"), shape.keyword("type"), JsonValue::boolean(!here.truth));
        }
    }

    void varyChoices(const Shape& shape, const JsonPath& path) {
        const doc::Value choices = shape.keyword("enum");
        std::size_t count = 0;
        for (const doc::Value choice : choices.children()) {
            if (++count > maxChoices) {
                break;
            }
            add(path, true, "enum", say("is %1").arg(qs(clipped(choice.raw(), 40))), choices, JsonValue::of(choice));
        }
        const doc::Value fixed = choices ? choices : shape.keyword("const");
        if (fixed) {
            add(path, false, choices ? "enum" : "const", say("is none of the allowed values"), fixed, JsonValue::string("NONE OF THEM"));
        }
    }

    void varyType(const Shape& shape, const JsonPath& path, const JsonValue& here) {
        const doc::Value type = shape.keyword("type");
        if (shape.nullable) {
            add(path, true, "type", say("is null"), type, JsonValue());
        }
        if (!type) {
            return;
        }
        const bool isText = here.kind == doc::Kind::string;
        add(path, false, "type", isText ? say("is a number instead of a text") : say("is a text instead of %1").arg(qs(shape.mainType())), type,
            isText ? JsonValue::digits("12345") : JsonValue::string("text"));
        if (!shape.nullable) {
            add(path, false, "type", say("is null, which is not allowed"), type, JsonValue());
        }
        if (shape.mainType() == "integer") {
            add(path, false, "type", say("is no whole number"), type, JsonValue::digits("1.5"));
        }
    }

    void varyNumber(const Shape& shape, const JsonPath& path) {
        const NumberBounds bounds = boundsOf(shape);
        const auto clause = [&](std::string_view plain, std::string_view exclusive) {
            return shape.keyword(plain) ? shape.keyword(plain) : shape.keyword(exclusive);
        };
        if (bounds.low) {
            const doc::Value low = clause("minimum", "exclusiveMinimum");
            add(path, true, "minimum", say("is on its minimum %1").arg(*bounds.low), low, JsonValue::number(*bounds.low));
            add(path, false, "minimum", say("is below its minimum %1").arg(*bounds.low), low, JsonValue::number(*bounds.low - bounds.step));
        }
        if (bounds.high) {
            const doc::Value high = clause("maximum", "exclusiveMaximum");
            add(path, true, "maximum", say("is on its maximum %1").arg(*bounds.high), high, JsonValue::number(*bounds.high));
            add(path, false, "maximum", say("is above its maximum %1").arg(*bounds.high), high, JsonValue::number(*bounds.high + bounds.step));
        }
        if (const doc::Value multiple = shape.keyword("multipleOf")) {
            const double off = bounds.low.value_or(0) + bounds.step + bounds.step / 2;
            add(path, false, "multipleOf", say("is no multiple of %1").arg(bounds.step), multiple,
                JsonValue::number(bounds.integral ? std::floor(off) : off));
        }
    }

    void varyText(const Shape& shape, const JsonPath& path) {
        const doc::Value least = shape.keyword("minLength");
        const doc::Value most = shape.keyword("maxLength");
        if (least.number() > 0 && least.number() <= maxBuiltLength) {
            const auto size = static_cast<std::size_t>(least.number());
            add(path, true, "minLength", say("has its least length %1").arg(size), least, JsonValue::string(textOfLength(size)));
            add(path, false, "minLength", say("is shorter than %1").arg(size), least, JsonValue::string(textOfLength(size - 1)));
        }
        if (most && most.number() >= 0 && most.number() <= maxBuiltLength) {
            const auto size = static_cast<std::size_t>(most.number());
            add(path, true, "maxLength", say("has its greatest length %1").arg(size), most, JsonValue::string(textOfLength(size)));
            add(path, false, "maxLength", say("is longer than %1").arg(size), most, JsonValue::string(textOfLength(size + 1)));
        }
        if (const doc::Value pattern = shape.keyword("pattern")) {
            add(path, false, "pattern", say("does not match its pattern"), pattern, JsonValue::string("\x7e no match \x7e"));
        }
        if (const doc::Value format = shape.keyword("format")) {
            add(path, false, "format", say("is no %1").arg(qs(format.text())), format, JsonValue::string("30.02.2026 25:00"));
        }
    }

    void varyItems(const Shape& shape, const JsonPath& path, const JsonValue& here) {
        const doc::Value least = shape.keyword("minItems");
        const doc::Value most = shape.keyword("maxItems");
        if (least.number() > 0 && !here.items.empty()) {
            add(path, false, "minItems", say("has fewer than %1 items").arg(least.number()), least, resized(here, static_cast<std::size_t>(least.number()) - 1));
        } else {
            add(path, true, "minItems", say("is empty"), least ? least : shape.keyword("type"), JsonValue::array());
        }
        if (most && most.number() <= maxBuiltItems && !here.items.empty()) {
            const auto size = static_cast<std::size_t>(most.number());
            add(path, true, "maxItems", say("has its greatest number of items %1").arg(size), most, resized(here, size));
            add(path, false, "maxItems", say("has more than %1 items").arg(size), most, resized(here, size + 1));
        }
        if (const doc::Value unique = shape.keyword("uniqueItems"); unique.boolean() && !here.items.empty()) {
            add(path, false, "uniqueItems", say("has an item twice"), unique, resized(here, here.items.size() + 1));
        }
    }

    static JsonValue resized(const JsonValue& array, std::size_t size) {
        JsonValue made = array;
        made.items.resize(std::min(size, array.items.size()));
        while (made.items.size() < size) {
            made.items.push_back(array.items.front());
        }
        return made;
    }

    void add(const JsonPath& path, bool keeps, const char* keyword, const QString& what, doc::Value clause, JsonValue value) {
        Variation variation;
        variation.keeps = keeps;
        variation.keyword = keyword;
        variation.where = printPath(path);
        variation.what = what;
        variation.clause = clause;
        variation.value = base_;
        *at(variation.value, path) = std::move(value);
        if (variation.value != base_) {
            found_.push_back(std::move(variation));
        }
    }

    const Contract& contract_;
    const JsonValue& base_;
    std::mt19937_64& random_;
    std::vector<Variation> found_;
};

}  // namespace

std::vector<Variation> variationsOf(const Contract& contract, doc::Value schema, const JsonValue& base, std::mt19937_64& random) {
    Varier varier(contract, base, random);
    varier.visit(schema, {}, 0);
    return varier.take();
}

}  // namespace pb::contract
