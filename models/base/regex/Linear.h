#pragma once

#include "models/base/regex/Syntax.h"

#include <optional>
#include <string>

namespace pb::regex {

/// The pattern in RE2's syntax, where RE2 finds a match in exactly the same texts; nothing for lookaround, back
/// references, \B (RE2 finds it between the bytes of a character), multi-line anchors (RE2 knows \n only), \b without
/// case, and counts above RE2's 1000.
std::optional<std::string> toRe2(const Pattern& pattern);

/// Whether RE2 also reports the same bounds and groups. It does not where a repeated body can match the empty text, or
/// holds groups (ECMA-262 forgets them at each round) other than being one itself.
bool sameMatchesInRe2(const Node& node);

bool matchesEmpty(const Node& node);
bool hasGroups(const Node& node);

}  // namespace pb::regex
