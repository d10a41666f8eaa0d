#pragma once

#include "models/route/Simple.h"

#include <cstddef>
#include <string_view>

namespace pb::route {

/// Reads one JSON value as Jackson 2.20 does with its defaults (as Camel 4.17 uses it): where the first value ends (what
/// follows is not looked at), or the exception Jackson throws, with its class and message, so that malformed messages
/// group under the same cause in the simulator and in Camel.
OrThrown<std::size_t> jacksonScan(std::string_view json);

}  // namespace pb::route
