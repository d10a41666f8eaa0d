#pragma once

#include <string_view>

namespace pb::schema {

/// Letters, digits and inner hyphens, 1 to 63 of them (RFC 1123 §2.1).
bool isLdhLabel(std::string_view label);
/// Whether a label begins with `xn--` in any case.
bool isALabelPrefix(std::string_view label);

/// IDNA 2008 (RFC 5890 … 5893): every label a valid U-label, A-label or plain label, the Bidi rule where one label is
/// written from right to left, and the lengths of the encoded name.
bool isIdnHostname(std::string_view utf8);

}  // namespace pb::schema
