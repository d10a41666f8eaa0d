#pragma once

#include <algorithm>
#include <string_view>

namespace pb::fuzz {

/// The first line of an input, which is taken away from it.
inline std::string_view takeLine(std::string_view& rest) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    return line;
}

}  // namespace pb::fuzz
