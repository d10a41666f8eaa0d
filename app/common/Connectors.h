#pragma once

#include "models/workspace/Connection.h"

namespace pb::app {

/// Every outside system that this program knows: one line each.
workspace::ConnectorRegistry makeConnectors();

}  // namespace pb::app
