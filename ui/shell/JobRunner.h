#pragma once

#include "models/base/Log.h"
#include "models/base/Progress.h"
#include "models/base/Result.h"

#include <QObject>
#include <QPointer>
#include <QThreadPool>
#include <QTimer>

#include <cstdint>
#include <functional>
#include <memory>
#include <type_traits>
#include <vector>

namespace pb::ui {

struct JobState;   // shared between the GUI thread and the worker; JobRunner.cpp

/// Room for one job at a time: starting another one makes the first stale (it is asked to stop, its result is
/// dropped). Destroying the slot does the same. A member of whoever wants the result.
class JobSlot {
public:
    JobSlot() = default;
    JobSlot(const JobSlot&) = delete;
    JobSlot& operator=(const JobSlot&) = delete;
    ~JobSlot() { cancel(); }
    void cancel();
    bool isBusy() const;

private:
    friend class JobRunner;
    std::shared_ptr<JobState> state_;
};

/// One job as the status bar shows it.
struct JobRow {
    std::uint64_t id = 0;
    QString name;                   ///< "Read the dead letters of orders"
    QString sentence;               ///< what happens now
    std::int64_t done = 0, total = Progress::unknownTotal;
    enum class State { running, failed } state = State::running;
    Error error;                    ///< of a failed one
};

/// The one place that knows threads. Runs blocking work on a worker and delivers its result to the GUI thread, under a
/// context object: when that is gone or the slot has a newer job, the result is dropped. Cancelled results
/// (ErrorCode::cancelled after cancel()) are dropped too. Failures are listed until they were seen.
///
///   session.jobs.run(slot_, this, tr("Read “%1”").arg(name),
///       [name](StopToken stop, Progress& progress) -> Result<Rows> { … on a worker, touch nothing of the page … },
///       [this](Result<Rows> rows) { … on the GUI thread … });
class JobRunner final : public QObject {
    Q_OBJECT
public:
    explicit JobRunner(const Log& log, QObject* parent = nullptr);
    ~JobRunner() override;          ///< stopAll()

    /// A job without a name is not shown, nor is its failure: looks that repeat.
    template <typename Work, typename Then>
    void run(JobSlot& slot, QObject* context, const QString& name, Work work, Then then);
    /// Without a result that anybody waits for: a failure is listed and logged.
    void start(const QString& name, std::function<Done(StopToken, Progress&)> work);

    std::vector<JobRow> rows() const;
    int runningCount() const;
    bool isIdle() const { return runningCount() == 0; }
    void cancel(std::uint64_t id);
    void stopAll();                 ///< asks all to stop, drops their results and waits for them
    void dismissFailures();         ///< they were seen

signals:
    void changed();                 ///< at most 30 times a second while jobs report
    void idle();

private:
    using Deliver = std::function<void()>;                                     // on the GUI thread
    using Task = std::function<std::pair<Deliver, std::shared_ptr<const Error>>(StopToken, Progress&)>;  // on the worker
    std::shared_ptr<JobState> enqueue(const QString& name, QObject* context, Task task);
    void finish(const std::shared_ptr<JobState>& state, const Deliver& deliver, const std::shared_ptr<const Error>& error);

    const Log& log_;
    QThreadPool pool_;
    QTimer tick_;
    std::vector<std::shared_ptr<JobState>> jobs_;
    std::uint64_t lastId_ = 0;
};

template <typename Work, typename Then>
void JobRunner::run(JobSlot& slot, QObject* context, const QString& name, Work work, Then then) {
    using Outcome = std::invoke_result_t<Work&, StopToken, Progress&>;
    slot.cancel();
    slot.state_ = enqueue(name, context,
        [work = std::move(work), then = std::make_shared<Then>(std::move(then))](StopToken stop, Progress& progress) mutable {
            auto outcome = std::make_shared<Outcome>(work(stop, progress));
            std::shared_ptr<const Error> error;
            if (!outcome->has_value()) error = std::make_shared<const Error>(outcome->error());
            return std::pair<Deliver, std::shared_ptr<const Error>>(
                [outcome, then] { (*then)(std::move(*outcome)); }, error);
        });
}

}  // namespace pb::ui
