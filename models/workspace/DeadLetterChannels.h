#pragma once

#include "models/flow/Broker.h"
#include "models/route/RouteDocument.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace pb::workspace {

/// A channel that holds dead letters, and how that is known.
struct DeadLetterChannel {
    enum class Known { byRoute, byBroker, byName };
    std::string name;
    Known known = Known::byName;
};

/// The routes of a workspace, `routes/*.camel.yaml` by name; files that cannot be read are left out.
std::vector<route::RouteDocument> routesOf(const std::filesystem::path& workspace);

/// Names that frameworks give by default: "orders.dlq", "orders-dlt", "orders.DLT", "dead-letter", "DLQ.orders",
/// "orders_error", "orders-parked" …
bool looksLikeDeadLetterChannel(std::string_view name);

/// Those of `channels` that hold dead letters. Asks the broker for what it knows itself of at most `maxDescribed`
/// channels. Sorted by name.
inline constexpr std::size_t maxDescribed = 200;
Result<std::vector<DeadLetterChannel>> deadLetterChannels(flow::Broker& broker, const std::vector<flow::Channel>& channels,
                                                          const std::vector<std::string>& parked, StopToken stop);

}  // namespace pb::workspace
