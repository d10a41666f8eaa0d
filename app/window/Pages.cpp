#include "app/window/Pages.h"

#include "ui/deploy/DeployPage.h"
#include "ui/flows/FlowsPage.h"
#include "ui/map/MapPage.h"
#include "ui/test/TestPage.h"
#include "ui/today/TodayPage.h"

namespace pb::app {

std::vector<ui::PageInfo> allPages() {
    return {
        ui::todayPage(),
        ui::mapPage(),
        ui::testPage(),
        ui::flowsPage(),
        ui::deployPage(),
    };
}

}  // namespace pb::app
