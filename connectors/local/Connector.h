#pragma once

#include "models/workspace/Connection.h"

namespace pb::connectors::local {

/// Kind "local": the embedded broker. Settings: {"file": "local.sqlite", "durability": "full"}; the file is relative to the
/// state folder.
workspace::ConnectorInfo info();

/// Kind "local-runtime": runs the routes deployed to a folder on that broker, a target and a runtime. Settings: {"file":
/// "local.sqlite", "directory": "runtime", "properties": {…}}. Its routes run in this program between startEmbedded() and
/// stopEmbedded().
workspace::ConnectorInfo runtimeInfo();

}  // namespace pb::connectors::local
