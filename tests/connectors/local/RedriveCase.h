#pragma once

#include "models/flow/Redrive.h"
#include "tests/connectors/local/Support.h"

#include <map>

namespace pb::test {

/// A dead-letter channel with numbered orders on a local broker, and what became of them.
class RedriveCase {
public:
    explicit RedriveCase(const std::string& folder) : folder_(folder) {}

    std::filesystem::path brokerFile() const { return pathFromUtf8(folder_ + "/broker.sqlite"); }
    std::filesystem::path journalFile() const { return pathFromUtf8(folder_ + "/journal.sqlite"); }

    /// Channels `orders` and `orders.dlq`, `count` dead letters as the demo's route parks them.
    Done park(int count) {
        PB_TRY(broker, connectors::local::LocalBroker::open(brokerFile(), Database::Durability::normal));
        PB_CHECK(broker->createChannel("orders", 3, {}));
        PB_CHECK(broker->createChannel("orders.dlq", 1, {}));
        std::vector<flow::Outgoing> batch;
        for (int i = 0; i < count; ++i) {
            flow::Outgoing message = outgoing("orders.dlq", "k" + std::to_string(i % 7), "order " + std::to_string(i));
            message.headers = {{"source", "shop"}, {"failureClass", "com.acme.Bad"}, {"failureMessage", "no " + std::to_string(i)},
                               {"originTopic", "orders"}, {"originPartition", std::to_string(i % 3)}, {"originOffset", "5"}};
            batch.push_back(std::move(message));
        }
        PB_CHECK(broker->produce(batch, {}));
        return {};
    }

    flow::RedrivePlan plan(std::size_t batchSize = 100) const {
        flow::RedrivePlan out;
        out.id = "r1";
        out.connection = "local";
        out.by = "tester";
        out.batchSize = batchSize;
        return out;
    }

    /// How often each body lies in the channel.
    static std::map<std::string, int> countsIn(flow::Broker& broker, const std::string& channel) {
        std::map<std::string, int> out;
        for (const flow::Message& message : allOf(broker, channel)) ++out[message.body];
        return out;
    }

private:
    std::string folder_;
};

/// A broker that does as another one does, until a test says otherwise.
class BrokerDouble : public flow::Broker {
public:
    explicit BrokerDouble(flow::Broker& inner) : inner_(inner) {}
    flow::BrokerCapabilities capabilities() const override { return inner_.capabilities(); }
    Result<flow::ChannelPage> channels(const flow::ChannelFilter& f, StopToken s) override { return inner_.channels(f, s); }
    Result<flow::ChannelDescription> describe(const std::string& c, StopToken s) override { return inner_.describe(c, s); }
    Result<flow::EffectReport> effect(const flow::ReadPlan& p, StopToken s) override { return inner_.effect(p, s); }
    Result<flow::ReadReport> read(const flow::ReadPlan& p, flow::MessageSink& sink, StopToken s, Progress& g) override {
        return inner_.read(p, sink, s, g);
    }
    Result<std::vector<flow::Receipt>> produce(std::span<const flow::Outgoing> b, StopToken s) override { return inner_.produce(b, s); }
    Done remove(std::span<const flow::Position> m, StopToken s) override { return inner_.remove(m, s); }
    Result<std::vector<flow::GroupState>> groups(const std::string& c, StopToken s) override { return inner_.groups(c, s); }
    Result<std::vector<flow::ResetRow>> reset(const flow::ResetPlan& p, StopToken s) override { return inner_.reset(p, s); }
    Done createChannel(const std::string& n, std::int32_t p, StopToken s) override { return inner_.createChannel(n, p, s); }

protected:
    flow::Broker& inner_;
};

}  // namespace pb::test
