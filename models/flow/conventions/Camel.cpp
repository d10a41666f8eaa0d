#include "models/flow/conventions/Table.h"

namespace pb::flow::conventions {

// Camel's Kafka producer filters Camel* headers out (KafkaHeaderFilterStrategy, Camel 4), so a parking route copies what
// it knows into headers of these names. The exchange's own headers are there on brokers that let them through.
Convention camel() {
    using enum FailureField;
    return {"camel", "Apache Camel", {"failureClass", "failureMessage", "failureRouteId", "CamelFailureRouteId"},
            {{originChannel, "originTopic"}, {originPartition, "originPartition"}, {originOffset, "originOffset"},
             {route, "failureRouteId"}, {route, "CamelFailureRouteId"}, {endpoint, "failureEndpoint"},
             {endpoint, "CamelFailureEndpoint"}, {className, "failureClass"}, {message, "failureMessage"},
             {stack, "failureStack"}, {detail, "failureDetail"}, {attempts, "failureAttempts"},
             {attempts, "CamelRedeliveryCounter"}, {lastFailure, "failureTime"}},
            {"failureClass", "failureMessage", "failureRouteId", "failureEndpoint", "failureDetail", "failureStack",
             "failureTime", "failureAttempts", "originTopic", "originPartition", "originOffset", "Camel*",
             "org.apache.camel.*", "kafka.*"}};
}

}  // namespace pb::flow::conventions
