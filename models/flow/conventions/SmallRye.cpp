#include "models/flow/conventions/Table.h"

namespace pb::flow::conventions {

// io.smallrye.reactive.messaging.kafka.fault.KafkaDeadLetterQueue, SmallRye Reactive Messaging 4 (Quarkus 3).
Convention smallRye() {
    using enum FailureField;
    const std::string prefix = "dead-letter-";
    return {"smallrye", "SmallRye Reactive Messaging", {prefix + "reason", prefix + "topic", prefix + "exception-class-name"},
            {{originChannel, prefix + "topic"}, {originPartition, prefix + "partition"}, {originOffset, prefix + "offset"},
             {className, prefix + "exception-class-name"}, {rootClass, prefix + "cause-class-name"},
             {message, prefix + "reason"}, {rootMessage, prefix + "cause"}},
            {prefix + "*"}};
}

}  // namespace pb::flow::conventions
