#pragma once

#include "models/workspace/Connection.h"

namespace pb::connectors::kafka {

/// Apache Kafka through librdkafka (2.0.2 or newer): a broker. Settings: `settingsSchema` of the info.
workspace::ConnectorInfo info();

}  // namespace pb::connectors::kafka
