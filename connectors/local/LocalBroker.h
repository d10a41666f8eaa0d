#pragma once

#include "connectors/local/LocalStore.h"
#include "models/flow/Broker.h"

#include <filesystem>
#include <memory>
#include <string>

namespace pb::connectors::local {

/// The embedded broker: topics on one SQLite file, for learning, tests and captures. Several processes may have it open
/// at once; a produce is confirmed once it is on disk. Reading changes nothing. Keys land on the partition that Kafka's
/// default partitioner gives them. Nothing expires.
///
/// `from back n` means n messages back on each partition; `until offset v` and `until time v` end before v.
class LocalBroker final : public flow::Broker {
public:
    static Result<std::unique_ptr<LocalBroker>> open(const std::filesystem::path& file,
                                                     Database::Durability durability = Database::Durability::full,
                                                     const Clock& clock = Clock::system());

    flow::BrokerCapabilities capabilities() const override;
    Result<flow::ChannelPage> channels(const flow::ChannelFilter& filter, StopToken stop) override;
    Result<flow::ChannelDescription> describe(const std::string& channel, StopToken stop) override;
    Result<flow::EffectReport> effect(const flow::ReadPlan& plan, StopToken stop) override;
    Result<flow::ReadReport> read(const flow::ReadPlan& plan, flow::MessageSink& sink, StopToken stop,
                                  Progress& progress = Progress::none()) override;
    Result<std::vector<flow::Receipt>> produce(std::span<const flow::Outgoing> batch, StopToken stop) override;
    Done remove(std::span<const flow::Position> messages, StopToken stop) override;
    Result<std::vector<flow::GroupState>> groups(const std::string& channel, StopToken stop) override;
    Result<std::vector<flow::ResetRow>> reset(const flow::ResetPlan& plan, StopToken stop) override;
    Done createChannel(const std::string& name, std::int32_t partitions, StopToken stop) override;

private:
    explicit LocalBroker(LocalStore store) : store_(std::move(store)) {}
    LocalStore store_;
};

}  // namespace pb::connectors::local
