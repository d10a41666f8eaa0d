#include "models/flow/conventions/Table.h"

namespace pb::flow::conventions {

// Application properties of a message in $deadletterqueue, Azure.Messaging.ServiceBus 7.
Convention azureServiceBus() {
    using enum FailureField;
    return {"azure-service-bus", "Azure Service Bus", {"DeadLetterReason", "DeadLetterErrorDescription"},
            {{originChannel, "DeadLetterSource"}, {message, "DeadLetterErrorDescription"}, {stage, "DeadLetterReason"},
             {attempts, "DeliveryCount"}},
            {"DeadLetter*", "DeliveryCount"}};
}

}  // namespace pb::flow::conventions
