#pragma once

#include "models/schema/Tree.h"

#include <string>

namespace pb::schema {

/// The tree as a JSON Schema of draft 2020-12. Fields that are reached more than once are in `$defs`, by the name of
/// their type. What a field has no member for (order of elements, conditions) is not in it.
std::string writeJsonSchema(const Field& root);

}  // namespace pb::schema
