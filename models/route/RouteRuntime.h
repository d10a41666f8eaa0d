#pragma once

#include "models/base/Clock.h"
#include "models/base/Progress.h"
#include "models/base/Result.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace pb::route {

enum class RouteState { started, stopped, suspended, failed };

struct RouteStatus {
    std::string id;
    std::string from;         ///< endpoint URI
    std::string source;       ///< "file:orders.camel.yaml:3"
    RouteState state = RouteState::stopped;
    std::int64_t completed = 0, failed = 0, inflight = 0;
    Millis lastActivity = 0;
};

struct Exchange {
    std::string body;
    bool hasBody = true;      ///< false = null, which is not an empty body
    std::vector<std::pair<std::string, std::string>> headers;
};

/// One stop of a message on its way.
struct TraceEvent {
    std::string routeId, nodeId, endpoint;
    Millis time = 0;
    double elapsedMs = 0;
    Exchange exchange;
    std::string failure;      ///< "class: message", or empty
};

struct SendResult {
    bool failed = false;
    Exchange exchange;
    std::string failureClass, failureMessage;
    std::string caughtClass, caughtMessage;  ///< a failure that an error handler took (parked); where the runtime can say
    bool isLost = false;      ///< the dead letter route failed too: nothing keeps the message
    double elapsedMs = 0;
};

/// Something that runs routes: the simulator is one, Camel another; the same test runs on both.
class RouteRuntime {
public:
    virtual ~RouteRuntime() = default;
    virtual Result<std::vector<RouteStatus>> routes(StopToken stop) = 0;
    virtual Done start(const std::string& routeId, StopToken stop) = 0;
    virtual Done stop(const std::string& routeId, StopToken stop) = 0;
    /// Sends to an endpoint ("direct:orders") and waits for the answer.
    virtual Result<SendResult> send(const std::string& endpoint, const Exchange& exchange, StopToken stop) = 0;
    virtual Done setTracing(bool on, StopToken stop) = 0;
    virtual Result<std::vector<TraceEvent>> drainTrace(StopToken stop) = 0;
};

}  // namespace pb::route
