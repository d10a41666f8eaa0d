#include "tests/support/TestMain.h"
#include "ui/shell/JobRunner.h"

#include <QSignalSpy>
#include <QTest>
#include <QThread>

#include <atomic>
#include <thread>

using namespace pb;
using namespace pb::ui;

namespace {

Result<int> untilStopped(const StopToken& stop) {
    while (!stop.stop_requested()) std::this_thread::sleep_for(std::chrono::milliseconds(2));
    return fail(ErrorCode::cancelled, QStringLiteral("Cancelled."));
}

}  // namespace

class JobsTest : public QObject {
    Q_OBJECT

    std::unique_ptr<JobRunner> jobs_;

private slots:
    void init() { jobs_ = std::make_unique<JobRunner>(Log::none()); }
    void cleanup() { jobs_.reset(); }

    void resultComesToTheGuiThread() {
        JobSlot slot;
        int got = 0;
        QThread* workedOn = nullptr;
        jobs_->run(slot, this, QStringLiteral("Add"), [&workedOn](StopToken, Progress&) -> Result<int> {
            workedOn = QThread::currentThread();
            return 42;
        }, [&got](Result<int> result) {
            QCOMPARE(QThread::currentThread(), QCoreApplication::instance()->thread());
            got = *result;
        });
        QVERIFY(slot.isBusy());
        QTRY_COMPARE(got, 42);
        QVERIFY(workedOn != QThread::currentThread());
        QVERIFY(!slot.isBusy() && jobs_->isIdle());
    }

    void newerJobMakesTheOlderStale() {
        JobSlot slot;
        std::vector<int> got;
        const auto take = [&got](Result<int> result) { got.push_back(result ? *result : -1); };
        jobs_->run(slot, this, QStringLiteral("Old"), [](StopToken stop, Progress&) -> Result<int> {
            (void)untilStopped(stop);
            return 1;   // a port that answers although it was asked to stop
        }, take);
        jobs_->run(slot, this, QStringLiteral("New"), [](StopToken, Progress&) -> Result<int> { return 2; }, take);
        QTRY_VERIFY(jobs_->isIdle());
        QCOMPARE(got, std::vector<int>{2});
    }

    void resultIsDroppedWithItsContextOrItsSlot() {
        int delivered = 0;
        auto context = std::make_unique<QObject>();
        JobSlot slot;
        std::atomic<bool> go{false};
        const auto wait = [&go](StopToken, Progress&) -> Result<int> {
            while (!go) std::this_thread::sleep_for(std::chrono::milliseconds(1));
            return 1;
        };
        jobs_->run(slot, context.get(), QStringLiteral("A"), wait, [&](Result<int>) { ++delivered; });
        {
            JobSlot shortLived;
            jobs_->run(shortLived, this, QStringLiteral("B"), wait, [&](Result<int>) { ++delivered; });
        }
        context.reset();
        go = true;
        QTRY_VERIFY(jobs_->isIdle());
        QCOMPARE(delivered, 0);
    }

    void cancelStopsAndIsNoFailure() {
        JobSlot slot;
        int delivered = 0;
        jobs_->run(slot, this, QStringLiteral("Read"), [](StopToken stop, Progress&) { return untilStopped(stop); }, [&](Result<int>) { ++delivered; });
        jobs_->cancel(jobs_->rows().front().id);
        QTRY_VERIFY(jobs_->isIdle());
        QCOMPARE(delivered, 0);
        QVERIFY(jobs_->rows().empty());
    }

    void failureIsDeliveredAndKeptUntilSeen() {
        JobSlot slot;
        QString sentence;
        jobs_->run(slot, this, QStringLiteral("Read"), [](StopToken, Progress&) -> Result<int> {
            return fail(ErrorCode::unreachable, QStringLiteral("Cannot reach the broker."));
        }, [&](Result<int> result) { sentence = result.error().sentence; });
        QTRY_COMPARE(sentence, QStringLiteral("Cannot reach the broker."));
        QCOMPARE(jobs_->rows().size(), std::size_t{1});
        QVERIFY(jobs_->rows().front().state == JobRow::State::failed);
        QVERIFY(jobs_->isIdle());
        jobs_->dismissFailures();
        QVERIFY(jobs_->rows().empty());
    }

    void progressReachesTheRowsAtATamedRate() {
        JobSlot slot;
        bool done = false;
        QSignalSpy changed(jobs_.get(), &JobRunner::changed);
        jobs_->run(slot, this, QStringLiteral("Count"), [](StopToken stop, Progress& progress) -> Result<int> {
            for (int i = 0; i <= 30'000 && !stop.stop_requested(); ++i) {
                progress.report(i, 30'000, QStringLiteral("Message %1").arg(i));
                if (i % 100 == 0) std::this_thread::sleep_for(std::chrono::milliseconds(1));
            }
            return 1;
        }, [&](Result<int>) { done = true; });
        QTRY_VERIFY(!jobs_->rows().empty() && jobs_->rows().front().done > 0);
        QCOMPARE(jobs_->rows().front().total, std::int64_t{30'000});
        QTRY_VERIFY(done);
        QVERIFY2(changed.count() < 100, qPrintable(QString::number(changed.count())));
    }

    void endWaitsForWorkersThatStop() {
        JobSlot slot;
        std::atomic<bool> ended{false};
        jobs_->run(slot, this, QStringLiteral("Watch"), [&ended](StopToken stop, Progress&) {
            auto result = untilStopped(stop);
            ended = true;
            return result;
        }, [](Result<int>) { QFAIL("delivered after the end"); });
        jobs_.reset();
        QVERIFY(ended);
    }
};

PATCHBAY_TEST("tst_jobs", JobsTest);
#include "tst_jobs.moc"
