#pragma once

#include "models/document/Document.h"
#include "models/schema/check/Decimal.h"
#include "models/schema/check/EnumSet.h"
#include "models/schema/check/IdTable.h"
#include "models/schema/check/Pattern.h"
#include "models/schema/compile/Registry.h"
#include "models/schema/formats/Formats.h"

#include <cstdint>
#include <map>
#include <vector>

namespace pb::schema {

using BlockId = std::uint32_t;
constexpr std::uint32_t none = ~std::uint32_t{0};
constexpr std::uint64_t unlimited = ~std::uint64_t{0};

/// Bits of a `type` mask: the document's kinds, and whole numbers.
constexpr std::uint8_t bitOf(doc::Kind kind) { return static_cast<std::uint8_t>(1u << static_cast<unsigned>(kind)); }
constexpr std::uint8_t integerBit = 1u << 6;
constexpr std::uint8_t everyType = 0x3f;

enum class Op : std::uint8_t {
    enumeration,       ///< a: enum set
    reference,         ///< a: block
    deferredReference, ///< a: entry of `deferred`
    dynamicReference,  ///< a: block it ends at statically, b: anchor
    allOf, anyOf, oneOf,  ///< a, b: list of blocks
    typeUnion, typeBan,   ///< a, b: list of blocks; first entry of the list is a type mask (draft 3)
    negation,          ///< a: block
    condition,         ///< a: entry of `conditions`
    minLength, maxLength,  ///< a: entry of `counts`
    pattern,           ///< a: entry of `patterns`
    format,            ///< a: entry of `formats`
    content,           ///< a: 1 base64, 2 JSON, 3 both
    minimum, exclusiveMinimum, maximum, exclusiveMaximum, multipleOf,  ///< a: entry of `numbers`
};

struct Step {
    Op op;
    std::uint32_t a = 0, b = 0;
    doc::Value source;  ///< the keyword's value in the schema
};

struct Range {
    std::uint32_t first = 0, count = 0;
};

/// A subschema that hangs on a name, a pattern, a position …
struct Branch {
    BlockId block = none;
    doc::Value source;
};

struct NumberBound {
    Decimal exact;
    SmallDecimal small;
};

struct Condition {
    Branch test, thenBranch, elseBranch;
};

struct Property {
    BlockId block = none;
    doc::Value source;
    std::uint32_t presence = none;  ///< bit that is set when the name is there
    bool declared = false;          ///< listed in `properties`
};

struct Dependency {
    std::uint32_t presence = 0;
    std::vector<std::uint32_t> needed;  ///< presence bits
    Branch schema;
    doc::Value source;
    std::string_view keyword;
};

struct ObjectRule {
    IdTable<Property> properties;
    std::vector<std::pair<std::uint32_t, Branch>> patterns;  ///< entry of Program::patterns
    Branch additional, names;
    std::vector<std::uint32_t> presenceNames;  ///< name id of each presence bit
    std::vector<std::uint32_t> required;       ///< presence bits
    std::uint64_t requiredMask = 0;            ///< of the bits below 64
    doc::Value requiredSource;                 ///< invalid for draft 3, where each property says it
    std::vector<Dependency> dependencies;
    std::uint64_t minimum = 0, maximum = unlimited;
    doc::Value minimumSource, maximumSource;
    bool walksMembers = false;
};

struct ArrayRule {
    std::vector<Branch> prefix;
    std::string_view prefixKeyword;
    Branch rest;
    Branch contains;
    std::uint64_t minContains = 1, maxContains = unlimited;
    doc::Value minContainsSource, maxContainsSource;
    bool containsEvaluates = false;  ///< 2020-12: what `contains` found counts as evaluated
    std::uint64_t minimum = 0, maximum = unlimited;
    doc::Value minimumSource, maximumSource, uniqueSource;
};

struct Unevaluated {
    Branch properties, items;
};

/// One schema object, compiled. The steps of a kind run only for instances of that kind.
struct Block {
    std::uint8_t types = everyType | integerBit;
    bool never = false;  ///< the schema `false`
    bool integersBySpelling = false;
    bool hasSteps = false;
    bool isLeaf = false;   ///< looks at nothing but the value itself: type, enumerations, texts and numbers
    BlockId shortcut = 0;  ///< where a chain of lone references ends: for the verdict, which needs no path
    Range steps, stringSteps, numberSteps;
    std::uint32_t object = none, array = none, unevaluated = none;
    ResourceId resource = 0;
    doc::Value schema, typeSource;
};

class Unit;

/// A schema, and those that it was compiled with, as flat tables. Immutable once compiled.
struct Program {
    std::vector<doc::DocumentPtr> documents;
    std::vector<std::string> resourceUris;
    std::vector<doc::Value> resourceRoots;
    std::vector<Rules> resourceRules;
    std::vector<Block> blocks;
    std::vector<Step> steps;
    std::vector<std::uint32_t> lists;
    std::vector<EnumSet> enums;
    std::vector<Condition> conditions;
    std::vector<std::uint64_t> counts;
    std::vector<Pattern> patterns;
    std::vector<FormatCheck> formats;
    std::vector<NumberBound> numbers;
    std::vector<ObjectRule> objects;
    std::vector<ArrayRule> arrays;
    std::vector<Unevaluated> unevaluated;
    doc::NameSet names;
    std::map<std::pair<ResourceId, std::uint32_t>, BlockId> dynamicTargets;
    bool hasDynamic = false;
    BlockId root = 0;
    std::uint32_t unit = 0;       ///< 0: the one that the caller compiled
    std::vector<Unit*> deferred;  ///< what is compiled when a document reaches it
    std::vector<Finding> findings;
};

}  // namespace pb::schema
