#pragma once

#include "models/document/Document.h"
#include "models/schema/Validator.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace pb::schema {

/// Groups of keywords that a dialect may switch off (`$vocabulary`, 2019-09 §8.1.2).
enum Vocabulary : std::uint8_t {
    vocabularyCore = 1,
    vocabularyApplicator = 2,
    vocabularyUnevaluated = 4,
    vocabularyValidation = 8,
    vocabularyContent = 16,
    vocabularyFormatAssertion = 32,
    vocabularyAll = 0x1f,
};

/// What the keywords of one resource mean.
struct Rules {
    Dialect dialect = Dialect::draft2020;
    std::uint8_t vocabularies = vocabularyAll;

    bool atLeast(Dialect other) const { return dialect >= other; }
    bool isOpenApi30() const { return dialect == Dialect::openApi30; }
    /// OpenAPI 3.0 schema objects are draft 5: draft 4 with booleans for exclusive…, `nullable`, and no ids.
    bool isBefore(Dialect other) const { return isOpenApi30() ? other > Dialect::draft4 : dialect < other; }
    bool refHidesSiblings() const { return isBefore(Dialect::draft2019); }
    std::string_view idKeyword() const;  ///< "id", "$id", or "" where there is none
    bool has(Vocabulary vocabulary) const { return (vocabularies & vocabulary) != 0; }
    friend bool operator==(const Rules&, const Rules&) = default;
};

/// The dialect whose meta-schema has this URI; an empty fragment does not matter.
std::optional<Dialect> dialectOf(std::string_view metaSchemaUri);
/// From `openapi`, `swagger` or `asyncapi` at the root of a document; draft 2020-12 when there is none.
Dialect dialectOfDocument(doc::Value documentRoot);
/// `$vocabulary` of a meta-schema of one's own.
std::uint8_t vocabulariesOf(doc::Value metaSchema);

/// Where the subschemas of a keyword are.
enum class Shape : std::uint8_t { none, schema, array, map, schemaOrArray, schemaOrStrings, typeList };

enum class Keyword : std::uint8_t {
    unknown,
    // core
    ref, dynamicRef, recursiveRef, defs,
    // applicators
    allOf, anyOf, oneOf, negation, condition, thenBranch, elseBranch, dependentSchemas, properties, patternProperties,
    additionalProperties, propertyNames, items, prefixItems, additionalItems, contains, unevaluatedItems,
    unevaluatedProperties, extends, disallow, dependencies,
    // validation
    type, enumeration, constant, multipleOf, maximum, exclusiveMaximum, minimum, exclusiveMinimum, maxLength, minLength,
    pattern, maxItems, minItems, uniqueItems, maxContains, minContains, maxProperties, minProperties, required,
    dependentRequired, format, nullable,
    // content
    contentEncoding, contentMediaType, contentSchema,
};

struct KeywordInfo {
    std::string_view name;
    Keyword keyword = Keyword::unknown;
    Shape shape = Shape::none;
    Vocabulary vocabulary = vocabularyCore;
    Dialect since = Dialect::draft3;
    Dialect until = Dialect::openApi31;  ///< last dialect that knows it
};

/// What `name` is under the rules; Keyword::unknown where they do not know it.
const KeywordInfo& keywordInfo(std::string_view name, const Rules& rules);

}  // namespace pb::schema
