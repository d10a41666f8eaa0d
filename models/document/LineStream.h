#pragma once

#include "models/document/Json.h"

#include <functional>
#include <string>

namespace pb::doc {

/// Bytes in their order: appends `size` more; fewer, or none, only at the end.
using ByteSource = std::function<Done(std::string& bytes, std::size_t size)>;

/// readJsonLines of a source that need not fit into memory: about two pieces of it are held at once, or its longest
/// document. `begun` is what was read of it before.
Done streamJsonLines(std::string begun, const ByteSource& source, const EachDocument& each, std::size_t pieceSize = 4 << 20);

}  // namespace pb::doc
