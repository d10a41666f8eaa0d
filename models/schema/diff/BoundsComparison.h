#pragma once

#include "models/schema/diff/FieldComparison.h"

namespace pb::schema {

/// Containment of numeric bounds, lengths, patterns and closedness: exact where it can be decided.
void compareBounds(const FieldPair& pair, std::vector<Change>& changes);

}  // namespace pb::schema
