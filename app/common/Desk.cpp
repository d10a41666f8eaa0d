#include "app/common/Desk.h"

#include "app/common/Connectors.h"
#include "app/common/Secrets.h"
#include "connectors/http/HttpClient.h"
#include "models/base/Text.h"

namespace pb::app {

namespace {

constexpr const char* environmentKey = "environment";

}  // namespace

Result<std::string> chooseEnvironment(const workspace::Workspace& workspace, workspace::LocalStore& store) {
    const auto names = workspace.objects(AddressKind::environment);
    if (names.empty()) {
        return fail(ErrorCode::notFound, say("The workspace “%1” has no environment.").arg(qs(workspace.name())),
                    say("Add environments/dev.yaml with the connections of your development systems."));
    }
    PB_TRY(last, store.value(environmentKey));
    for (const auto& object : names) {
        if (last && object.address.name == *last) {
            return *last;
        }
    }
    for (const auto& object : names) {
        const auto environment = workspace.environment(object.address.name);
        if (environment && !environment->production) {
            return object.address.name;
        }
    }
    return names.front().address.name;
}

Desk::Desk(workspace::Workspace workspace, workspace::Environment environment, const Log& log)
    : workspace_(std::move(workspace)),
      environment_(std::move(environment)),
      connectors_(makeConnectors()),
      http_(std::make_unique<connectors::http::HttpClient>()),
      log_(log) {}

Result<std::unique_ptr<Desk>> Desk::make(const std::filesystem::path& root, const std::string& environment, const Log& log) {
    PB_TRY(workspace, workspace::Workspace::open(root));
    PB_CHECK(workspace.ensureStateFolder());
    PB_TRY(store, workspace::LocalStore::open(workspace.stateFolder()));
    std::string name = environment;
    if (name.empty()) {
        PB_TRY(chosen, chooseEnvironment(workspace, store));
        name = std::move(chosen);
    } else {
        PB_CHECK(store.setValue(environmentKey, name));
    }
    PB_TRY(settings, workspace.environment(name));
    std::unique_ptr<Desk> desk(new Desk(std::move(workspace), std::move(settings), log));
    desk->store_.emplace(std::move(store));
    return desk;
}

Result<std::unique_ptr<Desk>> Desk::open(const std::filesystem::path& folder, const std::string& environment, const Log& log,
                                         Access access) {
    PB_TRY(root, workspace::Workspace::locate(folder));
    PB_TRY(desk, make(root, environment, log));
    PB_CHECK(desk->lock(access));
    PB_TRY(secrets, openSecrets(desk->workspace_));
    desk->secrets_ = std::move(secrets);
    return desk;
}

Result<std::unique_ptr<Desk>> Desk::open(const Desk& before, const std::string& environment) {
    PB_TRY(desk, make(before.folder(), environment, before.log_));
    desk->secrets_ = before.secrets_;
    desk->lock_ = before.lock_;
    if (before.readOnly_) {
        PB_CHECK(desk->lock(Access::writeIfFree));
    }
    return desk;
}

Done Desk::lock(Access access) {
    if (access == Access::read) {
        return {};
    }
    auto lock = workspace::WorkspaceLock::acquire(workspace_.stateFolder());
    if (lock) {
        lock_ = std::make_shared<workspace::WorkspaceLock>(std::move(*lock));
    } else if (access == Access::write) {
        return fail(std::move(lock).error());
    } else {
        readOnly_ = std::make_shared<const Error>(std::move(lock).error());
    }
    return {};
}

workspace::ConnectionContext Desk::context() {
    return {folder(), workspace_.stateFolder(), secrets_.get(), http_.get(), &log_};
}

Result<std::unique_ptr<workspace::Connection>> Desk::connect(const std::string& name) {
    PB_TRY(settings, environment_.requireConnection(name));
    return connectors_.open(settings, context());
}

namespace {

template <typename Port>
Result<std::unique_ptr<Port>> portOf(Result<std::unique_ptr<workspace::Connection>> connection, const std::string& name,
                                     std::unique_ptr<Port> (workspace::Connection::*ask)(), const QString& what) {
    if (!connection) {
        return fail(std::move(connection).error());
    }
    auto port = ((**connection).*ask)();
    if (!port) {
        return fail(ErrorCode::unsupported, say("The connection “%1” is no %2.").arg(qs(name), what));
    }
    return port;
}

}  // namespace

Result<std::unique_ptr<flow::Broker>> Desk::broker(const std::string& name) {
    return portOf(connect(name), name, &workspace::Connection::broker, say("broker"));
}

Result<std::unique_ptr<deploy::Target>> Desk::target(const std::string& name) {
    return portOf(connect(name), name, &workspace::Connection::target, say("deployment target"));
}

Result<std::unique_ptr<route::RouteRuntime>> Desk::runtime(const std::string& name) {
    return portOf(connect(name), name, &workspace::Connection::runtime, say("route runtime"));
}

Result<std::string> Desk::only(bool workspace::ConnectorInfo::*capability, const QString& what) const {
    QStringList names;
    for (const auto& connection : environment_.connections) {
        const auto* info = connectors_.find(connection.kind);
        if (info && info->*capability) {
            names += qs(connection.name);
        }
    }
    if (names.size() == 1) {
        return utf8(names.first());
    }
    if (names.isEmpty()) {
        return fail(ErrorCode::notFound, say("The environment “%1” has no %2.").arg(qs(environment_.name), what));
    }
    return fail(ErrorCode::wrongUse, say("The environment “%1” has several: %2.").arg(qs(environment_.name), names.join(u", ")),
                say("Name one with --connection."));
}

Result<std::string> Desk::onlyBroker() const { return only(&workspace::ConnectorInfo::isBroker, say("broker")); }

Result<std::string> Desk::onlyTarget() const { return only(&workspace::ConnectorInfo::isTarget, say("deployment target")); }

}  // namespace pb::app
