#pragma once

#include "models/document/Document.h"

#include <string_view>

namespace pb::schema {

/// The meta-schema of a published draft or vocabulary (https://json-schema.org), as rules without prose; null for any
/// other URI. A trailing `#` does not matter.
doc::DocumentPtr metaSchema(std::string_view uri);

}  // namespace pb::schema
