#pragma once

#include "models/document/Document.h"

#include <string>

namespace pb::doc {

/// The value as block-style YAML whose first line continues where the cursor stands, `column` blanks from the left;
/// without a line break at the end.
void appendYamlBlock(Value value, std::size_t column, std::string& out);

/// `key:` with its value, in a map at `column`.
void appendYamlEntry(std::string_view key, Value value, std::size_t column, std::string& out);

/// On one line, as it may stand inside of [] and {}.
void appendYamlFlow(Value value, std::string& out);

}  // namespace pb::doc
