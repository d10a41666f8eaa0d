#pragma once

#include <QSize>
#include <QString>

namespace pb::ui {
class JobRunner;
class MainWindow;
}  // namespace pb::ui

namespace pb::app {

/// Once no job has been running for 250 ms (at most 20 s): saves the window as a PNG and ends the application, with
/// status 3 when the file cannot be written.
void grabWhenIdle(ui::MainWindow& window, ui::JobRunner& jobs, const QString& file, QSize size);

}  // namespace pb::app
