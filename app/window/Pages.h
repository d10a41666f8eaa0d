#pragma once

#include "ui/shell/Page.h"

#include <vector>

namespace pb::app {

/// Every page of the window, one line each; the order decides which page is the overview of its mode.
std::vector<ui::PageInfo> allPages();

}  // namespace pb::app
