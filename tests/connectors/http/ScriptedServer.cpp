#include "tests/connectors/http/ScriptedServer.h"

#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslSocket>
#include <QTcpServer>
#include <QThread>
#include <QTimer>

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <atomic>
#include <mutex>

namespace pb::test {

namespace {

QByteArray pemOf(const std::function<int(BIO*)>& write) {
    BIO* memory = BIO_new(BIO_s_mem());
    write(memory);
    char* data = nullptr;
    const long size = BIO_get_mem_data(memory, &data);
    QByteArray pem(data, size);
    BIO_free(memory);
    return pem;
}

X509* certificate(const char* name, EVP_PKEY* key, X509* issuer, EVP_PKEY* issuerKey, const char* extensions, bool expired) {
    X509* made = X509_new();
    X509_set_version(made, 2);
    ASN1_INTEGER_set(X509_get_serialNumber(made), issuer ? 2 : 1);
    X509_gmtime_adj(X509_getm_notBefore(made), -86'400);
    X509_gmtime_adj(X509_getm_notAfter(made), expired ? -3'600 : 86'400);
    X509_set_pubkey(made, key);
    X509_NAME_add_entry_by_txt(X509_get_subject_name(made), "CN", MBSTRING_UTF8,
                               reinterpret_cast<const unsigned char*>(name), -1, -1, 0);
    X509_set_issuer_name(made, X509_get_subject_name(issuer ? issuer : made));
    const int kind = issuer ? NID_subject_alt_name : NID_basic_constraints;
    X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, nullptr, kind, extensions);
    X509_add_ext(made, extension, -1);
    X509_EXTENSION_free(extension);
    X509_sign(made, issuerKey, EVP_sha256());
    return made;
}

}  // namespace

TlsIdentity makeIdentity(const QByteArray& host, bool expired) {
    EVP_PKEY* caKey = EVP_EC_gen("P-256");
    EVP_PKEY* key = EVP_EC_gen("P-256");
    X509* authority = certificate("Test authority", caKey, nullptr, caKey, "critical,CA:TRUE", false);
    const QByteArray names = (host.at(0) >= '0' && host.at(0) <= '9' ? "IP:" : "DNS:") + host;
    X509* leaf = certificate(host.constData(), key, authority, caKey, names.constData(), expired);
    TlsIdentity identity;
    identity.caPem = pemOf([&](BIO* out) { return PEM_write_bio_X509(out, authority); });
    identity.certificatePem = pemOf([&](BIO* out) { return PEM_write_bio_X509(out, leaf); });
    identity.keyPem = pemOf([&](BIO* out) { return PEM_write_bio_PrivateKey(out, key, nullptr, nullptr, 0, nullptr, nullptr); });
    X509_free(leaf);
    X509_free(authority);
    EVP_PKEY_free(key);
    EVP_PKEY_free(caKey);
    return identity;
}

struct ScriptedServer::Impl : QTcpServer {
    std::vector<Script> scripts;
    std::optional<TlsIdentity> tls;
    QThread thread;
    std::atomic<int> connectionCount{0};
    mutable std::mutex mutex;
    std::vector<QByteArray> seen;

    void incomingConnection(qintptr handle) override {
        ++connectionCount;
        auto* socket = new QSslSocket(this);
        socket->setSocketDescriptor(handle);
        if (tls) {
            QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
            configuration.setLocalCertificate(QSslCertificate(tls->certificatePem));
            configuration.setPrivateKey(QSslKey(tls->keyPem, QSsl::Ec));
            configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
            socket->setSslConfiguration(configuration);
            socket->startServerEncryption();
        }
        auto buffer = std::make_shared<QByteArray>();
        connect(socket, &QSslSocket::readyRead, socket, [this, socket, buffer] {
            *buffer += socket->readAll();
            takeRequests(socket, *buffer);
        });
        connect(socket, &QSslSocket::disconnected, socket, &QObject::deleteLater);
    }

    void takeRequests(QSslSocket* socket, QByteArray& buffer) {
        for (qsizetype end = buffer.indexOf("\r\n\r\n"); end >= 0; end = buffer.indexOf("\r\n\r\n")) {
            const qsizetype at = buffer.indexOf("Content-Length: ");
            const qsizetype length = at >= 0 && at < end ? buffer.mid(at + 16, buffer.indexOf("\r\n", at) - at - 16).toLongLong() : 0;
            if (buffer.size() < end + 4 + length) {
                return;
            }
            std::size_t index = 0;
            {
                const std::lock_guard lock(mutex);
                seen.push_back(buffer.left(end + 4 + length));
                index = std::min(seen.size(), scripts.size()) - 1;
            }
            buffer.remove(0, end + 4 + length);
            play(socket, scripts[index], 0);
        }
    }

    void play(QSslSocket* socket, const Script& script, std::size_t part) {
        if (script.closesAtOnce) {
            socket->abort();
            return;
        }
        if (part == script.parts.size()) {
            script.closes ? socket->disconnectFromHost() : void();
            return;
        }
        socket->write(script.parts[part]);
        socket->flush();
        QTimer::singleShot(script.pauseMs, socket, [this, socket, &script, part] { play(socket, script, part + 1); });
    }
};

ScriptedServer::ScriptedServer(std::vector<Script> scripts, const TlsIdentity* tls) : impl_(std::make_unique<Impl>()) {
    impl_->scripts = std::move(scripts);
    if (tls) {
        impl_->tls = *tls;
    }
    impl_->listen(QHostAddress::LocalHost);
    impl_->moveToThread(&impl_->thread);
    impl_->thread.start();
}

ScriptedServer::~ScriptedServer() {
    QMetaObject::invokeMethod(impl_.get(), [this] {
        qDeleteAll(impl_->findChildren<QSslSocket*>());
        impl_->close();
    }, Qt::BlockingQueuedConnection);
    impl_->thread.quit();
    impl_->thread.wait();
}

std::uint16_t ScriptedServer::port() const { return impl_->serverPort(); }
std::string ScriptedServer::url(const std::string& path) const {
    return (impl_->tls ? "https" : "http") + std::string("://127.0.0.1:") + std::to_string(port()) + path;
}
std::vector<QByteArray> ScriptedServer::requests() const {
    const std::lock_guard lock(impl_->mutex);
    return impl_->seen;
}
int ScriptedServer::connections() const { return impl_->connectionCount; }

}  // namespace pb::test
