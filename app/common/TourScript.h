#pragma once

#include "models/base/Result.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace pb::app {

/// What the tour does in a workspace: samples/tour.yaml. Nothing of a workspace is known to the program itself.
struct TourScript {
    std::string environment;
    std::string broker, runtime, api;          ///< connections
    std::string channel, deadLetters;
    std::string generator;                     ///< workspace path of the JSONata expression that makes messages
    std::int64_t messages = 0;
    std::uint64_t seed = 1;
    std::vector<std::string> releases;         ///< deployed in turn, each followed by its share of the messages
    std::string contract, route, map;
    std::string canaryEntry, canaryBody;       ///< endpoint, and workspace path of the message
    std::string fixRelease, fixNotes, fixFind, fixReplace;
};

/// Errors name the member that is missing.
Result<TourScript> readTourScript(const std::filesystem::path& workspace);

}  // namespace pb::app
