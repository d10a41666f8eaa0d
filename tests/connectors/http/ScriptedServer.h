#pragma once

#include <QByteArray>
#include <QList>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace pb::test {

/// What a server does with a connection once a whole request has come: parts with pauses between them, then it closes
/// or waits for the next request.
struct Script {
    std::vector<QByteArray> parts;
    int pauseMs = 0;
    bool closes = false;
    bool closesAtOnce = false;       ///< before a byte of answer
};

struct TlsIdentity {
    QByteArray certificatePem, keyPem, caPem;
};
/// A fresh authority and a certificate for `host` that it signed.
TlsIdentity makeIdentity(const QByteArray& host, bool expired = false);

/// A server on loopback that plays scripts, one a request (the last one again and again), and remembers what it got.
class ScriptedServer {
public:
    explicit ScriptedServer(std::vector<Script> scripts, const TlsIdentity* tls = nullptr);
    ~ScriptedServer();
    std::uint16_t port() const;
    std::string url(const std::string& path = "/") const;
    std::vector<QByteArray> requests() const;   ///< raw bytes, one each
    int connections() const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace pb::test
