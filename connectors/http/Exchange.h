#pragma once

#include "connectors/http/Call.h"
#include "connectors/http/MessageParser.h"

#include <QHostAddress>
#include <QList>
#include <QObject>
#include <QSslConfiguration>
#include <QTcpSocket>

#include <functional>
#include <memory>

namespace pb::connectors::http {

struct DeleteLater {
    void operator()(QObject* object) const { object->deleteLater(); }
};
using SocketPtr = std::unique_ptr<QTcpSocket, DeleteLater>;

/// What an exchange needs to open a connection.
struct Dialling {
    QSslConfiguration tls;
    QString serverName;    ///< empty = the host
    bool verify = true;
};

/// Carries one Call over one connection: name → port → TLS → request → answer. Lives on the socket thread.
class Exchange final : public QObject {
public:
    /// `kept` is a connection from an earlier exchange, or null. `onEnd` gets the connection back where it can be used
    /// again, null otherwise, and may delete this.
    Exchange(std::shared_ptr<Call> call, SocketPtr kept, const Dialling& dialling,
             std::function<void(SocketPtr)> onEnd);
    ~Exchange() override;  ///< never from inside of a signal of its socket

    void start();
    void resume();  ///< the caller has taken what was queued

private:
    void dial();
    void onAddresses(const QList<QHostAddress>& addresses);
    void tryNextAddress();
    void onConnected();
    void startTls();
    void send();
    void sendMore();
    void onReadable();
    void onClosed();
    void onSocketError();
    void deliver();
    void finish();
    void fail(Error error);
    bool wasOnlyStale() const;
    void end(SocketPtr kept);
    bool isPaused() const;

    std::shared_ptr<Call> call_;
    SocketPtr socket_;
    Dialling dialling_;
    std::function<void(SocketPtr)> onEnd_;
    MessageParser parser_;
    QList<QHostAddress> addresses_;
    std::size_t bodySent_ = 0;
    contract::HttpTimings timings_;
    double phaseStart_ = 0;
    bool reused_ = false;
    bool headPosted_ = false;
    bool ended_ = false;
};

/// Certificates and switches of the options as Qt wants them. ErrorCode::invalidInput where a PEM text holds nothing
/// that can be read.
Result<QSslConfiguration> tlsConfiguration(const TlsOptions& options);

}  // namespace pb::connectors::http
