#pragma once

#include "connectors/local/LocalBroker.h"
#include "models/base/Log.h"
#include "models/contract/HttpTransport.h"
#include "models/deploy/FolderStore.h"
#include "models/route/Simulator.h"

#include <atomic>
#include <condition_variable>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace pb::connectors::local {

class Consumer;

struct LocalRuntimeSettings {
    std::filesystem::path folder;                   ///< holds routes/ and maps/
    std::filesystem::path brokerFile;               ///< what kafka: reaches
    std::map<std::string, std::string> properties;  ///< {{name}}; patchbay.maps is there without being named
    contract::HttpTransport* http = nullptr;        ///< what http: reaches; outlives the runtime
    const Log* log = nullptr;
};

/// Runs the routes of a folder on the local broker: the simulator of models/route with a consumer for each `from: kafka:`.
/// A changed file is taken over within half a second; one that does not parse leaves its old version running, as Camel with
/// routes-reload-remove-all-routes=false does. Thread-safe; its own thread consumes.
class LocalRuntime {
public:
    explicit LocalRuntime(LocalRuntimeSettings settings);
    ~LocalRuntime();

    /// Loads the folder and begins to consume. Offsets are committed after each exchange, so a crash repeats at most one.
    Done start();
    void stop();
    bool isRunning() const { return thread_.joinable(); }

    /// Takes over what changed in the folder now; the findings of files that were refused.
    Result<std::vector<Finding>> reload();
    /// Why a route was stopped by the runtime itself; empty = none was.
    std::map<std::string, QString> troubles() const;

    route::Simulator& simulator() { return simulator_; }
    const LocalRuntimeSettings& settings() const { return settings_; }
    deploy::FolderStore store() const { return deploy::FolderStore(settings_.folder); }

private:
    route::SimulatorPorts ports();
    Done produce(const route::Produced& message, StopToken stop);
    void run(StopToken stop);
    void watch();
    bool consume(const route::Simulator::Subscription& subscription, Consumer& consumer, Millis wait, StopToken stop);
    bool deliver(const route::Simulator::Subscription& subscription, const flow::Message& message, StopToken stop);
    void stopRoute(const std::string& routeId, const QString& why);

    LocalRuntimeSettings settings_;
    std::mutex reloading_;                                ///< guards loaded_ and fingerprint_
    std::map<std::string, route::RouteDocument> loaded_;  ///< by identity: the last good version of each file
    std::string fingerprint_;
    mutable std::mutex troubling_;
    std::map<std::string, QString> troubles_;
    std::mutex producing_;
    std::unique_ptr<LocalBroker> broker_;                 ///< under producing_
    std::map<std::string, std::unique_ptr<Consumer>> consumers_;  ///< by route; only on thread_
    route::Simulator simulator_;
    std::jthread thread_;
};

}  // namespace pb::connectors::local
