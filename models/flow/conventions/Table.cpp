#include "models/flow/conventions/Table.h"

namespace pb::flow::conventions {

std::vector<Convention> all() {
    return {camel(),    springKafka(), springCloudStream(), kafkaConnect(), kafkaStreams(),    shareGroups(), smallRye(),
            springAmqp(), massTransit(), nServiceBus(),     rabbitMq(),     azureServiceBus(), artemis()};
}

}  // namespace pb::flow::conventions
