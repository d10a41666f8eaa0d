#include "connectors/local/Partitioner.h"
#include "tests/connectors/local/Support.h"
#include "tests/support/TestMain.h"

#include <chrono>
#include <thread>

using namespace pb::flow;
using namespace std::string_literals;
using namespace Qt::StringLiterals;
using namespace pb::test;
using pb::connectors::local::LocalBroker;

namespace {

/// Offsets (or bodies) that a plan gives, as "0 1 2".
QString read(Broker& broker, const ReadPlan& plan) {
    Kept sink;
    const auto report = broker.read(plan, sink, {});
    if (!report) return report.error().print();
    QStringList out;
    for (const Message& message : sink.messages) out += QString::number(message.position.offset);
    return out.join(u' ');
}

}  // namespace

class BrokerTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    std::unique_ptr<LocalBroker> broker_;
    pb::FixedClock clock_{1'000'000};
    int files_ = 0;

    std::filesystem::path file() const { return fileIn(folder_, ("b" + std::to_string(files_) + ".sqlite").c_str()); }

    void produce(const std::vector<Outgoing>& batch) {
        const auto receipts = broker_->produce(batch, {});
        QVERIFY_RESULT(receipts);
        for (const Receipt& receipt : *receipts) QVERIFY(std::holds_alternative<Position>(receipt));
    }

private slots:
    void init() {
        ++files_;
        auto opened = LocalBroker::open(file(), pb::Database::Durability::normal, clock_);
        QVERIFY_RESULT(opened);
        broker_ = std::move(*opened);
        QVERIFY_RESULT(broker_->createChannel("orders", 1, {}));
    }

    void aMessageComesBackExactlyAsItWent() {
        Outgoing sent = outgoing("orders", "k\0ey"s, std::string("\xff\x00 body", 7), 77);
        sent.headers = {{"a", "1"}, {"a", "2"}, {"none", std::nullopt}, {"empty", ""}, {"a", std::string("\0\x01", 2)}};
        Outgoing tombstone = outgoing("orders", "gone", "");
        tombstone.hasBody = false;
        produce({sent, tombstone, outgoing("orders", std::nullopt, "")});
        const auto got = allOf(*broker_, "orders");
        QCOMPARE(got.size(), std::size_t(3));
        QVERIFY(got[0].key == sent.key && got[0].body == sent.body && got[0].headers == sent.headers);
        QCOMPARE(got[0].timestamp, pb::Millis(77));
        QVERIFY(got[1].key == "gone" && !got[1].hasBody);
        QCOMPARE(got[1].timestamp, clock_.now());
        QVERIFY(!got[2].key && got[2].hasBody && got[2].body.empty());
        QVERIFY((got[2].position == Position{"orders", 0, 2}));
    }

    void plans_data() {
        QTest::addColumn<int>("from");
        QTest::addColumn<qint64>("fromValue");
        QTest::addColumn<int>("until");
        QTest::addColumn<qint64>("untilValue");
        QTest::addColumn<QString>("offsets");
        using From = ReadFrom::Kind;
        using Until = ReadUntil::Kind;
        const auto row = [](const char* name, From from, qint64 a, Until until, qint64 b, const QString& offsets) {
            QTest::newRow(name) << static_cast<int>(from) << a << static_cast<int>(until) << b << offsets;
        };
        row("all", From::earliest, 0, Until::currentEnd, 0, u"0 1 2 3 4 5 6 7 8 9"_s);
        row("nothing is behind the latest", From::latest, 0, Until::currentEnd, 0, {});
        row("from an offset", From::offset, 7, Until::currentEnd, 0, u"7 8 9"_s);
        row("an offset behind the end", From::offset, 99, Until::currentEnd, 0, {});
        row("a negative offset", From::offset, -5, Until::offset, 2, u"0 1"_s);
        row("until an offset, which is not read", From::offset, 2, Until::offset, 5, u"2 3 4"_s);
        row("three back", From::back, 3, Until::currentEnd, 0, u"7 8 9"_s);
        row("more back than there are", From::back, 30, Until::currentEnd, 0, u"0 1 2 3 4 5 6 7 8 9"_s);
        row("a count across segments", From::offset, 1, Until::count, 5, u"1 2 3 4 5"_s);
        row("a count of more than there is ends", From::offset, 8, Until::count, 50, u"8 9"_s);
        row("a count of none", From::earliest, 0, Until::count, 0, {});
        row("from a time", From::time, 1700, Until::currentEnd, 0, u"7 8 9"_s);
        row("from a time between two", From::time, 1650, Until::currentEnd, 0, u"7 8 9"_s);
        row("from a time in the future", From::time, 9999, Until::currentEnd, 0, {});
        row("until a time, which is not read", From::time, 1200, Until::time, 1500, u"2 3 4"_s);
    }
    void plans() {
        for (const int size : {1, 3, 6}) {  // ten messages in three batches
            static int next = 0;
            std::vector<Outgoing> batch;
            for (int i = 0; i < size; ++i, ++next) {
                batch.push_back(outgoing("orders", std::nullopt, "b", 1000 + 100 * (next % 10)));
            }
            produce(batch);
        }
        QFETCH(int, from);
        QFETCH(qint64, fromValue);
        QFETCH(int, until);
        QFETCH(qint64, untilValue);
        QFETCH(QString, offsets);
        QCOMPARE(read(*broker_, planFor("orders", {static_cast<ReadFrom::Kind>(from), fromValue},
                                        {static_cast<ReadUntil::Kind>(until), untilValue})), offsets);
    }

    void aKeyLandsWhereKafkaPutsIt() {
        // org.apache.kafka.common.utils.UtilsTest.testMurmur2 (Kafka 4.x).
        using pb::connectors::local::murmur2;
        QCOMPARE(static_cast<std::int32_t>(murmur2("21")), -973932308);
        QCOMPARE(static_cast<std::int32_t>(murmur2("foobar")), -790332482);
        QCOMPARE(static_cast<std::int32_t>(murmur2("a-little-bit-long-string")), -985981536);
        QCOMPARE(static_cast<std::int32_t>(murmur2("a-little-bit-longer-string")), -1486304829);
        QCOMPARE(static_cast<std::int32_t>(murmur2("lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8")), -58897971);
        QCOMPARE(static_cast<std::int32_t>(murmur2("abc")), 479470107);
    }

    void keysKeepTheirOrderAndTheirPartition() {
        QVERIFY_RESULT(broker_->createChannel("wide", 6, {}));
        std::vector<Outgoing> batch;
        for (int i = 0; i < 600; ++i) batch.push_back(outgoing("wide", "k" + std::to_string(i % 20), std::to_string(i)));
        produce(batch);
        std::map<std::string, std::pair<std::int32_t, int>> last;
        for (const Message& message : allOf(*broker_, "wide")) {
            const int number = std::stoi(message.body);
            const auto seen = last.find(*message.key);
            if (seen != last.end()) {
                QCOMPARE(message.position.partition, seen->second.first);
                QVERIFY(number > seen->second.second);
            }
            last[*message.key] = {message.position.partition, number};
        }
        QCOMPARE(last.size(), std::size_t(20));
    }

    void whatHasNoPlaceIsRefusedAndTheRestIsSent() {
        Outgoing beyond = outgoing("orders", "k", "x");
        beyond.partition = 4;
        const auto receipts =
            broker_->produce(std::vector{outgoing("nowhere", "k", "x"), outgoing("orders", "k", "y"), beyond}, {});
        QVERIFY_RESULT(receipts);
        QVERIFY(std::get<Refusal>((*receipts)[0]).code == pb::ErrorCode::notFound);
        QVERIFY((std::get<Position>((*receipts)[1]) == Position{"orders", 0, 0}));
        QVERIFY(std::get<Refusal>((*receipts)[2]).sentence.contains(u"no partition 4"_s));
    }

    void aRemovedMessageIsGoneForGood() {
        std::vector<Outgoing> batch;
        for (int i = 0; i < 5; ++i) batch.push_back(outgoing("orders", std::nullopt, "b"));
        produce(batch);
        produce({outgoing("orders", std::nullopt, "c")});
        const std::vector<Position> gone{{"orders", 0, 1}, {"orders", 0, 3}, {"orders", 0, 5}};
        QVERIFY_RESULT(broker_->remove(gone, {}));
        QVERIFY_RESULT(broker_->remove(gone, {}));  // a second time changes nothing
        QCOMPARE(read(*broker_, planFor("orders")), u"0 2 4"_s);
        const auto page = broker_->channels({}, {});
        QVERIFY_RESULT(page);
        QCOMPARE(page->channels[0].messages.value, std::int64_t(3));
        produce({outgoing("orders", std::nullopt, "d")});
        QCOMPARE(read(*broker_, planFor("orders", {ReadFrom::Kind::offset, 4})), u"4 6"_s);
    }

    void aReadGoesOnWhereItStopped() {
        std::vector<Outgoing> batch;
        for (int i = 0; i < 2000; ++i) batch.push_back(outgoing("orders", std::nullopt, "b"));
        produce(batch);
        Kept first(600);
        auto plan = planFor("orders");
        const auto report = broker_->read(plan, first, {});
        QVERIFY_RESULT(report);
        QVERIFY(!report->reachedEnd);
        plan.resume = report->positions;
        Kept rest;
        const auto second = broker_->read(plan, rest, {});
        QVERIFY_RESULT(second);
        QVERIFY(second->reachedEnd);
        QCOMPARE(first.messages.size() + rest.messages.size(), std::size_t(2000));
        QCOMPARE(rest.messages.front().position.offset, first.messages.back().position.offset + 1);
    }

    void aTailSeesWhatAnotherProcessWouldWriteAndStopsAtOnce() {
        auto other = LocalBroker::open(file(), pb::Database::Durability::normal, clock_);
        QVERIFY_RESULT(other);
        std::stop_source stop;
        Kept sink(3);
        std::jthread writer([&] {
            for (int i = 0; i < 3; ++i) {
                std::this_thread::sleep_for(std::chrono::milliseconds(30));
                (void)(*other)->produce(std::vector{outgoing("orders", std::nullopt, "t")}, {});
            }
        });
        const auto plan = planFor("orders", {ReadFrom::Kind::latest, 0}, {ReadUntil::Kind::untilStopped, 0});
        QVERIFY_RESULT(broker_->read(plan, sink, stop.get_token()));
        QCOMPARE(sink.messages.size(), std::size_t(3));
        writer.join();

        std::jthread stopper([&] { std::this_thread::sleep_for(std::chrono::milliseconds(50)); stop.request_stop(); });
        const auto start = std::chrono::steady_clock::now();
        Kept none;
        QVERIFY_RESULT(broker_->read(plan, none, stop.get_token()));
        QVERIFY(std::chrono::steady_clock::now() - start < std::chrono::milliseconds(250));
    }

    void aMessageOverTheLimitIsSkippedAndSaid() {
        produce({outgoing("orders", std::nullopt, std::string(10 << 20, 'x')), outgoing("orders", std::nullopt, "small")});
        auto plan = planFor("orders");
        plan.maxMessageBytes = 1 << 20;
        Kept sink;
        const auto report = broker_->read(plan, sink, {});
        QVERIFY_RESULT(report);
        QCOMPARE(report->skippedCount, std::int64_t(1));
        QCOMPARE(report->read, std::int64_t(1));
        QVERIFY(report->reachedEnd);
        QCOMPARE(allOf(*broker_, "orders")[0].body.size(), std::size_t(10 << 20));
    }

    void wrongUseSaysWhatIsWrong() {
        Kept sink;
        QVERIFY(broker_->read(planFor("nowhere"), sink, {}).error().code == pb::ErrorCode::notFound);
        auto plan = planFor("orders");
        plan.partitions = {1};
        QVERIFY(broker_->read(plan, sink, {}).error().sentence.contains(u"partition 1 of “orders”"_s));
        QVERIFY(broker_->createChannel("orders", 1, {}).error().code == pb::ErrorCode::conflict);
        QVERIFY(broker_->createChannel("", 1, {}).error().code == pb::ErrorCode::wrongUse);
        QVERIFY(broker_->createChannel("x", 0, {}).error().code == pb::ErrorCode::wrongUse);
    }

    void channelsComeInPages() {
        QTemporaryDir other;
        auto many = LocalBroker::open(fileIn(other, "many.sqlite"), pb::Database::Durability::normal, clock_);
        QVERIFY_RESULT(many);
        for (int i = 0; i < 300; ++i) QVERIFY_RESULT((*many)->createChannel("c_" + std::to_string(i), 1, {}));
        ChannelFilter filter;
        filter.nameContains = "c_29";
        filter.limit = 5;
        filter.offset = 2;
        const auto page = (*many)->channels(filter, {});
        QVERIFY_RESULT(page);
        QCOMPARE(page->total, std::size_t(11));  // c_29, c_290 … c_299: `_` is no wildcard
        QCOMPARE(page->channels.size(), std::size_t(5));
    }
};

PATCHBAY_TEST("tst_broker", BrokerTest);
#include "tst_broker.moc"
