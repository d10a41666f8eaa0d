#include "models/flow/CauseLists.h"

#include <array>

namespace pb::flow {

namespace {

constexpr std::array<std::string_view, 82> prefixes{
    "Autofac.", "Azure.", "Castle.", "Confluent.", "MassTransit.", "MediatR.", "Microsoft.", "NServiceBus.",
    "Newtonsoft.", "Polly.", "RabbitMQ.", "System.", "akka.", "brave.", "ch.qos.logback.", "com.amazonaws.",
    "com.azure.", "com.dashjoin.jsonata.", "com.fasterxml.jackson.", "com.google.common.", "com.google.gson.",
    "com.google.inject.", "com.ibm.mq.", "com.ibm.msg.", "com.microsoft.", "com.mongodb.", "com.mysql.",
    "com.networknt.", "com.rabbitmq.", "com.sun.", "com.zaxxer.", "datadog.", "feign.", "groovy.", "io.confluent.",
    "io.debezium.", "io.micrometer.", "io.micronaut.", "io.netty.", "io.opentelemetry.", "io.quarkus.",
    "io.reactivex.", "io.smallrye.", "io.vertx.", "jakarta.", "java.", "javax.", "jdk.", "kotlin.", "kotlinx.",
    "lambda_method", "lombok.", "net.bytebuddy.", "okhttp3.", "oracle.jdbc.", "org.aopalliance.", "org.apache.",
    "org.aspectj.", "org.codehaus.groovy.", "org.eclipse.", "org.everit.", "org.glassfish.", "org.hibernate.",
    "org.jboss.", "org.junit.", "org.mongodb.", "org.postgresql.", "org.reactivestreams.", "org.slf4j.",
    "org.springframework.", "org.w3c.", "org.xml.", "reactor.", "redis.", "retrofit2.", "rx.", "scala.",
    "software.amazon.", "sun.", "tools.jackson.", "worker.org.gradle.", "zipkin2.",
};

constexpr std::array<std::string_view, 49> wrappers{
    "AggregateException", "AmqpRejectAndDontRequeueException", "BackOffException", "CamelExchangeException",
    "CamelExecutionException", "CannotInvokeException", "CompletionException", "ConsumerCanceledException",
    "DataException", "DeserializationException", "EJBException", "Error", "Exception", "ExecutionException",
    "ExhaustedRetryException", "ExpressionEvaluationException", "ExpressionIllegalSyntaxException",
    "HandlerInvocationException", "InvalidPayloadException", "InvocationTargetException", "JsonMappingException",
    "KafkaException", "ListenerExecutionFailedException", "MessageConversionException", "MessageDeliveryException",
    "MessageDeserializationException", "MessageHandlingException", "MessagingException", "NestedServletException",
    "NoTypeConversionAvailableException", "RejectAndDontRequeueException", "RetriesExhaustedException",
    "RetryException", "RollbackExchangeException", "RuntimeCamelException", "RuntimeException",
    "SerializationException", "ServletException", "StreamsException", "TargetInvocationException",
    "TaskCorruptedException", "Throwable", "TimestampedException", "TypeConversionException",
    "TypeInitializationException", "UncheckedExecutionException", "UncheckedIOException",
    "UndeclaredThrowableException", "org.apache.kafka.connect.errors.ConnectException",
};

constexpr std::array<std::string_view, 30> naming{
    "argument", "attribute", "bean", "because", "class", "column", "constraint", "element", "endpoint", "exchange",
    "field", "header", "keyword", "member", "method", "node", "operation", "parameter", "parameters", "path",
    "properties", "property", "queue", "required", "schema", "table", "tag", "topic", "type", "variable",
};

constexpr std::array<std::string_view, 6> codes{
    "HTTP", "SQLState", "StatusCode", "status", "statusCode", "statuscode",
};

constexpr std::array<MessageCut, 5> cuts{{
    {"Unexpected end-of-input", true},     // Jackson: … in VALUE_STRING, in field name, within Object entry
    {"\n at [Source", false},             // Jackson: the input itself, line and column
    {" (through reference chain:", false}, // Jackson
    {", failedMessage=", false},           // Spring Messaging: the message itself
    {"; nested exception is", false},      // Spring before 6
}};

}  // namespace

std::span<const std::string_view> frameworkPrefixes() { return prefixes; }
std::span<const std::string_view> wrapperClasses() { return wrappers; }
std::span<const std::string_view> namingWords() { return naming; }
std::span<const std::string_view> codeWords() { return codes; }
std::span<const MessageCut> messageCuts() { return cuts; }

}  // namespace pb::flow
