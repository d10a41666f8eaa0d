#include "connectors/kafka/KafkaBroker.h"

#include "connectors/kafka/Admin.h"
#include "connectors/kafka/Producing.h"
#include "connectors/kafka/Reader.h"

#include <algorithm>

namespace pb::connectors::kafka {

namespace {

bool isInternal(const std::string& topic) { return topic.starts_with("__"); }

/// First and end offset of every partition, in two rounds for all topics together.
struct Ends {
    std::vector<PartitionOffset> first, end;
};

Result<Ends> endsOf(const ClientPtr& client, const std::vector<TopicPartitions>& topics, const StopToken& stop) {
    std::vector<PartitionOffset> wanted;
    for (const TopicPartitions& topic : topics) {
        for (const std::int32_t partition : topic.partitions) {
            wanted.push_back({topic.topic, partition, earliestTimestamp, RD_KAFKA_RESP_ERR_NO_ERROR});
        }
    }
    PB_TRY(first, offsetsForTimes(client, wanted, stop));
    for (PartitionOffset& one : wanted) {
        one.offset = latestTimestamp;
    }
    PB_TRY(end, offsetsForTimes(client, wanted, stop));
    return Ends{std::move(first), std::move(end)};
}

void addCount(flow::Channel& channel, const PartitionOffset& first, const PartitionOffset& end) {
    const bool isKnown = first.error == RD_KAFKA_RESP_ERR_NO_ERROR && end.error == RD_KAFKA_RESP_ERR_NO_ERROR;
    channel.messages.value += isKnown ? end.offset - first.offset : 0;
    if (!isKnown) {
        channel.messages.trust = flow::Count::Trust::unknown;
    }
}

}  // namespace

flow::BrokerCapabilities KafkaBroker::capabilities() const {
    flow::BrokerCapabilities can;
    can.partitions = can.keys = can.headers = can.timeSeek = can.groups = can.createChannel = true;
    can.remove = flow::RemoveMode::notPossible;
    return can;
}

Result<ClientPtr> KafkaBroker::admin() {
    if (!admin_) {
        PB_TRY(client, Client::open(settings_, ClientType::consumer, {{"group.id", "patchbay-console"}}));
        admin_ = std::move(client);
    }
    return admin_;
}

Result<flow::ChannelPage> KafkaBroker::channels(const flow::ChannelFilter& filter, StopToken stop) {
    PB_TRY(client, admin());
    PB_TRY(topics, listTopics(client, stop));
    std::erase_if(topics, [&](const TopicPartitions& topic) {
        return (!filter.withInternal && isInternal(topic.topic)) || topic.topic.find(filter.nameContains) == std::string::npos;
    });
    std::sort(topics.begin(), topics.end(), [](const auto& a, const auto& b) { return a.topic < b.topic; });
    flow::ChannelPage page;
    page.total = topics.size();
    topics.erase(topics.begin(), topics.begin() + static_cast<std::ptrdiff_t>(std::min(filter.offset, topics.size())));
    topics.resize(std::min(topics.size(), filter.limit));
    PB_TRY(ends, endsOf(client, topics, stop));
    std::size_t next = 0;
    for (const TopicPartitions& topic : topics) {
        flow::Channel channel;
        channel.name = topic.topic;
        channel.isInternal = isInternal(topic.topic);
        channel.partitions = static_cast<std::int32_t>(topic.partitions.size());
        channel.messages.trust = flow::Count::Trust::approximate;  // offsets also count control records and gaps
        for (std::size_t i = 0; i < topic.partitions.size(); ++i, ++next) {
            addCount(channel, ends.first[next], ends.end[next]);
        }
        page.channels.push_back(std::move(channel));
    }
    return page;
}

Result<flow::ChannelDescription> KafkaBroker::describe(const std::string& channel, StopToken stop) {
    PB_TRY(client, admin());
    PB_TRY(topic, findTopic(client, channel, stop));
    PB_TRY(ends, endsOf(client, {topic}, stop));
    flow::ChannelDescription description;
    description.channel.name = channel;
    description.channel.isInternal = isInternal(channel);
    description.channel.partitions = static_cast<std::int32_t>(topic.partitions.size());
    description.channel.messages.trust = flow::Count::Trust::approximate;
    for (std::size_t i = 0; i < topic.partitions.size(); ++i) {
        addCount(description.channel, ends.first[i], ends.end[i]);
        description.partitions.push_back({topic.partitions[i], ends.first[i].offset, ends.end[i].offset});
    }
    PB_TRY(settings, topicSettings(client, channel, stop));
    description.settings = std::move(settings);
    PB_TRY(groupList, groups(channel, stop));
    description.groups = std::move(groupList);
    return description;
}

Result<flow::EffectReport> KafkaBroker::effect(const flow::ReadPlan&, StopToken) {
    return flow::EffectReport{flow::ReadEffect::none, std::nullopt, say("Reading changes nothing: no group is joined."), false};
}

Result<flow::ReadReport> KafkaBroker::read(const flow::ReadPlan& plan, flow::MessageSink& sink, StopToken stop,
                                           Progress& progress) {
    PB_TRY(reader, Reader::start(settings_, plan, stop));
    return reader.run(sink, stop, progress);
}

Result<ClientPtr> KafkaBroker::producer() {
    if (!producer_) {
        PB_TRY(client, openProducer(settings_));
        producer_ = std::move(client);
    }
    return producer_;
}

Done KafkaBroker::knowTopic(const std::string& topic, const StopToken& stop) {
    if (std::find(knownTopics_.begin(), knownTopics_.end(), topic) == knownTopics_.end()) {
        PB_TRY(client, admin());
        PB_TRY(found, findTopic(client, topic, stop));
        knownTopics_.push_back(found.topic);
    }
    return {};
}

Result<std::vector<flow::Receipt>> KafkaBroker::produce(std::span<const flow::Outgoing> batch, StopToken stop) {
    PB_TRY(client, producer());
    std::vector<flow::Receipt> receipts(batch.size(), flow::Refusal{});
    std::vector<std::size_t> accepted;
    for (std::size_t i = 0; i < batch.size(); ++i) {
        if (const Done known = knowTopic(batch[i].channel, stop); known) {
            accepted.push_back(i);
        } else if (known.error().code == ErrorCode::notFound) {
            receipts[i] = flow::Refusal{ErrorCode::refused, known.error().sentence};
        } else {
            return fail(known.error());
        }
    }
    produceAll(client, batch, accepted, receipts, stop);
    return receipts;
}

Done KafkaBroker::remove(std::span<const flow::Position>, StopToken) {
    return fail(ErrorCode::unsupported, say("Kafka cannot take a single message away."),
                say("The journal remembers which messages were sent again; retention removes the rest."));
}

Result<std::vector<flow::GroupState>> KafkaBroker::groups(const std::string& channel, StopToken stop) {
    PB_TRY(client, admin());
    PB_TRY(topic, findTopic(client, channel, stop));
    return groupsOf(client, topic, stop);
}

Result<std::vector<flow::ResetRow>> KafkaBroker::reset(const flow::ResetPlan& plan, StopToken stop) {
    PB_TRY(client, admin());
    PB_TRY(topic, findTopic(client, plan.channel, stop));
    return resetGroup(client, topic, plan, stop);
}

Done KafkaBroker::createChannel(const std::string& name, std::int32_t partitions, StopToken stop) {
    PB_TRY(client, admin());
    return createTopic(client, name, partitions, stop);
}

}  // namespace pb::connectors::kafka
