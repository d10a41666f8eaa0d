#pragma once

#include "models/workspace/Connection.h"

namespace pb::connectors::http {

/// Kind "http": an API by its base URL, with TLS options and a login by secret reference (none, basic, bearer).
workspace::ConnectorInfo info();

}  // namespace pb::connectors::http
