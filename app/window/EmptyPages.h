#pragma once

#include "ui/shell/Page.h"

namespace pb::app {

/// What a mode shows as long as it has no page: what the mode is for and how to begin.
ui::PageInfo emptyPage(ui::Mode mode, std::vector<AddressKind> kinds);

}  // namespace pb::app
