#pragma once

#include "models/schema/Tree.h"
#include "models/schema/compile/Rules.h"

namespace pb::schema {

/// `otherRules` are lines: "keyword:json" of JSON Schema, with a "?" before it where only some alternatives ask so; else words
/// that stand for themselves.
void addRule(std::string& otherRules, const std::string& rule);

/// A set of types is the sum of these; the rule "types:N" says it of a field of several.
constexpr unsigned bitOf(FieldType type) { return 1U << static_cast<unsigned>(type); }

/// Takes over what one schema object asks of a field: bounds where it always applies (`certain`), and as a text of
/// `otherRules` what a Field has no member for.
void readFieldRules(Field& field, doc::Value schema, const Rules& rules, bool certain);

/// Whether an anyOf or oneOf is an `enum` or a `type` in other words: all of its branches are lists of values, or types.
bool isPlainChoice(doc::Value branches);

/// Whether the schema object says which members or items there are.
bool hasMembers(doc::Value schema);

}  // namespace pb::schema
