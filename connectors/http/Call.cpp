#include "connectors/http/Call.h"

#include "connectors/http/MessageParser.h"
#include "models/base/Text.h"

namespace pb::connectors::http {

void Call::post(Event event) {
    {
        const std::lock_guard lock(mutex);
        if (const auto* chunk = std::get_if<std::string>(&event)) {
            queuedBytes += chunk->size();
        }
        events.push_back(std::move(event));
    }
    changed.notify_all();
}

QString Call::peer() const {
    return qs(parts.host) + u':' + QString::number(parts.port);
}

Error Call::failure(Step at, const QString& why) const {
    switch (at) {
        case Step::name:
            return {ErrorCode::unreachable, say("Cannot find the host “%1”. %2").arg(qs(parts.host), why),
                    say("Check the spelling of the name, the name server and the VPN.")};
        case Step::port:
            return {ErrorCode::unreachable, say("Cannot connect to %1. %2").arg(peer(), why),
                    say("Check that the server runs and that no firewall stands between.")};
        case Step::tls:
            return {ErrorCode::unreachable, say("Cannot agree on TLS with %1. %2").arg(peer(), why),
                    say("Check the certificate authority of the connection and the name in the certificate.")};
        case Step::sending:
        case Step::answer:
            break;
    }
    const QString what = qs(request.method) + u' ' + qs(request.url);
    if (sent && !isIdempotent(request.method)) {
        return {ErrorCode::unknownOutcome, say("%1 got no whole answer. %2").arg(what, why),
                say("The server may have done it or not. Look there before sending it again.")};
    }
    return {ErrorCode::unreachable, say("%1 got no whole answer. %2").arg(what, why)};
}

Error Call::timeout(std::int64_t limitMs) const {
    const Step at = step;
    const QString why = at == Step::sending ? say("The request was not sent within %1 ms.")
                        : at == Step::tls   ? say("The handshake did not end within %1 ms.")
                                            : say("Nothing came back within %1 ms.");
    return failure(at, why.arg(limitMs));
}

}  // namespace pb::connectors::http
