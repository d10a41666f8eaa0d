#pragma once

#include "app/common/Desk.h"
#include "connectors/http/ContractServer.h"

#include <memory>
#include <vector>

namespace pb::app {

/// What this program runs itself for an environment: the systems it plays from their contracts (`serves:`) and the
/// embedded runtimes. Everything ends with the object.
class Serving {
public:
    /// Errors name the address or the runtime that cannot be started; what was started before is stopped again.
    static Result<std::unique_ptr<Serving>> start(Desk& desk);
    ~Serving();
    /// Ends the servers and runtimes; runtime() still gives the connections. Once, from any thread.
    void stop();

    /// What the played systems have counted together.
    connectors::http::ServerCounts counts() const;
    /// The connection of an embedded runtime that runs here, or null: its ports know that the routes run.
    workspace::Connection* runtime(const std::string& connection) const;

private:
    Serving() = default;
    std::vector<std::unique_ptr<connectors::http::ContractServer>> servers_;
    std::vector<std::pair<std::string, std::unique_ptr<workspace::Connection>>> runtimes_;
};

}  // namespace pb::app
