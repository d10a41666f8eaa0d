#include "connectors/http/Exchange.h"
#include "models/base/Text.h"

#include <QSslCertificate>
#include <QSslKey>
#include <QSslSocket>

namespace pb::connectors::http {

namespace {

QByteArray bytesOf(const std::string& pem) {
    return QByteArray(pem.data(), static_cast<qsizetype>(pem.size()));
}

Result<QList<QSslCertificate>> certificatesOf(const std::string& pem, const QString& role) {
    const QList<QSslCertificate> certificates = QSslCertificate::fromData(bytesOf(pem), QSsl::Pem);
    if (certificates.isEmpty()) {
        return fail(ErrorCode::invalidInput, say("Cannot read the %1. It holds no certificate in PEM form.").arg(role),
                    say("A PEM certificate begins with “-----BEGIN CERTIFICATE-----”."));
    }
    return certificates;
}

}  // namespace

Result<QSslConfiguration> tlsConfiguration(const TlsOptions& options) {
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setPeerVerifyMode(options.verify ? QSslSocket::VerifyPeer : QSslSocket::QueryPeer);
    configuration.setAllowedNextProtocols({QSslConfiguration::NextProtocolHttp1_1});
    if (!options.caPem.empty()) {
        PB_TRY(authorities, certificatesOf(options.caPem, say("certificate authority")));
        configuration.setCaCertificates(authorities);
    }
    if (!options.certificatePem.empty()) {
        PB_TRY(chain, certificatesOf(options.certificatePem, say("client certificate")));
        configuration.setLocalCertificateChain(chain);
        for (const auto algorithm : {QSsl::Rsa, QSsl::Ec}) {
            const QSslKey key(bytesOf(options.keyPem), algorithm);
            if (!key.isNull()) {
                configuration.setPrivateKey(key);
            }
        }
        if (configuration.privateKey().isNull()) {
            return fail(ErrorCode::invalidInput, say("Cannot read the key of the client certificate."),
                        say("It must be an RSA or EC key in PEM form without a passphrase."));
        }
    }
    return configuration;
}

}  // namespace pb::connectors::http
