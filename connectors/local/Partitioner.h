#pragma once

#include <cstdint>
#include <string_view>

namespace pb::connectors::local {

/// murmur2 with Kafka's seed 0x9747b28c (org.apache.kafka.common.utils.Utils.murmur2, Kafka 4.x).
std::uint32_t murmur2(std::string_view bytes);

/// Where Kafka's default partitioner puts a key: (murmur2 & 0x7fffffff) % partitions.
std::int32_t partitionForKey(std::string_view key, std::int32_t partitions);

}  // namespace pb::connectors::local
