#pragma once

#include "models/schema/Tree.h"

#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace pb::schema {

/// What bounds a field's own values as keywords of JSON Schema 2020-12, each with its value as JSON.
std::vector<std::pair<std::string, std::string>> boundKeywords(const Field& field);

/// Field::constraint out of the bounds, in the words that JSON Schemas get. Fields of the same bounds share the work.
class BoundTexts {
public:
    void describe(Field& field);

private:
    std::unordered_map<std::string, std::string> known_;  ///< by the bounds as JSON Schema
};
inline void describeBounds(Field& field) { BoundTexts().describe(field); }

}  // namespace pb::schema
