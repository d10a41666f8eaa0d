#pragma once

#include <QObject>
#include <QString>
#include <QTimer>

#include <atomic>
#include <mutex>
#include <thread>
#include <vector>

namespace pb::ui {

class CommandTable;

struct Stall {
    QString command;      ///< the id that was running, or "" when none was
    int milliseconds = 0;
};

/// Notices when the GUI thread does not come back to its event loop for more than 50 ms. Time is counted in wake-ups
/// of the watching thread, so a machine that runs nobody does not accuse the program. The environment variable
/// PATCHBAY_STALL_SCALE multiplies the limit; builds with sanitizers start at 4, others at 1.
class StallWatchdog final : public QObject {
    Q_OBJECT
public:
    static constexpr int limitMilliseconds = 50;

    explicit StallWatchdog(QObject* parent = nullptr);
    ~StallWatchdog() override;

    void watch(CommandTable& commands);      ///< names stalls by the running command
    void setContext(const QString& name);    ///< names stalls otherwise
    std::vector<Stall> stalls() const;
    static int scaledLimit();

signals:
    void stalled(const pb::ui::Stall& stall);   ///< after the GUI thread came back

private:
    void beat();
    void watchLoop(const std::stop_token& stop);

    QTimer timer_;
    std::atomic<int> missed_{0};             // milliseconds since the last beat, by the watcher's count
    mutable std::mutex mutex_;
    QString context_;
    std::vector<Stall> stalls_;
    std::jthread watcher_;
};

}  // namespace pb::ui
