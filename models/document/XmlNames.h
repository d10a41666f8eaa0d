#pragma once

#include <cstddef>
#include <string_view>

namespace pb::doc {

/// Behind the Name (XML 1.0 §2.3) that begins at `at`; `at` itself where none does. `anyHighByte`: in single-byte
/// charsets bytes over 127 are taken for letters.
std::size_t xmlNameEnd(std::string_view text, std::size_t at, bool anyHighByte = false);

bool isXmlName(std::string_view text);

/// The first character that XML 1.0 §2.2 does not allow, or npos. The text is UTF-8.
std::size_t firstNonXmlCharacter(std::string_view text);

}  // namespace pb::doc
