#pragma once

#include "models/base/Log.h"
#include "models/base/Progress.h"
#include "models/base/Result.h"
#include "models/contract/HttpTransport.h"
#include "models/deploy/Target.h"
#include "models/flow/Broker.h"
#include "models/route/RouteRuntime.h"
#include "models/workspace/SecretStore.h"

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace pb::workspace {

/// How to reach one outside system, per environment: `systems/*.yaml` names them, `environments/ENV.yaml` has the values.
struct ConnectionSettings {
    std::string name;         ///< "kafka-dev"
    std::string kind;         ///< of the connector: "kafka", "camel", "http", "local"
    std::string environment;
    std::string json;         ///< the settings object; strings `secret:NAME` are references
};

enum class ProbeStep { name, port, tls, login, right };

struct ProbeRow {
    ProbeStep step = ProbeStep::name;
    enum class State { good, bad, notReached, notNeeded } state = State::notReached;
    QString sentence;
};

/// A bundle of ports; null where the system has none. Every worker opens its own ports.
class Connection {
public:
    virtual ~Connection() = default;
    /// name → port → TLS → login → right; stops at the first that fails.
    virtual std::vector<ProbeRow> probe(StopToken stop) = 0;
    virtual std::unique_ptr<flow::Broker> broker() { return nullptr; }
    virtual std::unique_ptr<deploy::Target> target() { return nullptr; }
    virtual std::unique_ptr<route::RouteRuntime> runtime() { return nullptr; }
    virtual std::unique_ptr<contract::HttpTransport> http() { return nullptr; }
    virtual std::unique_ptr<contract::TokenSource> tokens() { return nullptr; }
    /// An embedded runtime runs inside of this program from here until stopEmbedded() or the end of the connection;
    /// for all others both do nothing.
    virtual Done startEmbedded() { return {}; }
    virtual void stopEmbedded() {}
};

/// What a factory may use.
struct ConnectionContext {
    std::filesystem::path workspaceFolder;
    std::filesystem::path stateFolder;   ///< .patchbay/ of the workspace
    SecretStore* secrets = nullptr;
    contract::HttpTransport* http = nullptr;  ///< of connectors/http, for connectors that speak HTTP
    const Log* log = nullptr;
};

/// What a connector says of itself. To add a system: one folder that makes one of these, one line in app/.
struct ConnectorInfo {
    std::string kind;
    QString displayName;
    std::string settingsSchema;   ///< JSON Schema 2020-12; the connection dialog is generated from it. `x-secret: true`
                                  ///< marks fields that are stored by reference
    bool isBroker = false, isTarget = false, isRuntime = false, isHttp = false;
    std::function<Result<std::unique_ptr<Connection>>(const ConnectionSettings&, const ConnectionContext&)> open;
};

/// The connectors of this program, by kind.
class ConnectorRegistry {
public:
    void add(ConnectorInfo info);
    const ConnectorInfo* find(const std::string& kind) const;
    const std::vector<ConnectorInfo>& all() const { return connectors_; }
    /// Validates the settings against the schema, then opens. Errors name the field.
    Result<std::unique_ptr<Connection>> open(const ConnectionSettings& settings, const ConnectionContext& context) const;

private:
    std::vector<ConnectorInfo> connectors_;
};

}  // namespace pb::workspace
