#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace pb::schema::xsd {

/// A regular expression of XML Schema (Part 2, appendix F) as one of ECMA-262 with `u` semantics that matches the same
/// texts, without the anchors that it implies. `\i` and `\c` are the name characters of XML 1.0, 5th edition; blocks and
/// categories those of ICU's Unicode. Nothing where the text is outside of the grammar.
std::optional<std::string> ecmaPattern(std::string_view pattern);

}  // namespace pb::schema::xsd
