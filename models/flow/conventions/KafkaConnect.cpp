#include "models/flow/conventions/Table.h"

namespace pb::flow::conventions {

// org.apache.kafka.connect.runtime.errors.DeadLetterQueueReporter, Kafka 2.0 to 4.3: everything is text.
Convention kafkaConnect() {
    using enum FailureField;
    const std::string prefix = "__connect.errors.";
    return {"kafka-connect", "Kafka Connect", {prefix + "topic", prefix + "exception.class.name", prefix + "stage"},
            {{originChannel, prefix + "topic"}, {originPartition, prefix + "partition"}, {originOffset, prefix + "offset"},
             {group, prefix + "connector.name"}, {endpoint, prefix + "class.name"},
             {className, prefix + "exception.class.name"}, {message, prefix + "exception.message"},
             {stack, prefix + "exception.stacktrace"}, {stage, prefix + "stage"}},
            {prefix + "*"}};
}

}  // namespace pb::flow::conventions
