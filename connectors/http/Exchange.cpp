#include "connectors/http/Exchange.h"

#include "models/base/Text.h"

#include <QHostInfo>
#include <QSslCipher>
#include <QSslSocket>

namespace pb::connectors::http {

namespace {

constexpr std::size_t sendPiece = 256u << 10;

ParserLimits parserLimits(const contract::HttpRequest& request) {
    ParserLimits limits;
    limits.bodyBytes = request.limits.bodyBytes;
    return limits;
}

contract::TlsFacts factsOf(const QSslSocket& socket) {
    const auto name = [](const QStringList& parts) { return utf8(parts.join(u", ")); };
    const QSslCertificate certificate = socket.peerCertificate();
    contract::TlsFacts facts;
    facts.protocol = utf8(socket.sessionCipher().protocolString());
    facts.cipher = utf8(socket.sessionCipher().name());
    facts.subject = name(certificate.subjectInfo(QSslCertificate::CommonName));
    facts.issuer = name(certificate.issuerInfo(QSslCertificate::CommonName));
    facts.notAfter = certificate.expiryDate().toMSecsSinceEpoch();
    return facts;
}

}  // namespace

Exchange::Exchange(std::shared_ptr<Call> call, SocketPtr kept, const Dialling& dialling,
                   std::function<void(SocketPtr)> onEnd)
    : call_(std::move(call)), socket_(std::move(kept)), dialling_(dialling), onEnd_(std::move(onEnd)),
      parser_(MessageParser::Role::response, parserLimits(call_->request)) {
    reused_ = socket_ != nullptr;
}

Exchange::~Exchange() {
    if (socket_) {
        disconnect(socket_.get(), nullptr, this, nullptr);
        delete socket_.release();
    }
}

void Exchange::start() {
    if (call_->request.method == "HEAD") {
        parser_.expectNoBody();
    }
    reused_ ? send() : dial();
}

void Exchange::dial() {
    call_->step = Step::name;
    phaseStart_ = call_->elapsedMs();
    const QHostAddress literal(qs(call_->parts.host));
    if (!literal.isNull()) {
        onAddresses({literal});
        return;
    }
    QHostInfo::lookupHost(qs(call_->parts.host), this, [this](const QHostInfo& info) {
        timings_.name = call_->elapsedMs() - phaseStart_;
        if (info.error() != QHostInfo::NoError || info.addresses().isEmpty()) {
            fail(call_->failure(Step::name, say("The name is not known.")));
            return;
        }
        onAddresses(info.addresses());
    });
}

void Exchange::onAddresses(const QList<QHostAddress>& addresses) {
    addresses_ = addresses;
    call_->step = Step::port;
    phaseStart_ = call_->elapsedMs();
    tryNextAddress();
}

void Exchange::tryNextAddress() {
    const QHostAddress address = addresses_.takeFirst();
    socket_.reset(call_->parts.tls ? new QSslSocket : new QTcpSocket);
    connect(socket_.get(), &QTcpSocket::connected, this, &Exchange::onConnected);
    connect(socket_.get(), &QTcpSocket::errorOccurred, this, &Exchange::onSocketError);
    socket_->connectToHost(address, call_->parts.port);
}

void Exchange::onConnected() {
    timings_.connect = call_->elapsedMs() - phaseStart_;
    socket_->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    call_->parts.tls ? startTls() : send();
}

void Exchange::startTls() {
    call_->step = Step::tls;
    phaseStart_ = call_->elapsedMs();
    auto& socket = static_cast<QSslSocket&>(*socket_);
    socket.setSslConfiguration(dialling_.tls);
    socket.setPeerVerifyName(dialling_.serverName.isEmpty() ? qs(call_->parts.host) : dialling_.serverName);
    connect(&socket, &QSslSocket::encrypted, this, [this] {
        timings_.tls = call_->elapsedMs() - phaseStart_;
        send();
    });
    if (!dialling_.verify) {
        connect(&socket, &QSslSocket::sslErrors, this, [&socket] { socket.ignoreSslErrors(); });
    }
    socket.startClientEncryption();
}

void Exchange::send() {
    call_->step = Step::sending;
    disconnect(socket_.get(), nullptr, this, nullptr);
    connect(socket_.get(), &QTcpSocket::bytesWritten, this, &Exchange::sendMore);
    connect(socket_.get(), &QTcpSocket::readyRead, this, &Exchange::onReadable);
    connect(socket_.get(), &QTcpSocket::disconnected, this, &Exchange::onClosed);
    socket_->setReadBufferSize(static_cast<qint64>(Call::maxQueuedBytes));
    call_->sent = true;
    socket_->write(call_->head.data(), static_cast<qint64>(call_->head.size()));
    sendMore();
    if (socket_ && socket_->state() != QAbstractSocket::ConnectedState) {
        onClosed();
    }
}

/// Feeds the body piece by piece, so that it lies in memory once.
void Exchange::sendMore() {
    const std::string& body = call_->request.body;
    while (socket_ && bodySent_ < body.size() && socket_->bytesToWrite() < static_cast<qint64>(sendPiece)) {
        const std::size_t size = std::min(sendPiece, body.size() - bodySent_);
        if (socket_->write(body.data() + bodySent_, static_cast<qint64>(size)) < 0) {
            return;  // closed: onClosed tells
        }
        bodySent_ += size;
    }
    if (call_->step == Step::sending && bodySent_ == body.size()) {
        call_->step = Step::answer;
    }
}

bool Exchange::isPaused() const {
    const std::lock_guard lock(call_->mutex);
    call_->paused = call_->queuedBytes > Call::maxQueuedBytes;
    return call_->paused;
}

void Exchange::resume() {
    if (socket_ && !ended_) {
        onReadable();
        if (!ended_ && socket_->state() != QAbstractSocket::ConnectedState && socket_->bytesAvailable() == 0) {
            onClosed();
        }
    }
}

void Exchange::onReadable() {
    while (!ended_ && socket_->bytesAvailable() > 0 && !isPaused()) {
        const QByteArray bytes = socket_->read(static_cast<qint64>(sendPiece));
        if (timings_.firstByte < 0) {
            timings_.firstByte = call_->elapsedMs();
        }
        const auto taken = parser_.feed({bytes.constData(), static_cast<std::size_t>(bytes.size())});
        if (!taken) {
            const Error& cause = taken.error();
            cause.code == ErrorCode::limit
                ? fail(Error(cause.code, say("The answer of %1 is too large. %2").arg(call_->peer(), cause.sentence)))
                : fail(call_->failure(Step::answer, cause.sentence));
            return;
        }
        deliver();
        if (parser_.isComplete()) {
            finish();
            return;
        }
    }
}

void Exchange::deliver() {
    if (!headPosted_ && parser_.hasHead()) {
        headPosted_ = true;
        call_->post(Call::Head{parser_.status(), parser_.reason(), parser_.headers()});
    }
    if (std::string body = parser_.takeBody(); !body.empty()) {
        call_->post(std::move(body));
    }
}

void Exchange::onClosed() {
    if (ended_) {
        return;
    }
    onReadable();
    if (ended_ || isPaused()) {
        return;
    }
    if (wasOnlyStale()) {
        reused_ = false;
        bodySent_ = 0;
        call_->sent = false;
        dial();
        return;
    }
    if (const auto whole = parser_.close(); !whole) {
        fail(call_->failure(Step::answer, whole.error().sentence));
        return;
    }
    deliver();
    finish();
}

bool Exchange::wasOnlyStale() const {
    return reused_ && parser_.isEmpty() && isIdempotent(call_->request.method);
}

void Exchange::onSocketError() {
    const Step at = call_->step;
    if (ended_) {
        return;
    }
    if (at == Step::port && !addresses_.isEmpty()) {
        tryNextAddress();
        return;
    }
    const QString why = socket_->error() == QAbstractSocket::ConnectionRefusedError
                            ? say("Nothing listens on this port.")
                            : socket_->errorString() + u'.';
    fail(call_->failure(at, why));
}

void Exchange::finish() {
    timings_.total = call_->elapsedMs();
    Call::End end{parser_.trailers(), timings_, std::nullopt};
    if (call_->parts.tls) {
        end.tls = factsOf(static_cast<const QSslSocket&>(*socket_));
    }
    const bool wholeRequest = bodySent_ == call_->request.body.size();
    const bool reusable = parser_.keepsAlive() && wholeRequest && socket_->bytesAvailable() == 0 &&
                          socket_->state() == QAbstractSocket::ConnectedState;
    call_->post(std::move(end));
    if (reusable) {
        disconnect(socket_.get(), nullptr, this, nullptr);
    }
    this->end(reusable ? std::move(socket_) : nullptr);
}

void Exchange::fail(Error error) {
    call_->post(std::move(error));
    end(nullptr);
}

void Exchange::end(SocketPtr kept) {
    ended_ = true;
    if (socket_) {
        disconnect(socket_.get(), nullptr, this, nullptr);
        socket_->abort();
    }
    onEnd_(std::move(kept));
}

}  // namespace pb::connectors::http
