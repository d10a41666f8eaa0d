#include "models/flow/conventions/Table.h"

namespace pb::flow::conventions {

// KafkaMessageChannelBinder of Spring Cloud Stream 3 and 4: numbers are ByteBuffer bytes.
Convention springCloudStream() {
    using enum FailureField;
    constexpr auto binary = FieldEncoding::bigEndian;
    return {"spring-cloud-stream", "Spring Cloud Stream", {"x-exception-fqcn", "x-original-topic"},
            {{originChannel, "x-original-topic"}, {originPartition, "x-original-partition", binary},
             {originOffset, "x-original-offset", binary}, {className, "x-exception-fqcn"},
             {message, "x-exception-message"}, {stack, "x-exception-stacktrace"}},
            {"x-original-topic", "x-original-partition", "x-original-offset", "x-original-timestamp*", "x-exception-*"}};
}

}  // namespace pb::flow::conventions
