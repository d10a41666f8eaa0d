#include "models/flow/conventions/Table.h"

namespace pb::flow::conventions {

// MassTransit 8, MessageHeaders: *_error and *_skipped queues.
Convention massTransit() {
    using enum FailureField;
    const std::string prefix = "MT-Fault-";
    return {"masstransit", "MassTransit", {prefix + "ExceptionType", prefix + "Message", "MT-Reason"},
            {{originChannel, prefix + "InputAddress"}, {endpoint, prefix + "ConsumerType"},
             {className, prefix + "ExceptionType"}, {message, prefix + "Message"}, {stack, prefix + "StackTrace"},
             {attempts, prefix + "RetryCount"}, {lastFailure, prefix + "Timestamp"}, {stage, "MT-Reason"}},
            {prefix + "*", "MT-Reason", "MT-Host-*"}};
}

}  // namespace pb::flow::conventions
