#pragma once

#include "models/workspace/Connection.h"

namespace pb::connectors::local {

/// Kind "local". Settings: {"file": "local.sqlite", "durability": "full"}; the file is relative to the state folder.
workspace::ConnectorInfo info();

}  // namespace pb::connectors::local
