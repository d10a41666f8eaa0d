#include "models/flow/conventions/Table.h"

namespace pb::flow::conventions {

// NServiceBus 8 and 9, Headers and FaultsHeaderKeys: the `error` queue. StackTrace is Exception.ToString().
Convention nServiceBus() {
    using enum FailureField;
    const std::string exception = "NServiceBus.ExceptionInfo.";
    return {"nservicebus", "NServiceBus", {exception + "ExceptionType", "NServiceBus.FailedQ"},
            {{originChannel, "NServiceBus.FailedQ"}, {group, "NServiceBus.ProcessingEndpoint"},
             {endpoint, "NServiceBus.ProcessingMachine"}, {className, exception + "ExceptionType"},
             {rootClass, exception + "InnerExceptionType"}, {message, exception + "Message"},
             {stack, exception + "StackTrace"}, {attempts, "NServiceBus.FLRetries"}, {attempts, "NServiceBus.Retries"},
             {lastFailure, "NServiceBus.TimeOfFailure"}},
            {exception + "*", "NServiceBus.FailedQ", "NServiceBus.ProcessingEndpoint", "NServiceBus.ProcessingMachine",
             "NServiceBus.FLRetries", "NServiceBus.Retries", "NServiceBus.Retries.*", "NServiceBus.TimeOfFailure"}};
}

}  // namespace pb::flow::conventions
