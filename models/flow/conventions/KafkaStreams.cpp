#include "models/flow/conventions/Table.h"

namespace pb::flow::conventions {

// KIP-1034, Kafka 4.2 and later: everything is text.
Convention kafkaStreams() {
    using enum FailureField;
    const std::string prefix = "__streams.errors.";
    return {"kafka-streams", "Kafka Streams", {prefix + "exception", prefix + "topic"},
            {{originChannel, prefix + "topic"}, {originPartition, prefix + "partition"}, {originOffset, prefix + "offset"},
             {className, prefix + "exception"}, {message, prefix + "message"}, {stack, prefix + "stacktrace"}},
            {prefix + "*"}};
}

}  // namespace pb::flow::conventions
