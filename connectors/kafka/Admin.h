#pragma once

#include "connectors/kafka/Client.h"
#include "connectors/kafka/Offsets.h"
#include "models/flow/Broker.h"

#include <vector>

namespace pb::connectors::kafka {

/// DescribeConfigs of a topic: source by KafkaConfigSource (1 = set on the topic, 5 = default, others = server).
Result<std::vector<flow::Setting>> topicSettings(const ClientPtr& client, const std::string& topic, const StopToken& stop);

/// Groups that have committed offsets on the topic. librdkafka 2.0.2 describes KIP-848 groups as Dead without members:
/// the state of the list wins over that, and the members are then unknown.
Result<std::vector<flow::GroupState>> groupsOf(const ClientPtr& client, const TopicPartitions& topic, const StopToken& stop);

/// Works out the offsets of the plan and, unless it is a dry run, sets them. Refused while the group has members.
Result<std::vector<flow::ResetRow>> resetGroup(const ClientPtr& client, const TopicPartitions& topic,
                                               const flow::ResetPlan& plan, const StopToken& stop);

/// One replica: where the cluster wants more, its own tools create topics.
Done createTopic(const ClientPtr& client, const std::string& name, std::int32_t partitions, const StopToken& stop);

}  // namespace pb::connectors::kafka
