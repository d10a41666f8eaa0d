#pragma once

#include "models/base/Address.h"
#include "models/route/RouteDocument.h"
#include "models/workspace/Environment.h"
#include "models/workspace/System.h"

#include <cstddef>
#include <string>
#include <vector>

namespace pb::workspace {

/// What flows where: which systems, channels, routes and addresses send to which, as the routes of the workspace and the
/// `exposes:` of its systems say it. A value.
struct Topology {
    struct Node {
        enum class Kind { system, channel, route, address, trigger };
        Kind kind = Kind::channel;
        std::string name;  ///< title of a system, channel, route id, URL or URI as written
        Address object;    ///< what to open; AddressKind::workspace where there is nothing
    };
    struct Edge {
        std::size_t from = 0, to = 0;  ///< into `nodes`
        bool isFailure = false;        ///< only failed exchanges go this way
        friend bool operator==(const Edge&, const Edge&) = default;
    };
    std::vector<Node> nodes;  ///< in the order in which the routes name them
    std::vector<Edge> edges;  ///< each once

    const Node* find(Node::Kind kind, std::string_view name) const;
};

/// An address that a system of the environment answers at (the baseUrl of a connection that the system exposes) is that
/// system. `direct:` and `seda:` endpoints are the routes behind them.
Topology topologyOf(const std::vector<route::RouteDocument>& routes, const std::vector<System>& systems, const Environment& environment);

/// Channels that the error handlers and onException blocks of the routes send to, directly or through a `direct:` or
/// `seda:` route. Sorted, each once.
std::vector<std::string> parkedInto(const Topology& topology);

}  // namespace pb::workspace
