#include "models/schema/tree/SchemaPart.h"

#include "models/base/Text.h"
#include "models/document/Json.h"
#include "models/schema/compile/Uri.h"

namespace pb::schema {

namespace {

using doc::Value;

constexpr int mostReferences = 100;  ///< on the way to a part

/// What `value` refers to with a `$ref` into its own document; the value itself where it does not.
Value target(Value value, const doc::Document& document) {
    for (int i = 0; i < mostReferences; ++i) {
        const std::string_view reference = value.find("$ref").text();
        const Value next = reference.starts_with('#') ? document.root().follow(percentDecoded(reference.substr(1))) : Value();
        if (!next) {
            break;
        }
        value = next;
    }
    return value;
}

Value follow(const doc::Document& document, std::string_view pointer) {
    Value value = document.root();
    while (!pointer.empty() && value) {
        const std::size_t end = std::min(pointer.find('/', 1), pointer.size());
        const std::string_view step = pointer.substr(0, end);
        const Value below = value.follow(step);
        value = below ? below : target(value, document).follow(step);
        pointer.remove_prefix(end);
    }
    return value;
}

std::string_view languageOf(std::string_view format) {
    return format.find("avro") != std::string_view::npos       ? "avro"
           : format.find("protobuf") != std::string_view::npos ? "protobuf"
                                                               : "json-schema";
}

/// AsyncAPI 3, "Multi Format Schema Object": a schema and what language it is in.
SchemaPart ofMultiFormat(Value value, std::string_view format) {
    const Value own = value.find("schemaFormat");
    return own && value.find("schema") ? SchemaPart{value.find("schema"), languageOf(own.text())}
                                       : SchemaPart{value, languageOf(format)};
}

}  // namespace

std::string SchemaPart::text() const {
    return schema.is(doc::Kind::string) ? std::string(schema.text()) : doc::writeJson(schema);
}

Result<SchemaPart> schemaAt(const doc::Document& document, const std::string& path, const std::string& part) {
    const Value root = document.root();
    const Value found = follow(document, part);
    if (!found) {
        return fail(ErrorCode::notFound, say("There is nothing at “%1” in %2.").arg(qs(part), qs(path)),
                    say("Name a part of the document, as “#/components/schemas/Order”."), {path, 0, 0, Place::npos});
    }
    if (found == root && (root.find("openapi") || root.find("swagger") || root.find("asyncapi"))) {
        return fail(ErrorCode::wrongUse, say("%1 has many schemas and is none itself.").arg(qs(path)),
                    say("Name a part of the document, as “#/components/schemas/Order”."), {path, 0, 0, Place::npos});
    }
    const bool isAsync = root.find("asyncapi").isValid();
    const Value whole = isAsync ? target(found, document) : found;
    if (isAsync && whole.find("payload")) {
        return ofMultiFormat(whole.find("payload"), whole.find("schemaFormat").text());
    }
    const bool isPayload = isAsync && found.name() == "payload";
    return ofMultiFormat(found, isPayload ? found.parent().find("schemaFormat").text() : std::string_view());
}

}  // namespace pb::schema
