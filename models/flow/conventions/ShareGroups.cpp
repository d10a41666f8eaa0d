#include "models/flow/conventions/Table.h"

namespace pb::flow::conventions {

// KIP-932 with KIP-1191 (Kafka 4.4). Key and body are only there with errors.deadletterqueue.copy.record.enable; original
// headers never are: a redrive must take the message from its origin.
Convention shareGroups() {
    using enum FailureField;
    const std::string prefix = "__dlq.errors.";
    return {"kafka-share-group", "Kafka share group", {prefix + "topic", prefix + "group"},
            {{originChannel, prefix + "topic"}, {originPartition, prefix + "partition"}, {originOffset, prefix + "offset"},
             {group, prefix + "group"}, {message, prefix + "message"}, {attempts, prefix + "delivery.count"}},
            {prefix + "*"}};
}

}  // namespace pb::flow::conventions
