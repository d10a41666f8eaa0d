#include "connectors/local/Consumer.h"
#include "tests/connectors/local/Support.h"
#include "tests/support/TestMain.h"

using namespace pb::flow;
using namespace pb::test;
using pb::connectors::local::Consumer;
using pb::connectors::local::LocalBroker;

class ConsumerTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    std::unique_ptr<LocalBroker> broker_;
    int files_ = 0;

    std::filesystem::path file() const { return fileIn(folder_, ("c" + std::to_string(files_) + ".sqlite").c_str()); }

    std::unique_ptr<Consumer> consumer() {
        auto opened = Consumer::open(file(), "erp", {"orders"});
        return opened ? std::move(*opened) : nullptr;
    }

    static std::vector<Position> positionsOf(const std::vector<Message>& messages) {
        std::vector<Position> out;
        for (const Message& message : messages) out.push_back(message.position);
        return out;
    }

private slots:
    void init() {
        ++files_;
        auto opened = LocalBroker::open(file());
        QVERIFY_RESULT(opened);
        broker_ = std::move(*opened);
        QVERIFY_RESULT(broker_->createChannel("orders", 3, {}));
        std::vector<Outgoing> batch;
        for (int i = 0; i < 30; ++i) batch.push_back(outgoing("orders", "k" + std::to_string(i), std::to_string(i)));
        QVERIFY_RESULT(broker_->produce(batch, {}));
    }

    void whatWasNotCommittedComesAgainAndWhatWasDoesNot() {
        std::set<std::string> done;
        {
            const auto first = consumer();
            const auto some = first->poll(10, 100, {});
            QVERIFY_RESULT(some);
            QCOMPARE(some->size(), std::size_t(10));
            QVERIFY_RESULT(first->commit(positionsOf(*some)));
            for (const Message& message : *some) done.insert(message.body);
            QVERIFY_RESULT(first->poll(7, 100, {}));  // polled, never committed
        }
        const auto second = consumer();
        for (;;) {
            const auto more = second->poll(8, 0, {});
            QVERIFY_RESULT(more);
            if (more->empty()) break;
            for (const Message& message : *more) QVERIFY(done.insert(message.body).second);
            QVERIFY_RESULT(second->commitAll());
        }
        QCOMPARE(done.size(), std::size_t(30));
        QCOMPARE((*broker_->groups("orders", {}))[0].lag.value, std::int64_t(0));
    }

    void aSecondMemberTakesOverAndTheFirstIsTold() {
        const auto first = consumer();
        const auto some = first->poll(5, 100, {});
        QVERIFY_RESULT(some);
        const auto second = consumer();
        const auto late = first->commit(positionsOf(*some));
        QVERIFY(!late);
        QVERIFY(late.error().code == pb::ErrorCode::conflict);
        QCOMPARE(second->poll(100, 100, {})->size(), std::size_t(30));
    }

    void anActiveGroupIsNotReset() {
        auto member = consumer();
        QVERIFY_RESULT(member->poll(30, 100, {}));
        QVERIFY_RESULT(member->commitAll());
        ResetPlan plan{"erp", "orders", {}, true};
        const auto dry = broker_->reset(plan, {});
        QVERIFY_RESULT(dry);
        QCOMPARE(dry->size(), std::size_t(3));
        plan.dryRun = false;
        QVERIFY(broker_->reset(plan, {}).error().code == pb::ErrorCode::conflict);
        member.reset();
        QVERIFY_RESULT(broker_->reset(plan, {}));
        QCOMPARE((*broker_->groups("orders", {}))[0].lag.value, std::int64_t(30));
        QCOMPARE(consumer()->poll(100, 100, {})->size(), std::size_t(30));
    }
};

PATCHBAY_TEST("tst_consumer", ConsumerTest);
#include "tst_consumer.moc"
