#pragma once

#include "models/schema/Tree.h"

#include <string>
#include <utility>
#include <vector>

namespace pb::schema {

/// What bounds a field's own values as keywords of JSON Schema 2020-12, each with its value as JSON.
std::vector<std::pair<std::string, std::string>> boundKeywords(const Field& field);

/// Field::constraint out of the bounds, in the words that JSON Schemas get.
void describeBounds(Field& field);

}  // namespace pb::schema
