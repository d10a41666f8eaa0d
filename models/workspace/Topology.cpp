#include "models/workspace/Topology.h"

#include "models/document/Json.h"
#include "models/workspace/Layout.h"

#include <algorithm>
#include <map>
#include <set>

namespace pb::workspace {

namespace {

using Kind = Topology::Node::Kind;
using route::Reference;

/// "https://{{erp.address}}/orders" → "erp.local:8080", by the variables of the environment.
std::string hostOf(std::string url, const std::map<std::string, std::string>& variables) {
    for (std::size_t open = url.find("{{"); open != std::string::npos; open = url.find("{{", open)) {
        const std::size_t close = url.find("}}", open);
        if (close == std::string::npos) break;
        const auto known = variables.find(url.substr(open + 2, close - open - 2));
        if (known == variables.end()) {
            open = close;
        } else {
            url.replace(open, close + 2 - open, known->second);
        }
    }
    const std::size_t scheme = url.find("://");
    url.erase(0, scheme == std::string::npos ? 0 : scheme + 3);
    return url.substr(0, url.find_first_of("/?"));
}

class TopologyBuilder {
public:
    TopologyBuilder(const std::vector<System>& systems, const Environment& environment) : systems_(systems), environment_(environment) {
        for (const ConnectionSettings& connection : environment.connections) {
            const auto settings = doc::readJson(connection.json);
            const std::string url(settings ? (*settings)->root().find("baseUrl").text() : std::string_view());
            if (!url.empty()) connectionAt_.emplace(hostOf(url, {}), connection.name);
        }
    }

    Topology build(const std::vector<route::RouteDocument>& documents) {
        for (const auto& document : documents) {
            for (const auto& route : document.routes()) {
                innerRoutes_[route.from.scheme + ':' + route.from.name()] = route.id;
                files_[route.id] = objectName(AddressKind::route, document.path());
            }
        }
        for (const auto& document : documents) {
            for (const Reference& reference : document.references()) take(reference, document);
        }
        addProviders();
        spreadFailures();
        return std::move(out_);
    }

private:
    std::size_t node(Kind kind, const std::string& name, const Address& object) {
        const auto [entry, isNew] = known_.try_emplace({kind, name}, out_.nodes.size());
        if (isNew) out_.nodes.push_back({kind, name, object});
        return entry->second;
    }

    std::size_t routeNode(const std::string& id) { return node(Kind::route, id, Address::of(AddressKind::route, files_[id])); }

    /// A handler of the whole file has no route: its ways out are those of every route of the file.
    void take(const Reference& reference, const route::RouteDocument& document) {
        if (reference.kind == Reference::Kind::map || reference.kind == Reference::Kind::contract) return;
        if (reference.kind == Reference::Kind::other && !reference.isInput) return;  // beans, logs: they stay inside
        const bool isErrorHandler = reference.isFailure && reference.stepId.empty();
        for (const auto& route : document.routes()) {
            const bool isOfFile = reference.routeId.empty() && !(isErrorHandler && route.errorHandler);
            if (route.id == reference.routeId || isOfFile) connect(reference, route.id);
        }
    }

    void connect(const Reference& reference, const std::string& routeId) {
        const std::size_t route = routeNode(routeId);
        const auto other = endOf(reference);
        if (other) link(reference.isInput ? *other : route, reference.isInput ? route : *other, reference.isFailure);
    }

    void link(std::size_t from, std::size_t to, bool isFailure) {
        const auto same = [&](const Topology::Edge& edge) { return edge.from == from && edge.to == to; };
        const auto known = std::find_if(out_.edges.begin(), out_.edges.end(), same);
        if (known == out_.edges.end()) {
            out_.edges.push_back({from, to, isFailure});
        } else {
            known->isFailure = known->isFailure && isFailure;
        }
    }

    std::optional<std::size_t> endOf(const Reference& reference) {
        switch (reference.kind) {
        case Reference::Kind::channel: return node(Kind::channel, reference.name, Address::of(AddressKind::channel, {}, reference.name));
        case Reference::Kind::http: return addressNode(reference.name);
        case Reference::Kind::route: {
            const auto inner = innerRoutes_.find(reference.scheme + ':' + reference.name);
            if (reference.isInput || inner == innerRoutes_.end()) return std::nullopt;
            return routeNode(inner->second);
        }
        default: return node(Kind::trigger, reference.scheme + ':' + reference.name, {});
        }
    }

    std::size_t addressNode(const std::string& url) {
        const auto connection = connectionAt_.find(hostOf(url, environment_.variables));
        for (const System& system : systems_) {
            const bool answers = connection != connectionAt_.end() &&
                                 std::any_of(system.exposes.begin(), system.exposes.end(), [&](const Exposed& exposed) {
                                     return exposed.connection == connection->second && exposed.channel.empty();
                                 });
            if (answers) return systemNode(system);
        }
        return node(Kind::address, url, {});
    }

    std::size_t systemNode(const System& system) {
        return node(Kind::system, system.title, Address::of(AddressKind::system, system.name));
    }

    /// A system that exposes a channel fills it.
    void addProviders() {
        for (const System& system : systems_) {
            for (const Exposed& exposed : system.exposes) {
                const auto channel = known_.find({Kind::channel, exposed.channel});
                if (exposed.channel.empty() || channel == known_.end()) continue;
                const std::size_t to = channel->second;  // before a new node may move the map's entries
                link(systemNode(system), to, false);
            }
        }
    }

    /// What a route that failed exchanges enter through `direct:` sends on, goes the way of failures too.
    void spreadFailures() {
        std::set<std::size_t> parking;
        for (bool grew = true; grew;) {
            grew = false;
            for (Topology::Edge& edge : out_.edges) {
                edge.isFailure = edge.isFailure || parking.contains(edge.from);
                const bool enters = edge.isFailure && out_.nodes[edge.to].kind == Kind::route;
                grew = (enters && parking.insert(edge.to).second) || grew;
            }
        }
    }

    const std::vector<System>& systems_;
    const Environment& environment_;
    std::map<std::string, std::string> connectionAt_;  ///< host and port → name
    std::map<std::string, std::string> innerRoutes_;   ///< "direct:park" → route id
    std::map<std::string, std::string> files_;         ///< route id → the workspace's name of its file
    std::map<std::pair<Kind, std::string>, std::size_t> known_;
    Topology out_;
};

}  // namespace

const Topology::Node* Topology::find(Node::Kind kind, std::string_view name) const {
    const auto found = std::find_if(nodes.begin(), nodes.end(), [&](const Node& node) { return node.kind == kind && node.name == name; });
    return found == nodes.end() ? nullptr : &*found;
}

Topology topologyOf(const std::vector<route::RouteDocument>& routes, const std::vector<System>& systems, const Environment& environment) {
    return TopologyBuilder(systems, environment).build(routes);
}

std::vector<std::string> parkedInto(const Topology& topology) {
    std::set<std::string> channels;
    for (const Topology::Edge& edge : topology.edges) {
        if (edge.isFailure && topology.nodes[edge.to].kind == Kind::channel) channels.insert(topology.nodes[edge.to].name);
    }
    return {channels.begin(), channels.end()};
}

}  // namespace pb::workspace
