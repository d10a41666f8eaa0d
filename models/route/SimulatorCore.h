#pragma once

#include "models/jsonata/Program.h"
#include "models/route/Cells.h"
#include "models/route/Simple.h"
#include "models/route/Simulator.h"

#include <deque>
#include <map>
#include <mutex>

namespace pb::route {

/// A route with its placeholders filled in, and what handles its failures.
struct LoadedRoute {
    Route route;
    ErrorHandler errorHandler;
    std::vector<OnException> onExceptions;
    RouteStatus status;
};

/// The state of a Simulator.
struct SimulatorCore {
    SimulatorCore(SimulatorPorts p, const SimulatorLimits& l) : ports(std::move(p)), limits(l) {}

    SimulatorPorts ports;
    SimulatorLimits limits;

    std::mutex running;        ///< held for the whole of one exchange, and by load(): taken before `state`
    mutable std::mutex state;  ///< everything below, held briefly
    std::vector<RouteDocument> documents;
    std::vector<std::unique_ptr<LoadedRoute>> routes;
    std::vector<Finding> findings;
    bool isTracing = false;
    std::deque<TraceEvent> trace;
    std::map<std::string, std::deque<Exchange>> mocks;

    struct CachedProgram {
        std::string source;
        jsonata::Program program;
    };
    std::map<std::string, CachedProgram> programs;  ///< by path; under `running`

    LoadedRoute* find(std::string_view routeId);
    LoadedRoute* consumerOf(const std::string& scheme, const std::string& name);  ///< a started one
    void record(TraceEvent event);
};

/// Fills {{name}}, {{name:default}} and {{?name}} (an option that goes away when there is no such property) in every
/// text of the route. What is not there is a finding.
class PlaceholderFiller {
public:
    PlaceholderFiller(const SimulatorPorts& ports, std::vector<Finding>& findings) : ports_(ports), findings_(findings) {}
    void fill(Route& route);
    void fill(std::vector<Step>& steps);
    void fill(Endpoint& endpoint);

private:
    void fill(std::string& text, const Place& place);
    const SimulatorPorts& ports_;
    std::vector<Finding>& findings_;
};

Exchange exchangeOf(const Travel& travel);

}  // namespace pb::route
