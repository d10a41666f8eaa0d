#pragma once

#include "models/map/MapDocument.h"

#include <string>
#include <string_view>

namespace pb::map {

/// Edits of the picture. Each gives the new text of the map with the smallest span changed; comments and layout stay.
/// ErrorCode::unsupported where the text makes its result in a way that the picture cannot reach; the sentence says why.

/// Makes `target` come from the source field `source` ("lines[].uom"): replaces the expression of an existing clause or
/// adds a clause, with the containers around it where they are missing.
Result<std::string> setLink(const MapDocument& map, std::string_view target, std::string_view source);

/// Makes `target` come from an expression as typed, in the context of the object that holds it.
Result<std::string> setExpression(const MapDocument& map, std::string_view target, std::string_view expression);

/// Takes the clause away, and the comma that belongs to it.
Result<std::string> removeLink(const MapDocument& map, std::string_view target);

}  // namespace pb::map
