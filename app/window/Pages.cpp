#include "app/window/Pages.h"

#include "ui/deploy/DeployPage.h"
#include "ui/flows/FlowsPage.h"
#include "ui/map/MapPage.h"
#include "ui/test/TestPage.h"
#include "ui/shell/connections/ConnectionPage.h"
#include "ui/shell/settings/KeysPage.h"
#include "ui/shell/settings/SettingsPage.h"
#include "ui/today/TodayPage.h"

namespace pb::app {

std::vector<ui::PageInfo> allPages() {
    return {
        ui::todayPage(),
        ui::connectionPage(),
        ui::mapPage(),
        ui::testPage(),
        ui::flowsPage(),
        ui::deployPage(),
        ui::settingsPage(),
        ui::keysPage(),
    };
}

}  // namespace pb::app
