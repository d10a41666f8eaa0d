#pragma once

#include "models/base/Progress.h"
#include "models/base/Result.h"

#include <filesystem>
#include <string>

namespace pb::app {

/// Pictures of every page of INTO/workspace, light and dark, as INTO/MODE-THEME.png: made by the window program beside
/// this one, without a display.
Done takePictures(const std::filesystem::path& into, const std::string& environment, StopToken stop);

}  // namespace pb::app
