#pragma once

#include "connectors/kafka/Client.h"

#include <cstdint>
#include <string>
#include <vector>

namespace pb::connectors::kafka {

/// A partition and an offset of it.
struct PartitionOffset {
    std::string topic;
    std::int32_t partition = 0;
    std::int64_t offset = 0;
    rd_kafka_resp_err_t error = RD_KAFKA_RESP_ERR_NO_ERROR;
};

/// Timestamps with a meaning of their own in ListOffsets requests (Kafka protocol, ListOffsets v1 and newer).
inline constexpr std::int64_t latestTimestamp = -1;
inline constexpr std::int64_t earliestTimestamp = -2;

/// The offset at a time for every partition given, in one round of requests to the leaders: `offset` holds the time
/// (milliseconds, or one of the constants above) and is replaced by the offset; -1 where the time lies behind the end.
Result<std::vector<PartitionOffset>> offsetsForTimes(const ClientPtr& client, std::vector<PartitionOffset> wanted,
                                                     const StopToken& stop);

/// The partitions of a topic, or of all topics when `topic` is empty. Never creates one.
struct TopicPartitions {
    std::string topic;
    std::vector<std::int32_t> partitions;
};
Result<std::vector<TopicPartitions>> listTopics(const ClientPtr& client, const StopToken& stop);
Result<TopicPartitions> findTopic(const ClientPtr& client, const std::string& topic, const StopToken& stop);

}  // namespace pb::connectors::kafka
