#pragma once

#include <optional>
#include <string_view>

namespace pb::schema {

/// Whether every text in which `inner` finds a match is one in which `outer` does (ECMA-262, `u` semantics). Nothing where a
/// pattern looks around or back, has anchors elsewhere than at its ends, or where it takes too many states to decide.
std::optional<bool> patternIncludes(std::string_view outer, std::string_view inner);

}  // namespace pb::schema
