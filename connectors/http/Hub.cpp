#include "connectors/http/Hub.h"

#include "models/base/Text.h"

#include <QDateTime>

#include <utility>

namespace pb::connectors::http {

namespace {

std::string peerOf(const Call& call) {
    return (call.parts.tls ? "s " : "p ") + call.parts.host + ' ' + std::to_string(call.parts.port);
}

}  // namespace

Result<Dialling> Hub::dialling() {
    if (!dialling_) {
        PB_TRY(tls, tlsConfiguration(options_.tls));
        dialling_ = Dialling{tls, qs(options_.tls.serverName), options_.tls.verify};
    }
    return *dialling_;
}

void Hub::start(const std::shared_ptr<Call>& call) {
    Dialling how;
    if (call->parts.tls) {
        auto ready = dialling();
        if (!ready) {
            call->post(std::move(ready).error());
            return;
        }
        how = *ready;
    }
    const std::string peer = peerOf(*call);
    auto onEnd = [this, call, peer](SocketPtr socket) {
        if (socket) {
            keep(peer, std::move(socket));
        }
        running_.erase(call);
    };
    std::unique_ptr<Exchange, DeleteLater> exchange(new Exchange(call, takeIdle(peer), how, std::move(onEnd)));
    Exchange* raw = exchange.get();
    running_.emplace(call, std::move(exchange));
    raw->start();
}

void Hub::abort(const std::shared_ptr<Call>& call) {
    running_.erase(call);
}

void Hub::resume(const std::shared_ptr<Call>& call) {
    if (const auto found = running_.find(call); found != running_.end()) {
        found->second->resume();
    }
}

SocketPtr Hub::takeIdle(const std::string& peer) {
    auto& waiting = idle_[peer];
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    while (!waiting.empty()) {
        Idle idle = std::move(waiting.back());
        waiting.pop_back();
        const bool fresh = now - idle.since < options_.keepAliveMs;
        const bool alive = idle.socket->state() == QAbstractSocket::ConnectedState && idle.socket->bytesAvailable() == 0;
        if (fresh && alive) {
            return std::move(idle.socket);
        }
    }
    return nullptr;
}

void Hub::keep(const std::string& peer, SocketPtr socket) {
    auto& waiting = idle_[peer];
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    std::erase_if(waiting, [&](const Idle& idle) { return now - idle.since >= options_.keepAliveMs; });
    if (static_cast<int>(waiting.size()) < options_.connectionsPerHost && options_.keepAliveMs > 0) {
        waiting.push_back({std::move(socket), now});
    }
}

void Hub::shutDown() {
    for (auto& [call, exchange] : running_) {
        call->post(Error(ErrorCode::cancelled, say("The exchange was ended. The program is closing the connection.")));
    }
    // At once, not later: the event loop ends after this.
    for (auto& [call, exchange] : std::exchange(running_, {})) {
        delete exchange.release();
    }
    for (auto& [peer, waiting] : std::exchange(idle_, {})) {
        for (auto& idle : waiting) {
            delete idle.socket.release();
        }
    }
}

}  // namespace pb::connectors::http
