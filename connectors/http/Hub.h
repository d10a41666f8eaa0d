#pragma once

#include "connectors/http/Exchange.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace pb::connectors::http {

/// The exchanges that are under way and the connections that wait for the next one. Lives on the socket thread; only
/// its thread calls it.
class Hub final : public QObject {
public:
    explicit Hub(ClientOptions options) : options_(std::move(options)) {}

    void start(const std::shared_ptr<Call>& call);
    void abort(const std::shared_ptr<Call>& call);
    void resume(const std::shared_ptr<Call>& call);
    void shutDown();  ///< drops everything; the calls get an error

private:
    struct Idle {
        SocketPtr socket;
        qint64 since = 0;
    };
    SocketPtr takeIdle(const std::string& peer);
    void keep(const std::string& peer, SocketPtr socket);
    Result<Dialling> dialling();

    ClientOptions options_;
    std::optional<Dialling> dialling_;
    std::map<std::shared_ptr<Call>, std::unique_ptr<Exchange, DeleteLater>> running_;
    std::map<std::string, std::vector<Idle>> idle_;
};

}  // namespace pb::connectors::http
