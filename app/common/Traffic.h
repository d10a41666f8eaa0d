#pragma once

#include "models/base/Result.h"
#include "models/flow/Broker.h"

#include <cstdint>
#include <string>
#include <vector>

namespace pb::app {

/// Messages that a workspace makes for learning and tests: a JSONata expression over `{"number": n}` gives one message as
/// `{"key"?, "headers"?: {name: text}, "body": text or any JSON}`. Seeded: the same seed gives the same messages.
struct TrafficPlan {
    std::string expression;
    std::string channel;
    std::int64_t first = 1;   ///< number of the first message
    std::int64_t count = 0;
    std::uint64_t seed = 1;
};

/// ErrorCode::invalidInput names the message number and what is wrong with it.
Result<std::vector<flow::Outgoing>> makeTraffic(const TrafficPlan& plan, StopToken stop);

/// Makes the traffic and produces it in batches; every message must be confirmed.
Done sendTraffic(flow::Broker& broker, const TrafficPlan& plan, StopToken stop, Progress& progress);

}  // namespace pb::app
