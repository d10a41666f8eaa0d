#pragma once

#include "app/window/Arguments.h"
#include "models/workspace/Connection.h"
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
    void showFirstPage(const std::string& page);
    /// Debug builds only: writes stalls of the GUI thread to the log.
    void watchForStalls();

private:
    ui::Settings settings_;
    ui::LogLines logLines_;
    Log log_;
    workspace::ConnectorRegistry connectors_;
    ui::Navigator navigator_;
    ui::Problems problems_;
    ui::ObjectList objects_;
    ui::JobRunner jobs_;
    ui::TrailState trail_;
    ui::MainWindow window_;
    ui::CommandTable commands_;
    ui::Session session_;
    std::unique_ptr<ui::StallWatchdog> watchdog_;
};

}  // namespace pb::app
