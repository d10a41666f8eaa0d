#pragma once

#include "models/base/Log.h"
#include "models/workspace/Connection.h"
#include "models/workspace/Environment.h"
#include "models/workspace/LocalStore.h"
#include "models/workspace/Workspace.h"
#include "models/workspace/WorkspaceLock.h"
#include "models/workspace/secrets/SecretStores.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

namespace pb::app {

/// What an opened workspace may do to its files and its journal.
enum class Access {
    read,
    write,        ///< holds the workspace's lock; ErrorCode::conflict names who else does
    writeIfFree,  ///< reads only where the lock is held: readOnlyBecause()
};

/// A workspace opened for work in one environment: its connections, its journal, the connectors of this program. Owned
/// by one thread at a time; the ports it opens belong to whoever asked.
class Desk {
public:
    /// `folder` may lie inside of a workspace. An empty environment takes the one that was used last, else the first
    /// that is not for production.
    static Result<std::unique_ptr<Desk>> open(const std::filesystem::path& folder, const std::string& environment,
                                              const Log& log, Access access = Access::read);
    /// The same workspace, its secrets and its lock in another environment; both may be used at once.
    static Result<std::unique_ptr<Desk>> open(const Desk& before, const std::string& environment);

    workspace::Workspace& workspace() { return workspace_; }
    const std::filesystem::path& folder() const { return workspace_.folder(); }
    const workspace::Environment& environment() const { return environment_; }
    workspace::ConnectorRegistry& connectors() { return connectors_; }
    workspace::ChainStore& secrets() { return *secrets_; }
    /// Why nothing may be written; null where it may, or where nobody asked.
    const std::shared_ptr<const Error>& readOnlyBecause() const { return readOnly_; }
    Journal& journal() { return store_->journal(); }
    const std::vector<Finding>& findings() const { return store_->findings(); }
    contract::HttpTransport& http() { return *http_; }
    workspace::ConnectionContext context();

    Result<std::unique_ptr<workspace::Connection>> connect(const std::string& name);
    /// The port of a connection of the environment; ErrorCode::unsupported where its kind has none.
    Result<std::unique_ptr<flow::Broker>> broker(const std::string& name);
    Result<std::unique_ptr<deploy::Target>> target(const std::string& name);
    Result<std::unique_ptr<route::RouteRuntime>> runtime(const std::string& name);

    /// The only connection of the environment whose kind gives the port; an error lists them where there are several.
    Result<std::string> onlyBroker() const;
    Result<std::string> onlyTarget() const;

private:
    Desk(workspace::Workspace workspace, workspace::Environment environment, const Log& log);
    static Result<std::unique_ptr<Desk>> make(const std::filesystem::path& root, const std::string& environment, const Log& log);
    Done lock(Access access);
    Result<std::string> only(bool workspace::ConnectorInfo::*capability, const QString& what) const;

    workspace::Workspace workspace_;
    workspace::Environment environment_;
    workspace::ConnectorRegistry connectors_;
    std::optional<workspace::LocalStore> store_;
    std::shared_ptr<workspace::ChainStore> secrets_;
    std::shared_ptr<workspace::WorkspaceLock> lock_;
    std::shared_ptr<const Error> readOnly_;
    std::unique_ptr<contract::HttpTransport> http_;
    const Log& log_;
};

/// The environment to start with when none was named.
Result<std::string> chooseEnvironment(const workspace::Workspace& workspace, workspace::LocalStore& store);

}  // namespace pb::app
