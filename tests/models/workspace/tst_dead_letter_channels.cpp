#include "models/workspace/DeadLetterChannels.h"
#include "tests/support/TestMain.h"

using namespace pb;
using namespace pb::workspace;

namespace {

/// A broker of which only the descriptions matter.
class DescribedBroker final : public flow::Broker {
public:
    flow::BrokerCapabilities capabilities() const override { return {}; }
    Result<flow::ChannelPage> channels(const flow::ChannelFilter&, StopToken) override { return flow::ChannelPage{}; }
    Result<flow::ChannelDescription> describe(const std::string& channel, StopToken) override {
        return channel == "invoices" ? invoices : flow::ChannelDescription{};
    }
    Result<flow::EffectReport> effect(const flow::ReadPlan&, StopToken) override { return flow::EffectReport{}; }
    Result<flow::ReadReport> read(const flow::ReadPlan&, flow::MessageSink&, StopToken, Progress&) override { return flow::ReadReport{}; }
    Result<std::vector<flow::Receipt>> produce(std::span<const flow::Outgoing>, StopToken) override { return std::vector<flow::Receipt>{}; }
    Done remove(std::span<const flow::Position>, StopToken) override { return {}; }
    Result<std::vector<flow::GroupState>> groups(const std::string&, StopToken) override { return std::vector<flow::GroupState>{}; }
    Result<std::vector<flow::ResetRow>> reset(const flow::ResetPlan&, StopToken) override { return std::vector<flow::ResetRow>{}; }
    Done createChannel(const std::string&, std::int32_t, StopToken) override { return {}; }

    flow::ChannelDescription invoices;
};

}  // namespace

class DeadLetterChannelsTest : public QObject {
    Q_OBJECT
private slots:
    void namesThatLookLikeIt_data() {
        QTest::addColumn<bool>("expected");
        for (const char* yes : {"orders.dlq", "orders-dlt", "orders.DLT", "DLQ.orders", "error", "orders_error", "dead-letter-orders", "my.dead-letters.eu", "x-parked"}) {
            QTest::newRow(yes) << true;
        }
        for (const char* no : {"orders", "by-errors-of", "deadline", "terror", "orders.dlqs", "(empty)"}) QTest::newRow(no) << false;
    }
    void namesThatLookLikeIt() {
        QFETCH(bool, expected);
        const std::string name = QTest::currentDataTag();
        QCOMPARE(looksLikeDeadLetterChannel(name == "(empty)" ? std::string() : name), expected);
    }

    void saysHowEachIsKnown() {
        DescribedBroker broker;
        broker.invoices.deadLetterChannel = "invoices-graveyard";
        std::vector<flow::Channel> channels;
        for (const char* name : {"orders", "bin", "invoices", "invoices-graveyard", "returns.dlq"}) {
            flow::Channel channel;
            channel.name = name;
            channels.push_back(channel);
        }
        const auto found = deadLetterChannels(broker, channels, {"bin", "not-there"}, {});
        QVERIFY_RESULT(found);
        std::string drawing;
        for (const auto& channel : *found) drawing += channel.name + " " + std::to_string(static_cast<int>(channel.known)) + "\n";
        QCOMPARE(drawing, std::string("bin 0\ninvoices-graveyard 1\nreturns.dlq 2\n"));
    }
};

PATCHBAY_TEST("tst_dead_letter_channels", DeadLetterChannelsTest);
#include "tst_dead_letter_channels.moc"
