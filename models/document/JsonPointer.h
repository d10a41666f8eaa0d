#pragma once

#include <string>
#include <string_view>

namespace pb::doc {

/// A name as a token of a JSON pointer, escaped (RFC 6901 §3), without the slash.
void appendPointerToken(std::string_view name, std::string& pointer);

}  // namespace pb::doc
