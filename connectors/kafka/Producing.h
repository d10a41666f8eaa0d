#pragma once

#include "connectors/kafka/Client.h"
#include "models/flow/Broker.h"

#include <span>
#include <vector>

namespace pb::connectors::kafka {

/// An idempotent producer (KIP-98: no duplicates by retries, order per partition kept).
Result<ClientPtr> openProducer(const Settings& settings);

/// Produces the messages of the batch that `which` names and fills in their receipts from the delivery reports. When it
/// is stopped, or the broker does not answer in time, what is still in flight is `unknownOutcome`.
void produceAll(const ClientPtr& client, std::span<const flow::Outgoing> batch, const std::vector<std::size_t>& which,
                std::vector<flow::Receipt>& receipts, const StopToken& stop);

}  // namespace pb::connectors::kafka
