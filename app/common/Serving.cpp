#include "app/common/Serving.h"

#include "models/base/Files.h"
#include "models/base/Text.h"

#include <charconv>

namespace pb::app {

namespace {

Result<std::uint16_t> portOf(const std::string& address) {
    const std::string_view digits = std::string_view(address).substr(address.rfind(':') + 1);
    std::uint16_t port = 0;
    const auto end = std::from_chars(digits.data(), digits.data() + digits.size(), port);
    if (end.ec != std::errc() || end.ptr != digits.data() + digits.size()) {
        return fail(ErrorCode::invalidInput, say("“%1” is no address with a port.").arg(qs(address)));
    }
    return port;
}

Result<std::unique_ptr<connectors::http::ContractServer>> serve(Desk& desk, const workspace::ServedContract& served) {
    connectors::http::ContractServerOptions options;
    PB_TRY(contract, contract::Contract::load(desk.folder() / pathFromUtf8(served.contract), served.contract));
    PB_TRY(port, portOf(served.address));
    options.contract = contract;
    options.port = port;
    options.stateFile = desk.workspace().stateFolder() / pathFromUtf8("served-" + std::to_string(port) + ".jsonl");
    return connectors::http::ContractServer::start(std::move(options));
}

}  // namespace

Result<std::unique_ptr<Serving>> Serving::start(Desk& desk) {
    std::unique_ptr<Serving> serving(new Serving);
    for (const workspace::ServedContract& served : desk.environment().serves) {
        auto server = serve(desk, served);
        if (!server) {
            return fail(Error(server.error().code, say("Cannot play the system of “%1” at %2.").arg(qs(served.contract), qs(served.address)))
                            .because(server.error()));
        }
        serving->servers_.push_back(std::move(*server));
    }
    for (const workspace::ConnectionSettings& settings : desk.environment().connections) {
        const auto* info = desk.connectors().find(settings.kind);
        if (!info || !info->isRuntime) {
            continue;
        }
        PB_TRY(connection, desk.connectors().open(settings, desk.context()));
        PB_CHECK(connection->startEmbedded());
        serving->runtimes_.emplace_back(settings.name, std::move(connection));
    }
    return serving;
}

Serving::~Serving() { stop(); }

void Serving::stop() {
    servers_.clear();
    for (auto& [name, connection] : runtimes_) {
        connection->stopEmbedded();
    }
}

connectors::http::ServerCounts Serving::counts() const {
    connectors::http::ServerCounts sum;
    for (const auto& server : servers_) {
        const auto counts = server->counts();
        sum.requests += counts.requests;
        sum.created += counts.created;
        sum.repeated += counts.repeated;
        sum.conflicts += counts.conflicts;
        sum.refused += counts.refused;
    }
    return sum;
}

workspace::Connection* Serving::runtime(const std::string& connection) const {
    for (const auto& [name, opened] : runtimes_) {
        if (name == connection) {
            return opened.get();
        }
    }
    return nullptr;
}

}  // namespace pb::app
