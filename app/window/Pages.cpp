#include "app/window/Pages.h"

#include "app/window/EmptyPages.h"
#include "ui/deploy/DeployPage.h"
#include "ui/flows/FlowsPage.h"
#include "ui/map/MapPage.h"
#include "ui/test/TestPage.h"

namespace pb::app {

std::vector<ui::PageInfo> allPages() {
    using enum AddressKind;
    return {
        emptyPage(ui::Mode::today, {workspace, system, environment}),
        ui::mapPage(),
        ui::testPage(),
        ui::flowsPage(),
        ui::deployPage(),
    };
}

}  // namespace pb::app
