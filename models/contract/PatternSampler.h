#pragma once

#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <string_view>

namespace pb::contract {

/// A text that an ECMA-262 pattern matches: literals, classes, groups, alternatives, repeats, anchors. Nothing for what
/// it does not know (look-around, back references); the caller checks the text against the pattern in any case.
std::optional<std::string> sampleOfPattern(std::string_view pattern, std::mt19937_64& random);

}  // namespace pb::contract
