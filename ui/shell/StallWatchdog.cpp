#include "ui/shell/StallWatchdog.h"

#include "ui/shell/CommandTable.h"

#include <algorithm>
#include <chrono>

namespace pb::ui {

namespace {

constexpr int beatMilliseconds = 10;
constexpr int watchMilliseconds = 5;

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr double builtInScale = 4;
#else
constexpr double builtInScale = 1;
#endif

}  // namespace

int StallWatchdog::scaledLimit() {
    bool ok = false;
    const double asked = qEnvironmentVariable("PATCHBAY_STALL_SCALE").toDouble(&ok);
    return static_cast<int>(limitMilliseconds * (ok && asked > 0 ? asked : builtInScale));
}

StallWatchdog::StallWatchdog(QObject* parent) : QObject(parent) {
    timer_.setTimerType(Qt::PreciseTimer);
    timer_.setInterval(beatMilliseconds);
    connect(&timer_, &QTimer::timeout, this, &StallWatchdog::beat);
    timer_.start();
    watcher_ = std::jthread([this](const std::stop_token& stop) { watchLoop(stop); });
}

StallWatchdog::~StallWatchdog() = default;

void StallWatchdog::watch(CommandTable& commands) {
    connect(&commands, &CommandTable::aboutToRun, this, &StallWatchdog::setContext);
    // The command's effects (paint, layout) run in the next turns of the loop: the name stays until they are done.
    connect(&commands, &CommandTable::finished, this, [this] {
        QTimer::singleShot(2 * limitMilliseconds, this, [this] { setContext({}); });
    });
}

void StallWatchdog::setContext(const QString& name) {
    const std::scoped_lock lock(mutex_);
    context_ = name;
}

std::vector<Stall> StallWatchdog::stalls() const {
    const std::scoped_lock lock(mutex_);
    return stalls_;
}

void StallWatchdog::beat() {
    const int missed = missed_.exchange(0);
    if (missed <= scaledLimit()) return;
    Stall stall;
    {
        const std::scoped_lock lock(mutex_);
        stall = {context_, missed};
        stalls_.push_back(stall);
    }
    emit stalled(stall);
}

void StallWatchdog::watchLoop(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        std::this_thread::sleep_for(std::chrono::milliseconds(watchMilliseconds));
        missed_.fetch_add(watchMilliseconds);
    }
}

}  // namespace pb::ui
