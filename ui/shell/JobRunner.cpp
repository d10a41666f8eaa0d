#include "ui/shell/JobRunner.h"

#include <QThread>

#include <algorithm>
#include <atomic>
#include <mutex>

namespace pb::ui {

namespace {

constexpr int reportEveryMilliseconds = 33;
constexpr int leastThreads = 8;         // jobs mostly wait for others
constexpr std::size_t failureLimit = 50;

}  // namespace

/// What both threads know of one job. Progress arrives here from the worker and is read by the GUI's timer.
struct JobState final : Progress {
    std::uint64_t id = 0;
    QString name;
    std::stop_source stop;
    QPointer<QObject> context;
    bool hasContext = false;
    std::atomic<bool> isStale{false};   // its slot has gone on
    std::atomic<bool> isDone{false};
    std::shared_ptr<const Error> failure;   // GUI thread only

    void report(std::int64_t done, std::int64_t total, const QString& sentence) override {
        const std::scoped_lock lock(mutex_);
        done_ = done;
        total_ = total;
        if (!sentence.isEmpty()) sentence_ = sentence;
        fresh_ = true;
    }
    JobRow row() const {
        const std::scoped_lock lock(mutex_);
        JobRow row{id, name, sentence_, done_, total_, JobRow::State::running, {}};
        if (failure) {
            row.state = JobRow::State::failed;
            row.error = *failure;
        }
        return row;
    }
    bool takeFresh() {
        const std::scoped_lock lock(mutex_);
        return std::exchange(fresh_, false);
    }

private:
    mutable std::mutex mutex_;
    std::int64_t done_ = 0, total_ = unknownTotal;
    QString sentence_;
    bool fresh_ = false;
};

void JobSlot::cancel() {
    if (!state_) return;
    state_->isStale = true;
    state_->stop.request_stop();
    state_.reset();
}

bool JobSlot::isBusy() const { return state_ && !state_->isDone; }

JobRunner::JobRunner(const Log& log, QObject* parent) : QObject(parent), log_(log) {
    pool_.setMaxThreadCount(std::max(leastThreads, 2 * QThread::idealThreadCount()));
    tick_.setInterval(reportEveryMilliseconds);
    connect(&tick_, &QTimer::timeout, this, [this] {
        bool fresh = false;
        for (const auto& job : jobs_) fresh = job->takeFresh() || fresh;
        if (fresh) emit changed();
    });
}

JobRunner::~JobRunner() { stopAll(); }

void JobRunner::stopAll() {
    for (const auto& job : jobs_) {
        job->isStale = true;
        job->stop.request_stop();
    }
    pool_.waitForDone();
}

std::shared_ptr<JobState> JobRunner::enqueue(const QString& name, QObject* context, Task task) {
    auto state = std::make_shared<JobState>();
    state->id = ++lastId_;
    state->name = name;
    state->context = context;
    state->hasContext = context != nullptr;
    jobs_.push_back(state);
    tick_.start();
    pool_.start([this, state, work = std::move(task)]() mutable {
        auto [deliver, error] = work(state->stop.get_token(), *state);
        // The runner outlives its workers: its destructor waits for them.
        QMetaObject::invokeMethod(this, [this, state, deliver = std::move(deliver), error = std::move(error)] {
            finish(state, deliver, error);
        }, Qt::QueuedConnection);
    });
    emit changed();
    return state;
}

void JobRunner::finish(const std::shared_ptr<JobState>& state, const Deliver& deliver,
                       const std::shared_ptr<const Error>& error) {
    state->isDone = true;
    const bool wasCancelled = error && error->code == ErrorCode::cancelled && state->stop.stop_requested();
    if (error && !wasCancelled && !state->isStale && !state->name.isEmpty()) {
        state->failure = error;
        log_.error(*error);
    } else {
        std::erase(jobs_, state);
    }
    while (jobs_.size() > failureLimit && jobs_.front()->failure) jobs_.erase(jobs_.begin());
    if (isIdle()) tick_.stop();
    const bool isWanted = !state->isStale && !wasCancelled && (!state->hasContext || state->context);
    if (isWanted && deliver) deliver();
    emit changed();
    if (isIdle()) emit idle();
}

void JobRunner::start(const QString& name, std::function<Done(StopToken, Progress&)> work) {
    enqueue(name, nullptr, [work = std::move(work)](StopToken stop, Progress& progress) {
        const Done done = work(stop, progress);
        return std::pair<Deliver, std::shared_ptr<const Error>>({}, done ? nullptr : std::make_shared<const Error>(done.error()));
    });
}

std::vector<JobRow> JobRunner::rows() const {
    std::vector<JobRow> rows;
    for (const auto& job : jobs_) {
        if (!job->isStale && !job->name.isEmpty()) rows.push_back(job->row());
    }
    return rows;
}

int JobRunner::runningCount() const {
    return static_cast<int>(std::count_if(jobs_.begin(), jobs_.end(), [](const auto& job) { return !job->failure; }));
}

void JobRunner::cancel(std::uint64_t id) {
    for (const auto& job : jobs_) {
        if (job->id == id) job->stop.request_stop();
    }
}

void JobRunner::dismissFailures() {
    std::erase_if(jobs_, [](const auto& job) { return job->failure != nullptr; });
    emit changed();
}

}  // namespace pb::ui
