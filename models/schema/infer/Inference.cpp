#include "models/base/Text.h"
#include "models/schema/Tree.h"
#include "models/schema/infer/SchemaWriter.h"
#include "models/schema/infer/Shape.h"

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

void fill(Field& field, const Shape& shape, std::uint64_t parents, const InferenceOptions& options) {
    field.type = typeOf(shape);
    field.nullable = shape.seen(Kind::null) > 0 && field.type != FieldType::null;
    field.required = isRequired(shape.seen(), parents, options);
    field.format = options.formats ? shape.format() : std::string_view();
    field.choices = choicesOf(shape, options);
    field.example = shape.example();
    field.documentation = utf8(parents == 0 ? QString() : say("In %1 of %2.").arg(shape.seen()).arg(parents));
    if (shape.isKey()) {
        field.documentation += utf8(say(" Every value was another one."));
    }
    if (options.bounds && shape.seen(Kind::array) > 0) {
        field.minItems = shape.entries().least;
        field.maxItems = shape.entries().most;
    }
    const auto child = [&](std::string_view name, const Shape& inner, std::uint64_t outOf) {
        auto& added = field.children.emplace_back(std::make_shared<Field>());
        added->name = name;
        fill(*added, inner, outOf, options);
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

std::string Inference::jsonSchema() const { return writeSchema(impl_->root, impl_->options); }

}  // namespace pb::schema
