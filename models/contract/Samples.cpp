#include "models/contract/Samples.h"

#include "models/contract/Cases.h"
#include "models/contract/Check.h"
#include "models/contract/PatternSampler.h"
#include "models/document/Json.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace pb::contract {

namespace {

constexpr int maxDepth = 12;
constexpr int attempts = 12;

std::string_view textOfFormat(std::string_view format) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 14> texts{{
        {"date", "2026-02-28"}, {"date-time", "2026-02-28T23:59:59Z"}, {"time", "23:59:59Z"}, {"duration", "P1DT2H"},
        {"email", "a.b@example.org"}, {"idn-email", "a.b@example.org"}, {"hostname", "host.example.org"},
        {"ipv4", "192.0.2.1"}, {"ipv6", "2001:db8::1"}, {"uri", "https://example.org/a?b=c"},
        {"uri-reference", "/a?b=c"}, {"uuid", "123e4567-e89b-42d3-a456-426614174000"}, {"json-pointer", "/a/b"},
        {"byte", "YWJj"},
    }};
    const auto found = std::find_if(texts.begin(), texts.end(), [&](const auto& one) { return one.first == format; });
    return found == texts.end() ? std::string_view() : found->second;
}

class Maker {
public:
    Maker(const Contract& contract, std::mt19937_64& random, const SampleStyle& style)
        : contract_(contract), random_(random), style_(style) {}

    JsonValue make(doc::Value schema, int depth) {
        const Shape shape = shapeOf(contract_, schema, random_);
        if (const doc::Value constant = shape.keyword("const")) {
            return JsonValue::of(constant);
        }
        if (const doc::Value choices = shape.keyword("enum"); choices.size() > 0) {
            return JsonValue::of(choices.at(0));
        }
        if (style_.useExamples && !shape.examples.empty() && style_.optionalMembers) {
            return JsonValue::of(shape.examples.front());
        }
        return byType(shape, depth);
    }

private:
    JsonValue byType(const Shape& shape, int depth) {
        const std::string type = shape.mainType();
        if (depth > maxDepth) {
            return {};
        }
        if (type == "object") {
            return object(shape, depth);
        }
        if (type == "array") {
            return array(shape, depth);
        }
        if (type == "integer" || type == "number") {
            return number(shape);
        }
        if (type == "boolean") {
            return JsonValue::boolean(true);
        }
        return type == "null" ? JsonValue() : string(shape);
    }

    JsonValue object(const Shape& shape, int depth) {
        JsonValue made = JsonValue::object();
        for (const auto& [name, schema] : shape.properties) {
            const doc::Value definition = contract_.resolve(schema);
            const bool otherWay = definition.find(style_.forRequest ? "readOnly" : "writeOnly").boolean();
            const bool wanted = shape.isRequired(name) || (style_.optionalMembers && depth < maxDepth / 2);
            if (wanted && !otherWay) {
                made.set(name, make(schema, depth + 1));
            }
        }
        for (const auto& name : shape.required) {
            const bool declared = std::any_of(shape.properties.begin(), shape.properties.end(), [&](const auto& one) { return one.first == name; });
            if (!declared) {
                made.set(name, JsonValue::string("text"));
            }
        }
        return made;
    }

    JsonValue array(const Shape& shape, int depth) {
        JsonValue made = JsonValue::array();
        const auto least = static_cast<std::size_t>(std::max(0.0, shape.keyword("minItems").number()));
        const std::size_t wanted = std::min<std::size_t>(std::max<std::size_t>(least, style_.optionalMembers ? 1 : 0), 50);
        const doc::Value items = shape.keyword("items");
        for (std::size_t i = 0; i < wanted; ++i) {
            made.items.push_back(items ? make(items, depth + 1) : JsonValue::number(static_cast<double>(i)));
        }
        return made;
    }

    static JsonValue number(const Shape& shape) {
        const NumberBounds bounds = boundsOf(shape);
        double value = bounds.low.value_or(std::min(bounds.high.value_or(1.0), 1.0));
        if (value < 1 && bounds.low && bounds.high.value_or(2.0) >= 1 && bounds.step == 1) {
            value = 1;
        }
        return JsonValue::number(value);
    }

    JsonValue string(const Shape& shape) {
        if (const doc::Value pattern = shape.keyword("pattern")) {
            if (auto text = sampleOfPattern(pattern.text(), random_)) {
                return JsonValue::string(std::move(*text));
            }
        }
        if (const auto known = textOfFormat(shape.keyword("format").text()); !known.empty()) {
            return JsonValue::string(std::string(known));
        }
        const auto least = static_cast<std::size_t>(std::max(0.0, shape.keyword("minLength").number()));
        const doc::Value most = shape.keyword("maxLength");
        const std::size_t length = std::max<std::size_t>(least, 4);
        return JsonValue::string(textOfLength(most ? std::min(length, static_cast<std::size_t>(std::max(0.0, most.number()))) : length));
    }

    const Contract& contract_;
    std::mt19937_64& random_;
    SampleStyle style_;
};

}  // namespace

std::string textOfLength(std::size_t codePoints) {
    static constexpr std::string_view word = "text";
    std::string text;
    for (std::size_t i = 0; i < codePoints; ++i) {
        text += word[i % word.size()];
    }
    return text;
}

NumberBounds boundsOf(const Shape& shape) {
    NumberBounds bounds;
    bounds.integral = shape.mainType() == "integer";
    if (const doc::Value multiple = shape.keyword("multipleOf"); multiple.number() > 0) {
        bounds.step = multiple.number();
    }
    if (const doc::Value low = shape.keyword("minimum")) {
        bounds.low = low.number() + (shape.keyword("exclusiveMinimum").boolean() ? bounds.step : 0);
    }
    if (const doc::Value low = shape.keyword("exclusiveMinimum"); low.is(doc::Kind::number)) {
        bounds.low = low.number() + bounds.step;
    }
    if (const doc::Value high = shape.keyword("maximum")) {
        bounds.high = high.number() - (shape.keyword("exclusiveMaximum").boolean() ? bounds.step : 0);
    }
    if (const doc::Value high = shape.keyword("exclusiveMaximum"); high.is(doc::Kind::number)) {
        bounds.high = high.number() - bounds.step;
    }
    if (bounds.low && bounds.step != 1) {
        bounds.low = std::ceil(*bounds.low / bounds.step) * bounds.step;
    }
    if (bounds.high && bounds.step != 1) {
        bounds.high = std::floor(*bounds.high / bounds.step) * bounds.step;
    }
    return bounds;
}

bool accepts(const Contract& contract, doc::Value schema, const JsonValue& value) {
    const auto validator = contract.validator(schema);
    const auto document = doc::readJson(value.json());
    return validator && document && (*validator)->isValid((*document)->root());
}

std::optional<JsonValue> sampleValue(const Contract& contract, doc::Value schema, std::mt19937_64& random,
                                     const SampleStyle& style) {
    SampleStyle tried = style;
    for (int i = 0; i < attempts; ++i) {
        JsonValue value = Maker(contract, random, tried).make(schema, 0);
        if (accepts(contract, schema, value)) {
            return value;
        }
        tried.useExamples = style.useExamples && i % 2 == 1;
        tried.optionalMembers = style.optionalMembers && i < attempts / 2;
    }
    return std::nullopt;
}

std::string sampleBody(const Contract& contract, const MediaType& media, std::uint64_t seed) {
    for (const doc::Value example : media.examples) {
        if (!media.schema || accepts(contract, media.schema, JsonValue::of(example))) {
            return JsonValue::of(example).json();
        }
    }
    if (!media.schema || !isJsonMediaType(media.range)) {
        return {};
    }
    std::mt19937_64 random(seed);
    SampleStyle style;
    style.forRequest = false;
    const auto value = sampleValue(contract, media.schema, random, style);
    return value ? value->json() : std::string();
}

}  // namespace pb::contract
