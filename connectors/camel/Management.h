#pragma once

#include "models/base/Progress.h"
#include "models/contract/HttpTransport.h"
#include "models/document/Document.h"
#include "models/route/RouteRuntime.h"

#include <string>
#include <vector>

namespace pb::connectors::camel {

/// What RouteWatcherReloadStrategy has counted: the only sign that a file was taken over or refused.
struct ReloadCounters {
    std::int64_t reloaded = 0, failed = 0;
    std::string lastError;  ///< innermost cause of the last failed reload; gone after the next good one
};

struct Health {
    bool isReady = false;
    std::vector<std::pair<std::string, bool>> checks;  ///< name, up
};

/// The management port of Camel 4.17 and 4.18: developer consoles (/q/dev), health, Jolokia and /q/send/.
class Management {
public:
    Management(std::string url, contract::HttpTransport* http) : url_(std::move(url)), http_(http) {}

    Result<ReloadCounters> reloads(StopToken stop);
    Result<std::vector<route::RouteStatus>> routes(StopToken stop);
    Result<Health> health(StopToken stop);
    Result<std::string> version(StopToken stop);
    /// start, stop, suspend, resume. Camel answers the same whether or not there is such a route: read back.
    Done control(const std::string& routeId, const std::string& action, StopToken stop);
    /// Stops the route and takes it out of the context (Jolokia). A route that is not there is no error.
    Done remove(const std::string& routeId, StopToken stop);
    Result<route::SendResult> send(const std::string& endpoint, const route::Exchange& exchange, bool waits, StopToken stop);
    Done setTracing(bool on, StopToken stop);
    /// One row of the backlog tracer, with the exchange it belongs to.
    struct Trace {
        std::string exchangeId;
        bool isLast = false;
        route::TraceEvent event;
    };
    Result<std::vector<Trace>> drainTrace(StopToken stop);

private:
    Result<doc::DocumentPtr> console(const std::string& idAndQuery, StopToken stop);
    Result<doc::DocumentPtr> jolokia(const std::string& routeId, const std::string& operation, StopToken stop);
    Result<contract::HttpResponse> get(const std::string& path, StopToken stop);

    std::string url_;
    contract::HttpTransport* http_;
    std::string context_;  ///< name of the CamelContext, once asked for
};

}  // namespace pb::connectors::camel
