#pragma once

#include "models/schema/Tree.h"
#include "models/schema/compile/Rules.h"

namespace pb::schema {

/// Takes over what one schema object asks of a field: bounds where it always applies (`certain`), and as a text of
/// `otherRules` what a Field has no member for.
void readFieldRules(Field& field, doc::Value schema, const Rules& rules, bool certain);

/// Whether every branch of an anyOf or oneOf is a plain list of values (`const`, `enum`): an enum in other words.
bool isChoiceOfValues(doc::Value branches);

}  // namespace pb::schema
