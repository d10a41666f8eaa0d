#include "models/schema/infer/SchemaWriter.h"

#include "models/base/Text.h"
#include "models/schema/SchemaText.h"

namespace pb::schema {

namespace {

using doc::Kind;

class Writer : private SchemaText {
public:
    explicit Writer(const InferenceOptions& options) : options_(options) {}
    using SchemaText::take;

    void schema(const Shape& shape, bool isRoot, std::uint64_t parents) {
        open();
        if (isRoot) {
            entry("$schema", jsonText("https://json-schema.org/draft/2020-12/schema"));
        }
        if (const std::string occurrence = occurrenceOf(shape, parents); !occurrence.empty()) {
            entry("$comment", jsonText(occurrence));
        }
        type(shape);
        texts(shape);
        numbers(shape);
        objects(shape);
        arrays(shape);
        if (!shape.examples().empty()) {
            list("examples", shape.examples());
        }
        close();
    }

private:
    void type(const Shape& shape) {
        std::vector<std::string> names;
        const auto add = [&](Kind kind, const char* name) {
            if (shape.seen(kind) > 0) {
                names.push_back(jsonText(name));
            }
        };
        add(Kind::object, "object");
        add(Kind::array, "array");
        add(Kind::string, "string");
        add(Kind::number, shape.onlyIntegers() ? "integer" : "number");
        add(Kind::boolean, "boolean");
        add(Kind::null, "null");
        if (names.size() == 1) {
            entry("type", names.front());
        } else if (!names.empty()) {
            list("type", names);
        }
    }
    void texts(const Shape& shape) {
        if (const auto choices = choicesOf(shape, options_); !choices.empty()) {
            list("enum", choices);
            return;
        }
        if (options_.formats && !shape.format().empty()) {
            entry("format", jsonText(shape.format()));
        }
        if (options_.bounds && shape.seen(Kind::string) > 0) {
            entry("minLength", std::to_string(shape.lengths().least));
            entry("maxLength", std::to_string(shape.lengths().most));
        }
    }
    void numbers(const Shape& shape) {
        if (options_.bounds && shape.minimum()) {
            entry("minimum", shape.minimum()->print());
            entry("maximum", shape.maximum()->print());
        }
    }
    void objects(const Shape& shape) {
        if (!shape.members().empty()) {
            key("properties");
            open();
            for (const Shape::Member& member : shape.members()) {
                key(member.name);
                schema(*member.shape, false, shape.seen(Kind::object));
            }
            close();
            required(shape);
        }
        if (shape.anyMember() != nullptr) {
            key("additionalProperties");
            schema(*shape.anyMember(), false, 0);
        } else if (options_.closed && shape.seen(Kind::object) > 0) {
            entry("additionalProperties", "false");
        }
    }
    void required(const Shape& shape) {
        std::vector<std::string> names;
        for (const Shape::Member& member : shape.members()) {
            if (isRequired(member.shape->holders(), shape.seen(Kind::object), options_)) {
                names.push_back(jsonText(member.name));
            }
        }
        if (!names.empty()) {
            list("required", names);
        }
    }
    void arrays(const Shape& shape) {
        if (shape.item() != nullptr) {
            key("items");
            schema(*shape.item(), false, 0);
        }
        if (options_.bounds && shape.seen(Kind::array) > 0) {
            entry("minItems", std::to_string(shape.entries().least));
            entry("maxItems", std::to_string(shape.entries().most));
        }
    }

    const InferenceOptions& options_;
};

}  // namespace

bool isRequired(std::uint64_t seen, std::uint64_t parents, const InferenceOptions& options) {
    return parents > 0 && static_cast<double>(seen) >= options.requiredShare * static_cast<double>(parents);
}

std::string occurrenceOf(const Shape& shape, std::uint64_t parents) {
    QString text = parents == 0 ? QString() : say("In %1 of %2.").arg(shape.holders()).arg(parents);
    if (shape.isKey()) {
        text += (text.isEmpty() ? QString() : QStringLiteral(" ")) + say("Every value was another one.");
    }
    return utf8(text);
}

std::vector<std::string> choicesOf(const Shape& shape, const InferenceOptions& options) {
    std::vector<std::string> choices;
    const bool fits = shape.seen(Kind::string) == shape.seen() && !shape.values().empty() &&
                      shape.values().size() <= options.mostChoices &&
                      shape.seen() >= shape.values().size() * options.repeats;
    if (!fits || (options.formats && !shape.format().empty())) {
        return choices;
    }
    for (const auto& [value, count] : shape.values()) {
        choices.push_back(jsonText(value));
    }
    return choices;
}

std::string writeSchema(const Shape& root, const InferenceOptions& options) {
    Writer writer(options);
    writer.schema(root, true, 0);
    return writer.take();
}

}  // namespace pb::schema
