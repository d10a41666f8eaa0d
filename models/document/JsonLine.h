#pragma once

#include "models/document/Document.h"

#include <string>

namespace pb::doc {

/// The value as JSON on one line without blanks, however it stands in its document.
std::string writeJsonLine(Value value);

}  // namespace pb::doc
