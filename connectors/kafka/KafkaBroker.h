#pragma once

#include "connectors/kafka/Client.h"
#include "connectors/kafka/Offsets.h"
#include "models/flow/Broker.h"

namespace pb::connectors::kafka {

/// flow::Broker on Kafka. Reads assign partitions without a group, so that looking changes nothing; removing one message
/// is not possible (the journal remembers). Handles are opened on first use.
class KafkaBroker final : public flow::Broker {
public:
    explicit KafkaBroker(Settings settings) : settings_(std::move(settings)) {}

    flow::BrokerCapabilities capabilities() const override;
    Result<flow::ChannelPage> channels(const flow::ChannelFilter& filter, StopToken stop) override;
    Result<flow::ChannelDescription> describe(const std::string& channel, StopToken stop) override;
    Result<flow::EffectReport> effect(const flow::ReadPlan& plan, StopToken stop) override;
    Result<flow::ReadReport> read(const flow::ReadPlan& plan, flow::MessageSink& sink, StopToken stop,
                                  Progress& progress) override;
    Result<std::vector<flow::Receipt>> produce(std::span<const flow::Outgoing> batch, StopToken stop) override;
    Done remove(std::span<const flow::Position> messages, StopToken stop) override;
    Result<std::vector<flow::GroupState>> groups(const std::string& channel, StopToken stop) override;
    Result<std::vector<flow::ResetRow>> reset(const flow::ResetPlan& plan, StopToken stop) override;
    Done createChannel(const std::string& name, std::int32_t partitions, StopToken stop) override;

private:
    Result<ClientPtr> admin();     ///< for metadata and admin calls
    Result<ClientPtr> producer();
    Done knowTopic(const std::string& topic, const StopToken& stop);

    Settings settings_;
    ClientPtr admin_, producer_;
    std::vector<std::string> knownTopics_;  ///< that may be produced to without creating one by accident
};

}  // namespace pb::connectors::kafka
