#include "models/base/Text.h"
#include "models/document/Json.h"
#include "models/schema/Tree.h"
#include "models/schema/infer/SchemaWriter.h"
#include "models/schema/infer/Shape.h"
#include "models/schema/tree/SchemaKeywords.h"

namespace pb::schema {

namespace {

using doc::Kind;

FieldType typeOf(const Shape& shape) {
    FieldType type = FieldType::null;
    int kinds = 0;
    const auto take = [&](Kind kind, FieldType seenAs) {
        if (shape.seen(kind) > 0) {
            type = seenAs;
            ++kinds;
        }
    };
    take(Kind::boolean, FieldType::boolean);
    take(Kind::number, shape.onlyIntegers() ? FieldType::integer : FieldType::number);
    take(Kind::string, FieldType::string);
    take(Kind::array, FieldType::array);
    take(Kind::object, FieldType::object);
    return kinds > 1 ? FieldType::any : type;
}

void fillBounds(Field& field, const Shape& shape) {
    if (shape.seen(Kind::array) > 0) {
        field.minItems = shape.entries().least;
        field.maxItems = shape.entries().most;
    }
    if (shape.minimum()) {
        field.bounds.least = shape.minimum()->print();
        field.bounds.most = shape.maximum()->print();
    }
    if (shape.seen(Kind::string) > 0 && field.choices.empty()) {
        field.bounds.shortest = shape.lengths().least;
        field.bounds.longest = shape.lengths().most;
    }
    describeBounds(field);
}

void fill(Field& field, const Shape& shape, std::uint64_t parents, const InferenceOptions& options) {
    field.type = typeOf(shape);
    field.nullable = shape.seen(Kind::null) > 0 && field.type != FieldType::null;
    field.required = isRequired(shape.holders(), parents, options);
    field.format = options.formats ? shape.format() : std::string_view();
    field.choices = choicesOf(shape, options);
    field.examples = shape.examples();
    field.occurrence = occurrenceOf(shape, parents);
    if (options.bounds) {
        fillBounds(field, shape);
    }
    field.bounds.closed = options.closed && shape.seen(Kind::object) > 0 && shape.anyMember() == nullptr;
    const auto child = [&](std::string_view name, const Shape& inner, std::uint64_t outOf) {
        const auto added = std::make_shared<Field>();
        added->name = name;
        fill(*added, inner, outOf, options);
        field.children.push_back(added);
    };
    for (const Shape::Member& member : shape.members()) {
        child(member.name, *member.shape, shape.seen(Kind::object));
    }
    if (shape.anyMember() != nullptr) {
        child("*", *shape.anyMember(), 0);
    }
    if (shape.item() != nullptr) {
        child({}, *shape.item(), 0);
    }
}

}  // namespace

InferenceOptions InferenceOptions::atTightness(int level) {
    InferenceOptions options;
    options.requiredShare = level >= 1 ? 1.0 : never;
    options.formats = level >= 2;
    options.mostChoices = level >= 2 ? options.mostChoices : 0;
    options.bounds = level >= 3;
    options.closed = level >= 4;
    return options;
}

struct Inference::Impl {
    InferenceOptions options;
    Shape root;
};

Inference::Inference(const InferenceOptions& options) : impl_(std::make_unique<Impl>()) { impl_->options = options; }
Inference::~Inference() = default;
Inference::Inference(Inference&&) noexcept = default;
Inference& Inference::operator=(Inference&&) noexcept = default;

void Inference::add(doc::Value document) {
    if (document.isValid()) {
        impl_->root.add(document);
    }
}

std::uint64_t Inference::count() const { return impl_->root.seen(); }

Tree Inference::tree() const {
    auto root = std::make_shared<Field>();
    fill(*root, impl_->root, 0, impl_->options);
    root->required = true;
    return {std::move(root), {}, nullptr};
}

std::string Inference::memory() const {
    std::string text = R"({"inference": 1, "seen": )";
    impl_->root.appendMemory(text);
    return text + "}\n";
}

Result<Inference> Inference::restored(std::string_view memory, const InferenceOptions& options) {
    constexpr int deepest = 2 * doc::JsonLimits().depth + 1;  // a level of documents is two of their memory
    PB_TRY(document, doc::readJson(memory, nullptr, {.depth = deepest}));
    Inference inference(options);
    const doc::Value root = document->root();
    if (root.find("inference").digits() != "1" || !inference.impl_->root.restore(root.find("seen"))) {
        return fail(ErrorCode::invalidInput, say("Cannot go on from the text. It is not what an inference remembered."),
                    say("Name a file that `schema infer --into` wrote."));
    }
    return inference;
}

std::string Inference::jsonSchema() const { return writeSchema(impl_->root, impl_->options); }

}  // namespace pb::schema
