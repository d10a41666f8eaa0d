#include "connectors/kafka/Connector.h"
#include "models/base/Clock.h"
#include "models/base/Text.h"
#include "models/document/Json.h"
#include "tests/services/Server.h"

#include <QElapsedTimer>

#include <thread>

using namespace Qt::StringLiterals;
using namespace pb;

namespace {

std::unique_ptr<workspace::Connection> connectTo(const QString& brokers, int timeoutMs = 10'000) {
    workspace::ConnectionSettings settings{"kafka-test", "kafka", "test", {}};
    settings.json = "{\"brokers\":";
    doc::writeJsonString(utf8(brokers), settings.json);
    settings.json += ",\"timeoutMs\":" + std::to_string(timeoutMs) + "}";
    auto connection = connectors::kafka::info().open(settings, {});
    return connection ? std::move(*connection) : nullptr;
}

class Collector final : public flow::MessageSink {
public:
    explicit Collector(std::size_t limit = SIZE_MAX) : limit_(limit) {}
    bool take(std::span<flow::Message> batch) override {
        std::move(batch.begin(), batch.end(), std::back_inserter(messages));
        return messages.size() < limit_;
    }
    std::vector<flow::Message> messages;

private:
    std::size_t limit_;
};

flow::Outgoing order(const std::string& channel, int number) {
    flow::Outgoing outgoing;
    outgoing.channel = channel;
    outgoing.key = "W-" + std::to_string(number);
    outgoing.headers = {{"a", "1"}, {"a", "2"}, {"none", std::nullopt}, {"empty", ""}};
    outgoing.body = "{\"number\":" + std::to_string(number) + "}";
    return outgoing;
}

}  // namespace

class KafkaBrokerTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void keepsEverythingOfAMessage();
    void readsFromAnywhereToAnywhere_data();
    void readsFromAnywhereToAnywhere();
    void stopsWhenAsked();
    void refusesWhatGoesNowhere();
    void describesATopic();
    void resetsOnlyIdleGroups();
    void saysWhichStepOfAConnectionFails();
    void answersWithinItsTimeoutWhenNobodyIsThere();
    void skipsWhatIsTooLarge();
    void refusesWhatIsTooLargeAndSendsTheRest();

private:
    std::string topic(const char* name) const { return std::string(name) + "-" + run_; }
    std::vector<flow::Receipt> fill(const std::string& channel, int count, int partitions);

    QString brokers_;
    std::string run_;
    std::unique_ptr<workspace::Connection> connection_;
    std::unique_ptr<flow::Broker> broker_;
};

void KafkaBrokerTest::initTestCase() {
    brokers_ = qs(test::server(u"kafka"_s, u"address"_s)["bootstrap"]);
    QVERIFY2(!brokers_.isEmpty(), "The Kafka server does not run.");
    run_ = std::to_string(Clock::system().now());
    connection_ = connectTo(brokers_);
    QVERIFY(connection_);
    broker_ = connection_->broker();
}

std::vector<flow::Receipt> KafkaBrokerTest::fill(const std::string& channel, int count, int partitions) {
    if (!broker_->createChannel(channel, partitions, {})) {
        return {};
    }
    std::vector<flow::Outgoing> batch;
    for (int i = 0; i < count; ++i) {
        batch.push_back(order(channel, i));
        batch.back().partition = i % partitions;
    }
    return broker_->produce(batch, {}).value_or(std::vector<flow::Receipt>());
}

void KafkaBrokerTest::keepsEverythingOfAMessage() {
    const std::string channel = topic("whole");
    QVERIFY_RESULT(broker_->createChannel(channel, 1, {}));
    flow::Outgoing sent = order(channel, 1);
    flow::Outgoing tombstone;
    tombstone.channel = channel;
    tombstone.key = std::string("k\0y", 3);
    tombstone.hasBody = false;
    tombstone.timestamp = 1'700'000'000'123;
    const std::vector<flow::Outgoing> batch{sent, tombstone};
    const auto receipts = broker_->produce(batch, {});
    QVERIFY_RESULT(receipts);
    const auto* position = std::get_if<flow::Position>(&(*receipts)[1]);
    QVERIFY(position);
    QVERIFY((*position == flow::Position{channel, 0, 1}));

    Collector sink;
    flow::ReadPlan plan;
    plan.channel = channel;
    const auto report = broker_->read(plan, sink, {});
    QVERIFY_RESULT(report);
    QVERIFY(report->reachedEnd);
    QCOMPARE(sink.messages.size(), std::size_t(2));
    QVERIFY(sink.messages[0].headers == sent.headers);
    QCOMPARE(sink.messages[0].body, sent.body);
    QCOMPARE(sink.messages[1].key, tombstone.key);
    QVERIFY(!sink.messages[1].hasBody);
    QCOMPARE(sink.messages[1].timestamp, tombstone.timestamp);
}

void KafkaBrokerTest::readsFromAnywhereToAnywhere_data() {
    using From = flow::ReadFrom::Kind;
    using Until = flow::ReadUntil::Kind;
    QTest::addColumn<int>("from");
    QTest::addColumn<qint64>("fromValue");
    QTest::addColumn<int>("until");
    QTest::addColumn<qint64>("untilValue");
    QTest::addColumn<int>("expected");
    const auto row = [](const char* name, From from, qint64 fromValue, Until until, qint64 untilValue, int expected) {
        QTest::newRow(name) << static_cast<int>(from) << fromValue << static_cast<int>(until) << untilValue << expected;
    };
    row("all", From::earliest, 0, Until::currentEnd, 0, 300);
    row("nothing new", From::latest, 0, Until::currentEnd, 0, 0);
    row("from an offset of each partition", From::offset, 90, Until::currentEnd, 0, 30);
    row("the last ten of each", From::back, 10, Until::currentEnd, 0, 30);
    row("up to an offset", From::earliest, 0, Until::offset, 5, 15);
    row("a number of them", From::earliest, 0, Until::count, 42, 42);
    row("before all time", From::time, 1, Until::currentEnd, 0, 300);
    row("after all time", From::time, 4'000'000'000'000, Until::currentEnd, 0, 0);
}

void KafkaBrokerTest::readsFromAnywhereToAnywhere() {
    static const std::string channel = topic("seek");
    static const auto receipts = fill(channel, 300, 3);
    QCOMPARE(receipts.size(), std::size_t(300));
    QFETCH(int, from);
    QFETCH(qint64, fromValue);
    QFETCH(int, until);
    QFETCH(qint64, untilValue);
    QFETCH(int, expected);
    flow::ReadPlan plan;
    plan.channel = channel;
    plan.from = {static_cast<flow::ReadFrom::Kind>(from), fromValue};
    plan.until = {static_cast<flow::ReadUntil::Kind>(until), untilValue};
    Collector sink;
    const auto report = broker_->read(plan, sink, {});
    QVERIFY_RESULT(report);
    QCOMPARE(static_cast<int>(sink.messages.size()), expected);
    QVERIFY(report->effect == flow::ReadEffect::none);
}

void KafkaBrokerTest::stopsWhenAsked() {
    const std::string channel = topic("tail");
    QVERIFY(!fill(channel, 1, 1).empty());
    flow::ReadPlan plan;
    plan.channel = channel;
    plan.until.kind = flow::ReadUntil::Kind::untilStopped;
    Collector sink;
    std::stop_source stop;
    std::thread stopper([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(1500));
        stop.request_stop();
    });
    QElapsedTimer timer;
    timer.start();
    const auto report = broker_->read(plan, sink, stop.get_token());
    stopper.join();
    QVERIFY_RESULT(report);
    QVERIFY2(timer.elapsed() < 3000, qPrintable(QString::number(timer.elapsed())));
    QCOMPARE(sink.messages.size(), std::size_t(1));
    QVERIFY(!report->reachedEnd);
}

void KafkaBrokerTest::refusesWhatGoesNowhere() {
    const std::vector<flow::Outgoing> batch{order(topic("nowhere"), 1)};
    const auto receipts = broker_->produce(batch, {});
    QVERIFY_RESULT(receipts);
    const auto* refusal = std::get_if<flow::Refusal>(&receipts->front());
    QVERIFY(refusal);
    QVERIFY(refusal->sentence.contains(u"nowhere"));
}

void KafkaBrokerTest::describesATopic() {
    const std::string channel = topic("described");
    QCOMPARE(fill(channel, 20, 2).size(), std::size_t(20));
    const auto description = broker_->describe(channel, {});
    QVERIFY_RESULT(description);
    QCOMPARE(description->channel.messages.value, std::int64_t(20));
    QCOMPARE(description->partitions.size(), std::size_t(2));
    const auto retention = std::find_if(description->settings.begin(), description->settings.end(),
                                        [](const flow::Setting& setting) { return setting.name == "retention.ms"; });
    QVERIFY(retention != description->settings.end());
    QVERIFY(retention->source == flow::Setting::Source::defaultValue);
    flow::ChannelFilter filter;
    filter.nameContains = run_;
    const auto page = broker_->channels(filter, {});
    QVERIFY_RESULT(page);
    QVERIFY(page->total >= 1);
}

void KafkaBrokerTest::resetsOnlyIdleGroups() {
    const std::string channel = topic("group");
    QCOMPARE(fill(channel, 10, 1).size(), std::size_t(10));
    flow::ResetPlan plan{"group-" + run_, channel, {flow::ReadFrom::Kind::offset, 4}, true};
    const auto dry = broker_->reset(plan, {});
    QVERIFY_RESULT(dry);
    QCOMPARE(dry->front().before, std::int64_t(-1));
    QCOMPARE(dry->front().after, std::int64_t(4));
    QVERIFY(broker_->groups(channel, {})->empty());
    plan.dryRun = false;
    QVERIFY_RESULT(broker_->reset(plan, {}));
    const auto groups = broker_->groups(channel, {});
    QVERIFY_RESULT(groups);
    QCOMPARE(groups->size(), std::size_t(1));
    QCOMPARE(groups->front().lag.value, std::int64_t(6));
}

void KafkaBrokerTest::saysWhichStepOfAConnectionFails() {
    using State = workspace::ProbeRow::State;
    using Step = workspace::ProbeStep;
    const auto good = connection_->probe({});
    QVERIFY(good.back().step == Step::right && good.back().state == State::good);
    const auto noName = connectTo(u"no-such-host.invalid:9092"_s)->probe({});
    QVERIFY(noName.back().step == Step::name && noName.back().state == State::bad);
    const auto noPort = connectTo(u"127.0.0.1:1"_s, 1000)->probe({});
    QVERIFY(noPort.back().step == Step::port && noPort.back().state == State::bad);
}

void KafkaBrokerTest::answersWithinItsTimeoutWhenNobodyIsThere() {
    const auto nobody = connectTo(u"127.0.0.1:1"_s, 1000)->broker();
    QElapsedTimer timer;
    timer.start();
    const auto page = nobody->channels({}, {});
    QVERIFY(!page);
    QVERIFY(page.error().code == ErrorCode::unreachable);
    QVERIFY2(page.error().print().contains(u"127.0.0.1:1"), qPrintable(page.error().print()));
    QVERIFY(timer.elapsed() < 5000);
}

void KafkaBrokerTest::skipsWhatIsTooLarge() {
    const std::string channel = topic("large");
    QVERIFY_RESULT(broker_->createChannel(channel, 1, {}));
    std::vector<flow::Outgoing> batch{order(channel, 1), order(channel, 2)};
    batch[0].body = std::string(900'000, 'x');
    QVERIFY_RESULT(broker_->produce(batch, {}));
    flow::ReadPlan plan;
    plan.channel = channel;
    plan.maxMessageBytes = 100'000;
    Collector sink;
    const auto report = broker_->read(plan, sink, {});
    QVERIFY_RESULT(report);
    QCOMPARE(sink.messages.size(), std::size_t(1));
    QCOMPARE(report->skippedCount, std::int64_t(1));
    QVERIFY(report->skipped.front().reason.contains(u"900000"));
}

void KafkaBrokerTest::refusesWhatIsTooLargeAndSendsTheRest() {
    const std::string channel = topic("limited");
    QVERIFY_RESULT(broker_->createChannel(channel, 1, {}));
    std::vector<flow::Outgoing> batch{order(channel, 1), order(channel, 2), order(channel, 3)};
    batch[1].body = std::string(10 << 20, 'x');
    const auto receipts = broker_->produce(batch, {});
    QVERIFY_RESULT(receipts);
    const auto* refusal = std::get_if<flow::Refusal>(&receipts->at(1));
    QVERIFY(refusal);
    QCOMPARE(refusal->code, ErrorCode::limit);
    QCOMPARE(refusal->sentence, say("The message has 10485760 bytes. That is more than “%1” takes (its setting max.message.bytes).").arg(qs(channel)));
    QVERIFY(std::holds_alternative<flow::Position>(receipts->at(0)));
    QVERIFY(std::holds_alternative<flow::Position>(receipts->at(2)));
    flow::ReadPlan plan;
    plan.channel = channel;
    Collector sink;
    QVERIFY_RESULT(broker_->read(plan, sink, {}));
    QCOMPARE(sink.messages.size(), std::size_t(2));
}

PATCHBAY_TEST("tst_kafka_broker", KafkaBrokerTest);
#include "tst_kafka_broker.moc"
