#pragma once

#include "models/schema/diff/FieldComparison.h"

namespace pb::schema {

/// What changed in Field::otherRules. A keyword of JSON Schema is judged by itself where its meaning allows it; what is
/// left is one change that nobody can judge.
void compareRules(const FieldPair& pair, const ComparisonRules& rules, std::vector<Change>& changes);

}  // namespace pb::schema
