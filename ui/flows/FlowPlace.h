#pragma once

#include "models/workspace/Connection.h"
#include "models/workspace/LocalStore.h"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace pb::ui {

struct Session;

/// What a job needs of the session to open ports of its own. A value that is copied into the job.
struct FlowPlace {
    std::filesystem::path folder;   ///< of the workspace
    std::string environment;        ///< empty = the workspace's only one
    const workspace::ConnectorRegistry* connectors = nullptr;
    workspace::SecretStore* secrets = nullptr;
    contract::HttpTransport* http = nullptr;
    const Log* log = nullptr;

    std::filesystem::path stateFolder() const { return folder / ".patchbay"; }
};
FlowPlace placeOf(const Session& session);

/// A broker with the connection that it came from.
struct OpenBroker {
    std::unique_ptr<workspace::Connection> connection;
    std::unique_ptr<flow::Broker> broker;
};

/// The connections of the environment that have a broker, in the order of its file.
Result<std::vector<workspace::ConnectionSettings>> brokersOf(const FlowPlace& place);
Result<OpenBroker> openBroker(const FlowPlace& place, const workspace::ConnectionSettings& settings);
Result<OpenBroker> openBroker(const FlowPlace& place, const std::string& connection);
/// The local store, made when it is not there.
Result<workspace::LocalStore> openStore(const FlowPlace& place);

}  // namespace pb::ui
