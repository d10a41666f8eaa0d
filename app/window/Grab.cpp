#include "app/window/Grab.h"

#include "models/base/Text.h"
#include "ui/shell/JobRunner.h"
#include "ui/shell/MainWindow.h"

#include <QApplication>
#include <QPixmap>
#include <QTimer>

#include <cstdio>

namespace pb::app {

namespace {

constexpr int lookEveryMilliseconds = 50, quietLooks = 5, mostLooks = 400;

/// Counts looks without a running job.
class Grabber final : public QObject {
public:
    Grabber(ui::MainWindow& window, ui::JobRunner& jobs, QString file) : QObject(&window), window_(window), jobs_(jobs), file_(std::move(file)) {
        connect(&timer_, &QTimer::timeout, this, [this] { look(); });
        timer_.start(lookEveryMilliseconds);
    }

private:
    void look() {
        quiet_ = jobs_.isIdle() ? quiet_ + 1 : 0;
        if (quiet_ < quietLooks && ++looks_ < mostLooks) return;
        timer_.stop();
        const bool saved = window_.grab().save(file_, "PNG");
        if (!saved) std::fprintf(stderr, "%s\n", qPrintable(say("Cannot write the picture “%1”.").arg(file_)));
        QApplication::exit(saved ? 0 : 3);
    }

    ui::MainWindow& window_;
    ui::JobRunner& jobs_;
    QString file_;
    QTimer timer_;
    int quiet_ = 0, looks_ = 0;
};

}  // namespace

void grabWhenIdle(ui::MainWindow& window, ui::JobRunner& jobs, const QString& file, QSize size) {
    window.resize(size);
    new Grabber(window, jobs, file);
}

}  // namespace pb::app
