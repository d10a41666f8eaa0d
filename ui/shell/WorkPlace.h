#pragma once

#include "models/workspace/Connection.h"
#include "models/workspace/Environment.h"
#include "models/workspace/LocalStore.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace pb::ui {

struct Session;

/// What a job needs of the session to open ports of its own. A value that is copied into the job.
struct WorkPlace {
    std::filesystem::path folder;   ///< of the workspace
    std::string environment;        ///< empty = the workspace's only one
    const workspace::ConnectorRegistry* connectors = nullptr;
    workspace::SecretStore* secrets = nullptr;
    contract::HttpTransport* http = nullptr;
    const Log* log = nullptr;
    std::function<workspace::Connection*(const std::string&)> embedded;  ///< Session::embedded
    std::shared_ptr<const Error> readOnly;                               ///< Session::readOnly

    std::filesystem::path stateFolder() const { return folder / ".patchbay"; }
};
WorkPlace placeOf(const Session& session);
/// Called first by all work that writes into the workspace or its journal; the error says who else does.
Done mayWrite(const WorkPlace& place);

/// A broker with the connection that it came from.
struct OpenBroker {
    std::unique_ptr<workspace::Connection> connection;
    std::unique_ptr<flow::Broker> broker;
};

/// The environment that was chosen, or the only one.
Result<workspace::Environment> environmentOf(const WorkPlace& place);

/// A deployment target with the connection that it came from, which is null for a runtime of this program.
struct OpenTarget {
    std::string connection;
    std::unique_ptr<workspace::Connection> owner;
    std::unique_ptr<deploy::Target> target;
};
/// The names of the environment's connections that are targets, in the order of its file.
Result<std::vector<std::string>> targetsOf(const WorkPlace& place);
Result<OpenTarget> openTarget(const WorkPlace& place, const std::string& connection);

/// The connections of the environment that have a broker, in the order of its file.
Result<std::vector<workspace::ConnectionSettings>> brokersOf(const WorkPlace& place);
Result<OpenBroker> openBroker(const WorkPlace& place, const workspace::ConnectionSettings& settings);
Result<OpenBroker> openBroker(const WorkPlace& place, const std::string& connection);
/// The local store, made when it is not there.
Result<workspace::LocalStore> openStore(const WorkPlace& place);

}  // namespace pb::ui
