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
#include <optional>
#include <vector>

namespace pb::app {

/// Everything that lives as long as the window, in the order in which it must be made; destroyed the other way round.
class House {
public:
    House(const Arguments& arguments, ui::Theme& theme, const QString& settingsPath);

    ui::MainWindow& window() { return window_; }
    ui::Session& session() { return session_; }
    /// Opens the workspace in a job and shows it; then plays its systems and runs its embedded runtimes. A window without
    /// a workspace folder stays empty. Where another program holds the workspace, it is opened read-only and runs nothing.
    void openWorkspace();
    /// The same workspace in another environment: what ran for the one before is stopped first.
    void switchEnvironment(const std::string& environment);
    void showFirstPage(const std::string& page);
    /// Debug builds only: writes stalls of the GUI thread to the log.
    void watchForStalls();

private:
    struct Opened {
        std::shared_ptr<Desk> desk;
        std::vector<ui::Environment> environments;
    };
    static Result<Opened> open(Result<std::unique_ptr<Desk>> desk);
    void moveIn(Opened opened);
    void wireSession();
    void startServing();
    void checkWorkspace();
    void lookAgain();
    void letGo();

    Arguments arguments_;
    ui::Settings settings_;
    ui::LogLines logLines_;
    Log log_;
    ui::Navigator navigator_;
    ui::Problems problems_;
    ui::ObjectList objects_;
    std::shared_ptr<Desk> desk_;        // before the jobs: work under way still uses it
    std::vector<std::shared_ptr<Desk>> left_;   // desks of before that such work may use
    std::shared_ptr<Serving> serving_;
    std::optional<workspace::Workspace> workspace_;   // as the tree shows it
    ui::JobRunner jobs_;
    ui::TrailState trail_;
    ui::MainWindow window_;
    ui::CommandTable commands_;
    ui::Session session_;
    ui::JobSlot looking_, opening_, starting_, checking_;
    std::unique_ptr<ui::StallWatchdog> watchdog_;
};

}  // namespace pb::app
