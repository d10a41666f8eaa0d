#include "models/flow/conventions/Table.h"

namespace pb::flow::conventions {

// org.springframework.kafka.support.KafkaHeaders and listener.DeadLetterPublishingRecoverer, Spring Kafka 2.8 to 3.3.
// Integers are big-endian. The ORIGINAL headers are appended at every hop: the first one is the origin.
Convention springKafka() {
    using enum FailureField;
    constexpr auto binary = FieldEncoding::bigEndian;
    Convention out{"spring-kafka", "Spring Kafka", {}, {}, {}};
    out.signature = {"kafka_dlt-exception-fqcn", "kafka_dlt-original-topic", "kafka_dlt-key-exception-fqcn",
                     "kafka_exception-fqcn", "kafka_original-topic"};
    for (const std::string prefix : {"kafka_dlt-", "kafka_"}) {  // parked, or on a retry topic
        const std::string exception = prefix + "exception-", key = prefix + "key-exception-", original = prefix + "original-";
        const std::vector<FieldRule> rules{
            {originChannel, original + "topic"}, {originPartition, original + "partition", binary},
            {originOffset, original + "offset", binary}, {group, original + "consumer-group"},
            {className, exception + "fqcn"}, {className, key + "fqcn"}, {rootClass, exception + "cause-fqcn"},
            {message, exception + "message"}, {message, key + "message"}, {stack, exception + "stacktrace"},
            {stack, key + "stacktrace"}};
        out.rules.insert(out.rules.end(), rules.begin(), rules.end());
    }
    out.rules.insert(out.rules.end(), {{attempts, "retry_topic-attempts", binary}, {attempts, "kafka_deliveryAttempt", binary}});
    out.dropped = {"kafka_dlt-*", "kafka_original-*", "kafka_exception-*", "kafka_key-exception-*", "kafka_deliveryAttempt",
                   "kafka_backoff", "retry_topic-*", "springDeserializerException*"};
    return out;
}

}  // namespace pb::flow::conventions
