#pragma once

#include "models/workspace/Connection.h"

namespace pb::connectors::local {

/// Kind "local". Settings: {"file": "local.sqlite", "durability": "full", "directory": "runtime", "properties": {…}};
/// paths are relative to the state folder. With a directory the connection is a target and a runtime too; its routes run
/// in this program between startEmbedded() and stopEmbedded().
workspace::ConnectorInfo info();

}  // namespace pb::connectors::local
