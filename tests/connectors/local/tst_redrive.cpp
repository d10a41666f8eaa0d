#include "tests/connectors/local/RedriveCase.h"
#include "tests/support/Child.h"
#include "tests/support/TestMain.h"

#include <memory>
#include <optional>

using namespace pb::flow;
using namespace pb::test;
using namespace Qt::StringLiterals;
using pb::connectors::local::LocalBroker;

namespace {

/// Fails for good in the middle of the batch that holds the n-th message: half of that batch has arrived.
class FailsInTheMiddle final : public BrokerDouble {
public:
    FailsInTheMiddle(Broker& inner, std::size_t at) : BrokerDouble(inner), left_(at) {}
    pb::Result<std::vector<Receipt>> produce(std::span<const Outgoing> batch, pb::StopToken stop) override {
        if (left_ >= batch.size()) {
            left_ -= batch.size();
            return inner_.produce(batch, stop);
        }
        (void)inner_.produce(batch.first(left_), stop);
        left_ = 0;
        return pb::fail(pb::ErrorCode::unreachable, u"The connection was lost."_s);
    }

private:
    std::size_t left_;
};

/// Of every ten messages one is refused, one is lost without an answer, and one arrives without an answer.
class Moody final : public BrokerDouble {
public:
    using BrokerDouble::BrokerDouble;
    pb::Result<std::vector<Receipt>> produce(std::span<const Outgoing> batch, pb::StopToken stop) override {
        std::vector<Receipt> out;
        for (const Outgoing& message : batch) {
            const char digit = message.body.back();
            if (isHealed || (digit != '3' && digit != '5' && digit != '7')) {
                out.push_back(inner_.produce({&message, 1}, stop)->front());
            } else if (digit == '3') {
                out.push_back(Refusal{pb::ErrorCode::refused, u"Too large."_s});
            } else {
                if (digit == '7') (void)inner_.produce({&message, 1}, stop);
                out.push_back(Refusal{pb::ErrorCode::unknownOutcome, u"No answer in time."_s});
            }
        }
        return out;
    }
    bool isHealed = false;
};

/// As Kafka: nothing can be taken away.
class KeepsAll final : public BrokerDouble {
public:
    using BrokerDouble::BrokerDouble;
    BrokerCapabilities capabilities() const override {
        auto out = inner_.capabilities();
        out.remove = RemoveMode::notPossible;
        return out;
    }
    pb::Done remove(std::span<const Position>, pb::StopToken) override { return pb::fail(pb::ErrorCode::unsupported, u"No."_s); }
};

}  // namespace

class RedriveTest : public QObject {
    Q_OBJECT

    const Conventions conventions_;
    std::unique_ptr<QTemporaryDir> folder_;
    std::unique_ptr<RedriveCase> case_;
    std::unique_ptr<LocalBroker> broker_;
    std::optional<pb::Journal> journal_;

    void setUp(int deadLetters) {
        journal_.reset();
        broker_.reset();
        folder_ = std::make_unique<QTemporaryDir>();
        case_ = std::make_unique<RedriveCase>(pb::utf8(folder_->path()));
        QVERIFY_RESULT(case_->park(deadLetters));
        open();
    }

    void open() {
        auto broker = LocalBroker::open(case_->brokerFile());
        QVERIFY_RESULT(broker);
        broker_ = std::move(*broker);
        auto journal = pb::Journal::open(case_->journalFile());
        QVERIFY_RESULT(journal);
        journal_.emplace(std::move(*journal));
    }

    Redrive redrive(Broker& destination) { return {*broker_, destination, *journal_, conventions_, {0, {}, &pb::Clock::system()}}; }
    std::vector<Message> letters() { return allOf(*broker_, "orders.dlq"); }

    /// Every order lies at the destination exactly once and the dead letters are gone.
    void verifyAllOnce(int count) {
        const auto sent = RedriveCase::countsIn(*broker_, "orders");
        QCOMPARE(sent.size(), static_cast<std::size_t>(count));
        for (const auto& [body, times] : sent) QVERIFY2(times == 1, body.c_str());
        QVERIFY(letters().empty());
    }

    /// Starts a child and kills it at its n-th step; false when it came to its end before.
    bool killAt(int step, QByteArray* name = nullptr) {
        Child child("child_redrive", {folder_->path()});
        for (int i = 1; i <= step; ++i) {
            const QByteArray reached = child.next();
            if (reached.isEmpty()) return false;
            if (name) *name = reached;
        }
        child.kill();
        return true;
    }

private slots:
    void init() { setUp(10); }

    void killedAtAnyStepAResumeLosesNoneAndSendsNoneTwice() {
        QList<QByteArray> reached;
        for (int step = 1;; ++step) {
            setUp(10);
            QByteArray name;
            const bool wasKilled = killAt(step, &name);
            open();
            if (wasKilled) reached += name;
            auto again = redrive(*broker_);
            const auto result = again.resume("r1", {});
            QVERIFY_RESULT(result);
            QVERIFY(result->isFinished);
            QCOMPARE(result->sent, std::size_t(10));
            verifyAllOnce(10);
            if (QTest::currentTestFailed() || !wasKilled) break;
        }
        QCOMPARE(reached.size(), qsizetype(14));  // planned, 3 × (marked, produced, settled, removed), finished
    }

    void killedAgainWhileResumingItStillLosesNone() {
        for (const int first : {2, 3, 4, 7}) {
            for (const int second : {1, 2, 3, 4}) {
                setUp(10);
                QVERIFY(killAt(first));
                QVERIFY(killAt(second));
                open();
                auto last = redrive(*broker_);
                QVERIFY_RESULT(last.resume("r1", {}));
                verifyAllOnce(10);
                if (QTest::currentTestFailed()) return;
            }
        }
    }

    void aBrokerThatFailsAt400Of1000LosesNone() {
        setUp(1000);
        FailsInTheMiddle failing(*broker_, 450);
        auto first = redrive(failing);
        QVERIFY_RESULT(first.start(case_->plan(), letters(), {}));
        const auto stopped = first.resume("r1", {});
        QVERIFY_RESULT(stopped);
        QVERIFY(stopped->stoppedBecause.contains(u"The connection was lost."_s));
        QCOMPARE(stopped->sent, std::size_t(450));     // found at the destination, though no receipt came
        QCOMPARE(stopped->waiting, std::size_t(550));
        QCOMPARE(letters().size(), std::size_t(550));
        auto second = redrive(*broker_);
        QCOMPARE(second.resume("r1", {})->sent, std::size_t(1000));
        verifyAllOnce(1000);
    }

    void anUnknownOutcomeIsAskedForAndARefusalStays() {
        setUp(100);
        Moody moody(*broker_);
        auto first = redrive(moody);
        QVERIFY_RESULT(first.start(case_->plan(), letters(), {}));
        const auto result = first.resume("r1", {});
        QVERIFY_RESULT(result);
        QCOMPARE(result->refused, std::size_t(10));
        QCOMPARE(result->sent, std::size_t(80));       // the ten that arrived without an answer among them
        QCOMPARE(result->waiting, std::size_t(10));
        QVERIFY(!result->isFinished);
        moody.isHealed = true;
        const auto rest = first.resume("r1", {});
        QVERIFY_RESULT(rest);
        QVERIFY(rest->isFinished);
        QCOMPARE(rest->sentence(), u"Sent 90, refused 10, skipped 0."_s);
        for (const auto& [body, times] : RedriveCase::countsIn(*broker_, "orders")) QVERIFY2(times == 1, body.c_str());
        QCOMPARE(letters().size(), std::size_t(10));   // the refused ones lie where they lay
        QCOMPARE(rest->rows[3].reason, u"Too large."_s);
    }

    void tooManyRefusalsStopTheRun() {
        setUp(100);
        Moody moody(*broker_);
        auto run = redrive(moody);
        auto plan = case_->plan(10);
        plan.maxRefused = 2;
        QVERIFY_RESULT(run.start(plan, letters(), {}));
        const auto result = run.resume("r1", {});
        QVERIFY_RESULT(result);
        QCOMPARE(result->refused, std::size_t(3));
        QVERIFY(result->stoppedBecause.contains(u"limit of 2"_s));
        const auto left = run.abandon("r1", {});
        QVERIFY_RESULT(left);
        QVERIFY(left->isFinished);
        QCOMPARE(left->sent + left->refused + left->skipped, std::size_t(100));
    }

    void theCanaryGoesFirstAndAloneAndTheRestInOrder() {
        auto run = redrive(*broker_);
        QVERIFY_RESULT(run.start(case_->plan(), letters(), {}));
        const auto canary = run.send("r1", 1, {});
        QVERIFY_RESULT(canary);
        QCOMPARE(canary->sent, std::size_t(1));
        QVERIFY(!canary->isFinished);
        QCOMPARE(allOf(*broker_, "orders").size(), std::size_t(1));
        QVERIFY(run.resume("r1", {})->isFinished);
        verifyAllOnce(10);
    }

    void whatIsSentKeepsTheBusinessAndDropsTheFailure() {
        auto run = redrive(*broker_);
        auto plan = case_->plan();
        plan.editedBodies[{"orders.dlq", 0, 2}] = "edited";
        QVERIFY_RESULT(run.start(plan, letters(), {}));
        QVERIFY_RESULT(run.resume("r1", {}));
        QStringList lines;
        for (const Message& message : allOf(*broker_, "orders")) {
            if (message.body != "edited") continue;
            QCOMPARE(message.position.partition, 2);
            QVERIFY(message.key == "k2");
            for (const Header& header : message.headers) lines += pb::qs(header.name + "=" + header.value.value_or("-"));
        }
        QCOMPARE(lines, QStringList({u"source=shop"_s, u"replay.id=r1"_s, u"replay.from=msg:local/orders.dlq/0@2"_s,
                                     u"replay.by=tester"_s, u"replay.attempt=1"_s}));
    }

    void aDryRunSaysWhatWouldBeRefusedAndWhyAndChangesNothing() {
        Outgoing lost = outgoing("orders.dlq", "k", "no origin");
        Outgoing gone = outgoing("orders.dlq", "k", "channel gone");
        gone.headers = {{"failureClass", "A"}, {"originTopic", "nowhere"}};
        QVERIFY_RESULT(broker_->produce(std::vector{lost, gone}, {}));
        auto run = redrive(*broker_);
        auto plan = case_->plan();
        plan.transform = [](const Message& message) -> pb::Result<std::string> {
            if (message.body == "order 4") return pb::fail(pb::ErrorCode::invalidInput, u"The map gives nothing."_s);
            return message.body + "!";
        };
        const auto preview = run.dryRun(plan, letters(), {});
        QVERIFY_RESULT(preview);
        QCOMPARE(preview->waiting, std::size_t(9));
        QCOMPARE(preview->refused, std::size_t(3));
        QCOMPARE(pb::qs(preview->rows[0].outgoing.body), u"order 0!"_s);
        QVERIFY(preview->rows[4].reason.contains(u"The map gives nothing."_s));
        QVERIFY(preview->rows[10].reason.contains(u"does not say where it came from"_s));
        QVERIFY(preview->rows[11].reason.contains(u"“nowhere” does not exist"_s));
        QVERIFY(allOf(*broker_, "orders").empty());
        QVERIFY(journal_->operations("redrive")->empty());
    }

    void whereNothingCanBeTakenAwayTheJournalRemembers() {
        KeepsAll kafka(*broker_);
        Redrive run(kafka, kafka, *journal_, conventions_, {0, {}, &pb::Clock::system()});
        QVERIFY_RESULT(run.start(case_->plan(), letters(), {}));
        QVERIFY(run.resume("r1", {})->isFinished);
        QCOMPARE(letters().size(), std::size_t(10));
        const auto done = alreadyRedriven(*journal_, "local", "orders.dlq");
        QVERIFY_RESULT(done);
        QCOMPARE(done->size(), std::size_t(10));
        auto plan = case_->plan();
        plan.id = "r2";
        const auto again = run.dryRun(plan, letters(), {});
        QVERIFY_RESULT(again);
        QCOMPARE(again->skipped, std::size_t(10));
    }

    void aRateIsKeptAndAStopStops() {
        setUp(60);
        auto run = redrive(*broker_);
        auto plan = case_->plan();
        plan.perSecond = 40;
        QVERIFY_RESULT(run.start(plan, letters(), {}));
        const auto start = std::chrono::steady_clock::now();
        QCOMPARE(run.send("r1", 50, {})->sent, std::size_t(50));
        const auto passed = std::chrono::steady_clock::now() - start;
        QVERIFY(passed >= std::chrono::milliseconds(900));
        std::stop_source stop;
        stop.request_stop();
        const auto stopped = run.resume("r1", stop.get_token());
        QVERIFY(!stopped || stopped->waiting == 10);
        QVERIFY(run.resume("r1", {})->isFinished);
        verifyAllOnce(60);
    }

    void aDamagedJournalEntrySaysSo() {
        QVERIFY_RESULT(journal_->begin({"bad", "redrive", "", "{}", 1, 0}));
        QVERIFY_RESULT(journal_->intend("bad", "msg:local/orders.dlq/0@1", "{\"to\": "));
        auto run = redrive(*broker_);
        const auto result = run.resume("bad", {});
        QVERIFY(!result);
        QVERIFY(result.error().code == pb::ErrorCode::storage);
        QVERIFY(run.resume("none", {}).error().code == pb::ErrorCode::notFound);
    }
};

PATCHBAY_TEST("tst_redrive", RedriveTest);
#include "tst_redrive.moc"
