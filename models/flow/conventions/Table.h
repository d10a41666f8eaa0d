#pragma once

#include "models/flow/DeadLetter.h"

#include <vector>

namespace pb::flow::conventions {

Convention springKafka();
Convention springCloudStream();
Convention kafkaConnect();
Convention kafkaStreams();
Convention shareGroups();
Convention smallRye();
Convention camel();
Convention springAmqp();
Convention rabbitMq();
Convention massTransit();
Convention nServiceBus();
Convention azureServiceBus();
Convention artemis();

/// All of the above; where a message fits two, the first one reads it.
std::vector<Convention> all();

}  // namespace pb::flow::conventions
