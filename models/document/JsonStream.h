#pragma once

#include "models/document/Json.h"

#include <functional>
#include <string>
#include <string_view>

namespace pb::doc {

inline constexpr std::size_t jsonPieceSize = 1 << 16;  ///< bytes, about
using TextPiece = std::function<void(std::string_view piece)>;

/// As writeJson, in pieces: memory does not grow with the text.
void streamJson(Value value, const JsonStyle& style, const TextPiece& each);

/// A JSON object a node, in document order, each on a line: {"pointer":"/a/0","range":[3,7]}. In pieces too.
void streamRanges(Value value, const TextPiece& each);

}  // namespace pb::doc
