#pragma once

#include "app/common/Desk.h"
#include "app/common/Serving.h"
#include "app/window/Arguments.h"
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
#include "ui/shell/TrailState.h"

#include <memory>

namespace pb::app {

/// Everything that lives as long as the window, in the order in which it must be made; destroyed the other way round.
class House {
public:
    House(const Arguments& arguments, ui::Theme& theme, const QString& settingsPath);

    ui::MainWindow& window() { return window_; }
    ui::Session& session() { return session_; }
    /// Opens the workspace in a job and shows it; then plays its systems and runs its embedded runtimes. A window without
    /// a workspace folder stays empty.
    void openWorkspace();
    void showFirstPage(const std::string& page);
    /// Debug builds only: writes stalls of the GUI thread to the log.
    void watchForStalls();

private:
    void moveIn(std::shared_ptr<Desk> desk);
    void startServing();
    void checkWorkspace();

    Arguments arguments_;
    ui::Settings settings_;
    ui::LogLines logLines_;
    Log log_;
    ui::Navigator navigator_;
    ui::Problems problems_;
    ui::ObjectList objects_;
    std::shared_ptr<Desk> desk_;        // before the jobs: work under way still uses it
    std::shared_ptr<Serving> serving_;
    ui::JobRunner jobs_;
    ui::TrailState trail_;
    ui::MainWindow window_;
    ui::CommandTable commands_;
    ui::Session session_;
    ui::JobSlot opening_, starting_, checking_;
    std::unique_ptr<ui::StallWatchdog> watchdog_;
};

}  // namespace pb::app
