#pragma once

#include "ui/kit/Theme.h"
#include "ui/shell/CommandTable.h"
#include "ui/shell/JobRunner.h"
#include "ui/shell/LogLines.h"
#include "ui/shell/MainWindow.h"
#include "ui/shell/Navigator.h"
#include "ui/shell/Objects.h"
#include "ui/shell/Problems.h"
#include "ui/shell/Session.h"
#include "ui/shell/Settings.h"
#include "ui/shell/StallWatchdog.h"

#include <memory>

namespace pb::test {

/// The real window over an invented session: fixed clock, counted ids, settings in memory, no workspace. Give it the
/// pages under test; `session` may be changed before `build`.
///
///     TestHouse house;
///     house.build({ui::flowsPage()});
///     house.navigator.goToMode(ui::Mode::flows);
///     QVERIFY2(house.stallReport().isEmpty(), qPrintable(house.stallReport()));
class TestHouse {
public:
    TestHouse();
    /// Builds and shows the window with these pages; modes without a page get a plain one.
    void build(std::vector<ui::PageInfo> pages = {});
    /// One line a stall of the GUI thread since build(); empty when there was none. Every GUI test ends with it.
    QString stallReport() const;
    /// Saves a picture as NAME.png when the environment variable PATCHBAY_PICTURES names a folder.
    void picture(const QString& name);

    std::unique_ptr<ui::Theme> theme;
    FixedClock clock{1'764'057'120'000};   // 2025-11-25T07:52:00Z
    CountingIds ids{"id-"};
    ui::Settings settings{QString()};
    ui::LogLines logLines;
    Log log{logLines.sink(), clock};
    ui::Navigator navigator;
    ui::Problems problems;
    ui::ObjectList objects;
    ui::JobRunner jobs{log};
    ui::MainWindow window;
    ui::CommandTable commands{window, settings};
    ui::Session session;
    std::unique_ptr<ui::StallWatchdog> watchdog;
};

/// Widgets below `root` (with it) that take the focus, are visible and have no accessible name: class and object name.
QStringList namelessWidgets(QWidget& root);

/// Saves a picture of a widget as above.
void picture(QWidget& widget, const QString& name);

}  // namespace pb::test
