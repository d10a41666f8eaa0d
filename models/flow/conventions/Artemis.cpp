#include "models/flow/conventions/Table.h"

namespace pb::flow::conventions {

// ActiveMQ Artemis 2 (copied message properties: the last hop only) and ActiveMQ Classic 5.
Convention artemis() {
    using enum FailureField;
    return {"activemq", "ActiveMQ", {"_AMQ_ORIG_ADDRESS", "_AMQ_ORIG_QUEUE", "original-destination", "originalDestination",
                                     "dlqDeliveryFailureCause"},
            {{originChannel, "_AMQ_ORIG_QUEUE"}, {originChannel, "_AMQ_ORIG_ADDRESS"}, {originChannel, "original-destination"},
             {originChannel, "originalDestination"}, {message, "dlqDeliveryFailureCause"}, {attempts, "JMSXDeliveryCount"}},
            {"_AMQ_ORIG_*", "_AMQ_ACTUAL_EXPIRY", "original-destination", "originalDestination", "originalExpiration",
             "dlqDeliveryFailureCause", "JMSXDeliveryCount"}};
}

}  // namespace pb::flow::conventions
