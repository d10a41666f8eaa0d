#include "connectors/http/ContractServer.h"

#include "connectors/http/ContractService.h"
#include "connectors/http/LoopbackServer.h"

namespace pb::connectors::http {

struct ContractServer::Impl {
    Impl(ContractServerOptions options, ContractStore store) : service(std::move(options), std::move(store)) {}
    ContractService service;
    std::unique_ptr<LoopbackServer> server;  ///< ends before the service
    std::uint16_t port = 0;
};

ContractServer::ContractServer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
ContractServer::~ContractServer() = default;

Result<std::unique_ptr<ContractServer>> ContractServer::start(ContractServerOptions options) {
    PB_TRY(store, ContractStore::open(options.stateFile));
    const LoopbackOptions loopback{options.port, options.answerDelayMs, 64u << 20};
    auto impl = std::make_unique<Impl>(std::move(options), std::move(store));
    ContractService& service = impl->service;
    PB_TRY(server, LoopbackServer::start(loopback, [&service](const contract::HttpRequest& request) { return service.handle(request); }));
    impl->port = server->port();
    impl->server = std::move(server);
    return std::unique_ptr<ContractServer>(new ContractServer(std::move(impl)));
}

std::uint16_t ContractServer::port() const { return impl_->port; }
std::string ContractServer::url() const { return "http://127.0.0.1:" + std::to_string(port()); }
ServerCounts ContractServer::counts() const { return impl_->service.counts(); }
void ContractServer::stop() { impl_->server.reset(); }

}  // namespace pb::connectors::http
