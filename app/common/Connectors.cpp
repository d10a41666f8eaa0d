#include "app/common/Connectors.h"

#include "connectors/camel/Connector.h"
#include "connectors/http/Connector.h"
#include "connectors/kafka/Connector.h"
#include "connectors/local/Connector.h"

namespace pb::app {

workspace::ConnectorRegistry makeConnectors() {
    workspace::ConnectorRegistry registry;
    registry.add(connectors::local::info());
    registry.add(connectors::local::runtimeInfo());
    registry.add(connectors::kafka::info());
    registry.add(connectors::http::info());
    registry.add(connectors::camel::info());
    return registry;
}

}  // namespace pb::app
