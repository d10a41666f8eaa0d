#include "models/schema/compile/Rules.h"

#include "models/schema/compile/Uri.h"

#include <array>
#include <unordered_map>

namespace pb::schema {

namespace {

using D = Dialect;
using K = Keyword;

constexpr D last = D::openApi31;

/// JSON Schema drafts 3, 4, 6, 7, 2019-09, 2020-12; OpenAPI 3.0.3 "Schema Object". Only the span of dialects matters:
/// a keyword that a later draft dropped but its meta-schema still carries (`definitions`, `dependencies`) stays.
constexpr std::array<KeywordInfo, 52> table{{
    {"$ref", K::ref, Shape::none, vocabularyCore, D::draft3, last},
    {"$dynamicRef", K::dynamicRef, Shape::none, vocabularyCore, D::draft2020, last},
    {"$recursiveRef", K::recursiveRef, Shape::none, vocabularyCore, D::draft2019, D::draft2019},
    {"$defs", K::defs, Shape::map, vocabularyCore, D::draft2019, last},
    {"definitions", K::defs, Shape::map, vocabularyCore, D::draft3, last},
    {"allOf", K::allOf, Shape::array, vocabularyApplicator, D::draft4, last},
    {"anyOf", K::anyOf, Shape::array, vocabularyApplicator, D::draft4, last},
    {"oneOf", K::oneOf, Shape::array, vocabularyApplicator, D::draft4, last},
    {"not", K::negation, Shape::schema, vocabularyApplicator, D::draft4, last},
    {"if", K::condition, Shape::schema, vocabularyApplicator, D::draft7, last},
    {"then", K::thenBranch, Shape::schema, vocabularyApplicator, D::draft7, last},
    {"else", K::elseBranch, Shape::schema, vocabularyApplicator, D::draft7, last},
    {"dependentSchemas", K::dependentSchemas, Shape::map, vocabularyApplicator, D::draft2019, last},
    {"properties", K::properties, Shape::map, vocabularyApplicator, D::draft3, last},
    {"patternProperties", K::patternProperties, Shape::map, vocabularyApplicator, D::draft3, last},
    {"additionalProperties", K::additionalProperties, Shape::schema, vocabularyApplicator, D::draft3, last},
    {"propertyNames", K::propertyNames, Shape::schema, vocabularyApplicator, D::draft6, last},
    {"items", K::items, Shape::schemaOrArray, vocabularyApplicator, D::draft3, last},
    {"prefixItems", K::prefixItems, Shape::array, vocabularyApplicator, D::draft2020, last},
    {"additionalItems", K::additionalItems, Shape::schema, vocabularyApplicator, D::draft3, D::draft2019},
    {"contains", K::contains, Shape::schema, vocabularyApplicator, D::draft6, last},
    {"unevaluatedItems", K::unevaluatedItems, Shape::schema, vocabularyUnevaluated, D::draft2019, last},
    {"unevaluatedProperties", K::unevaluatedProperties, Shape::schema, vocabularyUnevaluated, D::draft2019, last},
    {"extends", K::extends, Shape::schemaOrArray, vocabularyApplicator, D::draft3, D::draft3},
    {"disallow", K::disallow, Shape::typeList, vocabularyApplicator, D::draft3, D::draft3},
    {"dependencies", K::dependencies, Shape::schemaOrStrings, vocabularyApplicator, D::draft3, last},
    {"type", K::type, Shape::typeList, vocabularyValidation, D::draft3, last},
    {"enum", K::enumeration, Shape::none, vocabularyValidation, D::draft3, last},
    {"const", K::constant, Shape::none, vocabularyValidation, D::draft6, last},
    {"multipleOf", K::multipleOf, Shape::none, vocabularyValidation, D::draft4, last},
    {"divisibleBy", K::multipleOf, Shape::none, vocabularyValidation, D::draft3, D::draft3},
    {"maximum", K::maximum, Shape::none, vocabularyValidation, D::draft3, last},
    {"exclusiveMaximum", K::exclusiveMaximum, Shape::none, vocabularyValidation, D::draft3, last},
    {"minimum", K::minimum, Shape::none, vocabularyValidation, D::draft3, last},
    {"exclusiveMinimum", K::exclusiveMinimum, Shape::none, vocabularyValidation, D::draft3, last},
    {"maxLength", K::maxLength, Shape::none, vocabularyValidation, D::draft3, last},
    {"minLength", K::minLength, Shape::none, vocabularyValidation, D::draft3, last},
    {"pattern", K::pattern, Shape::none, vocabularyValidation, D::draft3, last},
    {"maxItems", K::maxItems, Shape::none, vocabularyValidation, D::draft3, last},
    {"minItems", K::minItems, Shape::none, vocabularyValidation, D::draft3, last},
    {"uniqueItems", K::uniqueItems, Shape::none, vocabularyValidation, D::draft3, last},
    {"maxContains", K::maxContains, Shape::none, vocabularyValidation, D::draft2019, last},
    {"minContains", K::minContains, Shape::none, vocabularyValidation, D::draft2019, last},
    {"maxProperties", K::maxProperties, Shape::none, vocabularyValidation, D::draft4, last},
    {"minProperties", K::minProperties, Shape::none, vocabularyValidation, D::draft4, last},
    {"required", K::required, Shape::none, vocabularyValidation, D::draft3, last},
    {"dependentRequired", K::dependentRequired, Shape::none, vocabularyValidation, D::draft2019, last},
    {"format", K::format, Shape::none, vocabularyCore, D::draft3, last},
    {"nullable", K::nullable, Shape::none, vocabularyValidation, D::openApi30, D::openApi30},
    {"contentEncoding", K::contentEncoding, Shape::none, vocabularyContent, D::draft7, last},
    {"contentMediaType", K::contentMediaType, Shape::none, vocabularyContent, D::draft7, last},
    {"contentSchema", K::contentSchema, Shape::schema, vocabularyContent, D::draft2019, last},
}};

const std::unordered_map<std::string_view, const KeywordInfo*>& byName() {
    static const auto map = [] {
        std::unordered_map<std::string_view, const KeywordInfo*> all;
        for (const KeywordInfo& info : table) {
            all.emplace(info.name, &info);
        }
        return all;
    }();
    return map;
}

bool isKnown(const KeywordInfo& info, const Rules& rules) {
    if (!rules.has(info.vocabulary)) {
        return false;
    }
    if (rules.isOpenApi30()) {
        return info.since <= D::draft4 ? info.until >= D::draft4 : info.since == D::openApi30;
    }
    return rules.dialect >= info.since && rules.dialect <= info.until;
}

struct MetaSchemaName {
    std::string_view uri;
    D dialect;
};

/// The URIs that the drafts and OpenAPI 3.1 §4.6 give to their dialects.
constexpr std::array<MetaSchemaName, 8> metaSchemas{{
    {"json-schema.org/draft-03/schema", D::draft3},
    {"json-schema.org/draft-04/schema", D::draft4},
    {"json-schema.org/draft-06/schema", D::draft6},
    {"json-schema.org/draft-07/schema", D::draft7},
    {"json-schema.org/draft/2019-09/schema", D::draft2019},
    {"json-schema.org/draft/2020-12/schema", D::draft2020},
    {"json-schema.org/schema", D::draft2020},
    {"spec.openapis.org/oas/3.1/dialect/base", D::openApi31},
}};

}  // namespace

std::string_view Rules::idKeyword() const {
    if (isOpenApi30()) {
        return {};
    }
    return dialect <= D::draft4 ? "id" : "$id";
}

const KeywordInfo& keywordInfo(std::string_view name, const Rules& rules) {
    static const KeywordInfo none;
    const auto found = byName().find(name);
    return found != byName().end() && isKnown(*found->second, rules) ? *found->second : none;
}

std::optional<Dialect> dialectOf(std::string_view uri) {
    if (uri.ends_with('#')) {
        uri.remove_suffix(1);
    }
    for (const std::string_view scheme : {"http://", "https://"}) {
        if (uri.starts_with(scheme)) {
            uri.remove_prefix(scheme.size());
        }
    }
    for (const MetaSchemaName& name : metaSchemas) {
        if (uri == name.uri) {
            return name.dialect;
        }
    }
    return std::nullopt;
}

Dialect dialectOfDocument(doc::Value root) {
    const doc::Value openApi = root.find("openapi");
    if (openApi.is(doc::Kind::string)) {
        return openApi.text().starts_with("3.0") ? D::openApi30 : D::openApi31;
    }
    if (root.find("swagger").isValid()) {
        return D::openApi30;
    }
    return root.find("asyncapi").isValid() ? D::draft7 : D::draft2020;
}

std::uint8_t vocabulariesOf(doc::Value metaSchema) {
    const doc::Value list = metaSchema.find("$vocabulary");
    if (!list.is(doc::Kind::object)) {
        return vocabularyAll;
    }
    int all = vocabularyCore;
    const bool from2019 = metaSchema.find("$schema").text().find("2019-09") != std::string_view::npos;
    for (const doc::Value entry : list.children()) {
        const std::string_view uri = entry.name();
        const std::string_view name = uri.substr(uri.rfind('/') + 1);
        if (name == "applicator") {
            all |= vocabularyApplicator | (from2019 ? vocabularyUnevaluated : 0);
        } else if (name == "unevaluated") {
            all |= vocabularyUnevaluated;
        } else if (name == "validation") {
            all |= vocabularyValidation;
        } else if (name == "content") {
            all |= vocabularyContent;
        } else if (name == "format-assertion" || (name == "format" && entry.boolean())) {
            all |= vocabularyFormatAssertion;
        }
    }
    return static_cast<std::uint8_t>(all);
}

}  // namespace pb::schema
