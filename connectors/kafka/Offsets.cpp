#include "connectors/kafka/Offsets.h"

#include <algorithm>

namespace pb::connectors::kafka {

namespace {

/// The list goes back and forth through one call: converts, asks, converts.
Result<std::vector<PartitionOffset>> askForTimes(const Client& client, const std::vector<PartitionOffset>& wanted) {
    PartitionListPtr list(rd_kafka_topic_partition_list_new(static_cast<int>(wanted.size())));
    for (const PartitionOffset& one : wanted) {
        rd_kafka_topic_partition_list_add(list.get(), one.topic.c_str(), one.partition)->offset = one.offset;
    }
    const auto code = rd_kafka_offsets_for_times(client.handle(), list.get(), client.settings().timeoutMs);
    if (code != RD_KAFKA_RESP_ERR_NO_ERROR) {
        return fail(client.error(code, say("Cannot read the offsets.")));
    }
    std::vector<PartitionOffset> answer;
    answer.reserve(wanted.size());
    for (int i = 0; i < list->cnt; ++i) {
        const rd_kafka_topic_partition_t& one = list->elems[i];
        answer.push_back({one.topic, one.partition, one.offset, one.err});
    }
    return answer;
}

}  // namespace

Result<std::vector<PartitionOffset>> offsetsForTimes(const ClientPtr& client, std::vector<PartitionOffset> wanted,
                                                     const StopToken& stop) {
    if (wanted.empty()) {
        return wanted;
    }
    return callStoppable<std::vector<PartitionOffset>>(
        [client, wanted = std::move(wanted)] { return askForTimes(*client, wanted); }, stop);
}

Result<std::vector<TopicPartitions>> listTopics(const ClientPtr& client, const StopToken& stop) {
    return callStoppable<std::vector<TopicPartitions>>(
        [client]() -> Result<std::vector<TopicPartitions>> {
            const rd_kafka_metadata_t* raw = nullptr;
            const auto code = rd_kafka_metadata(client->handle(), 1, nullptr, &raw, client->settings().timeoutMs);
            const MetadataPtr metadata(raw);
            if (code != RD_KAFKA_RESP_ERR_NO_ERROR) {
                return fail(client->error(code, say("Cannot list the topics.")));
            }
            std::vector<TopicPartitions> topics;
            for (int i = 0; i < metadata->topic_cnt; ++i) {
                const rd_kafka_metadata_topic_t& topic = metadata->topics[i];
                TopicPartitions one{topic.topic, {}};
                for (int p = 0; p < topic.partition_cnt; ++p) {
                    one.partitions.push_back(topic.partitions[p].id);
                }
                std::sort(one.partitions.begin(), one.partitions.end());
                topics.push_back(std::move(one));
            }
            return topics;
        },
        stop);
}

Result<TopicPartitions> findTopic(const ClientPtr& client, const std::string& topic, const StopToken& stop) {
    PB_TRY(topics, listTopics(client, stop));
    const auto found = std::find_if(topics.begin(), topics.end(), [&](const auto& one) { return one.topic == topic; });
    if (found == topics.end()) {
        return fail(ErrorCode::notFound, say("There is no topic “%1” in Kafka at %2.")
                                             .arg(qs(topic), qs(client->settings().brokers)),
                    say("A topic that the user may not see looks as if it were not there: check the access rights too."));
    }
    return std::move(*found);
}

}  // namespace pb::connectors::kafka
