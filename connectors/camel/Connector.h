#pragma once

#include "models/workspace/Connection.h"

namespace pb::connectors::camel {

/// Kind "camel": a Camel 4 runtime that runs a folder (camel run --source-dir=FOLDER/routes --dev, or camel-main with
/// routes-reload) with its management port. Settings: directory, managementUrl, optional cli (a camel command for checks
/// before writing) and properties (of the routes, for that check). A relative directory is below the state folder.
/// The runtime must be started with camel.main.routes-reload-remove-all-routes=false: with the default, one bad file
/// stops every route (Camel 4.17).
workspace::ConnectorInfo info();

}  // namespace pb::connectors::camel
