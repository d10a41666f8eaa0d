#pragma once

#include "models/base/Clock.h"
#include "models/contract/HttpTransport.h"
#include "models/route/RouteDocument.h"
#include "models/route/RouteRuntime.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace pb::route {

struct SimulatorCore;

/// A message a route sends to a channel.
struct Produced {
    std::string channel;
    std::optional<std::string> key;
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;
    bool hasBody = true;
};

/// A message that comes in from a channel.
struct Consumed {
    std::string channel;
    std::int32_t partition = 0;
    std::int64_t offset = 0;
    Millis timestamp = 0;
    std::optional<std::string> key;
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;
    bool hasBody = true;
};

/// What the simulator may reach. An empty function or null says "not there": a route that needs it fails with a sentence.
struct SimulatorPorts {
    std::function<Result<std::string>(const std::string& path)> readFile;              ///< "maps/a.jsonata"
    std::function<Done(const Produced& message, StopToken stop)> produce;              ///< returns when it is confirmed
    std::function<std::optional<std::string>(const std::string& name)> property;       ///< {{name}}
    std::function<void(const std::string& routeId, const std::string& text)> log;      ///< of `log` steps
    contract::HttpTransport* http = nullptr;                                           ///< outlives the simulator
    const Clock* clock = &Clock::system();
    IdSource* ids = &IdSource::random();
    std::function<bool(std::int64_t milliseconds, StopToken stop)> sleep;              ///< empty = really; tests count
};

struct SimulatorLimits {
    int nesting = 64;                   ///< direct: inside of direct:
    std::size_t traceEvents = 10'000;   ///< the oldest go first
    std::size_t mockMessages = 10'000;  ///< kept for each mock: endpoint
};

/// Runs routes message by message, as Camel 4.17 does, for the steps it knows; anything else is a finding when it is loaded
/// and a failure when a message gets there, never a silent skip. Failures carry Camel's class names, so that causes group
/// the same on both. Thread-safe: one exchange runs at a time in the caller's thread.
class Simulator final : public RouteRuntime {
public:
    explicit Simulator(SimulatorPorts ports, const SimulatorLimits& limits = {});
    ~Simulator() override;

    /// Replaces all files. Routes of a file with errors are not loaded; counters of routes that stay are kept.
    void load(std::vector<RouteDocument> documents);
    std::vector<RouteDocument> documents() const;
    /// Of the files, of ids in two files, and of steps the simulator does not know.
    std::vector<Finding> findings() const;

    Result<std::vector<RouteStatus>> routes(StopToken stop) override;
    Done start(const std::string& routeId, StopToken stop) override;
    Done stop(const std::string& routeId, StopToken stop) override;
    /// To an endpoint ("direct:orders", "seda:a", "kafka:orders", "jsonata:…"), as a producer would.
    Result<SendResult> send(const std::string& endpoint, const Exchange& exchange, StopToken stop) override;
    Done setTracing(bool on, StopToken stop) override;
    Result<std::vector<TraceEvent>> drainTrace(StopToken stop) override;

    /// Channels that started routes consume (from: kafka:…), with the group they name, placeholders resolved.
    struct Subscription {
        std::string routeId, channel, group;
        Options options;
    };
    std::vector<Subscription> subscriptions() const;
    /// Runs one message through the route; failed = no error handler took it.
    Result<SendResult> deliver(const std::string& routeId, const Consumed& message, StopToken stop);

    /// What arrived at mock:NAME since the last load.
    std::vector<Exchange> mock(const std::string& name) const;

private:
    std::unique_ptr<SimulatorCore> core_;
};

}  // namespace pb::route
