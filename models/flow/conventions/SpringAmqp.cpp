#include "models/flow/conventions/Table.h"

namespace pb::flow::conventions {

// org.springframework.amqp.rabbit.retry.RepublishMessageRecoverer, Spring AMQP 2 and 3. The class is the first line of the
// stack, which is cut to what fits into a frame.
Convention springAmqp() {
    using enum FailureField;
    return {"spring-amqp", "Spring AMQP", {"x-exception-stacktrace", "x-original-exchange", "x-original-routingKey"},
            {{originExchange, "x-original-exchange"}, {originRoutingKey, "x-original-routingKey"},
             {message, "x-exception-message"}, {stack, "x-exception-stacktrace"}},
            {"x-exception-*", "x-original-exchange", "x-original-routingKey", "x-death", "x-first-death-*", "x-last-death-*"}};
}

}  // namespace pb::flow::conventions
