#pragma once

#include <string>
#include <string_view>

namespace pb::schema {

/// RFC 3492, without the `xn--`. False for what is no Punycode or does not fit a label.
bool decodePunycode(std::string_view text, std::u32string& out);
std::string encodePunycode(std::u32string_view text);

}  // namespace pb::schema
