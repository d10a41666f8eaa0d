#include "connectors/http/LoopbackServer.h"

#include "connectors/http/MessageParser.h"
#include "models/base/Text.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QThread>
#include <QTimer>

#include <future>

namespace pb::connectors::http {

namespace {

contract::HttpResponse plainProblem(const Error& error) {
    contract::HttpResponse response;
    response.status = error.code == ErrorCode::limit ? 413 : 400;
    response.reason = response.status == 413 ? "Content Too Large" : "Bad Request";
    response.headers = {{"Content-Type", "text/plain; charset=utf-8"}};
    response.body = utf8(error.sentence) + "\n";
    return response;
}

/// One connection: requests are answered one after the other, in the order they came.
class Session final : public QObject {
public:
    Session(QTcpSocket* socket, const LoopbackOptions& options, const RequestHandler& handler, QObject* parent)
        : QObject(parent), socket_(socket), options_(options), handler_(handler), parser_(fresh()) {
        socket_->setParent(this);
        socket_->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        connect(socket_, &QTcpSocket::readyRead, this, &Session::onReadable);
        connect(socket_, &QTcpSocket::disconnected, this, &QObject::deleteLater);
    }

private:
    MessageParser fresh() const {
        ParserLimits limits;
        limits.bodyBytes = options_.bodyBytes;
        return MessageParser(MessageParser::Role::request, limits);
    }

    void onReadable() {
        const QByteArray bytes = socket_->readAll();
        waiting_.append(bytes.constData(), static_cast<std::size_t>(bytes.size()));
        work();
    }

    void work() {
        while (!busy_ && !waiting_.empty()) {
            const auto taken = parser_.feed(waiting_);
            if (!taken) {
                answer(plainProblem(taken.error()), false, false);
                return;
            }
            waiting_.erase(0, *taken);
            if (parser_.isComplete()) {
                handle();
            } else if (parser_.wantsContinue() && parser_.hasHead() && !continued_) {
                continued_ = true;
                socket_->write("HTTP/1.1 100 Continue\r\n\r\n");
            }
        }
    }

    void handle() {
        contract::HttpRequest request;
        request.method = parser_.method();
        request.url = parser_.target();
        request.headers = parser_.headers();
        request.body = parser_.takeBody();
        const bool keep = parser_.keepsAlive();
        const bool onlyHead = request.method == "HEAD";
        contract::HttpResponse response = handler_(request);
        parser_ = fresh();
        continued_ = false;
        if (options_.answerDelayMs <= 0) {
            answer(response, keep, onlyHead);
            return;
        }
        busy_ = true;
        QTimer::singleShot(options_.answerDelayMs, this, [this, response, keep, onlyHead] {
            busy_ = false;
            answer(response, keep, onlyHead);
            work();
        });
    }

    void answer(const contract::HttpResponse& response, bool keep, bool onlyHead) {
        std::string bytes = responseHead(response, keep);
        if (!onlyHead) {
            bytes += response.body;
        }
        socket_->write(bytes.data(), static_cast<qint64>(bytes.size()));
        if (!keep) {
            waiting_.clear();
            socket_->disconnectFromHost();
        }
    }

    QTcpSocket* socket_;
    LoopbackOptions options_;
    const RequestHandler& handler_;
    MessageParser parser_;
    std::string waiting_;
    bool busy_ = false;
    bool continued_ = false;
};

}  // namespace

struct LoopbackServer::Impl {
    Impl(const LoopbackOptions& loopbackOptions, RequestHandler requestHandler)
        : options(loopbackOptions), handler(std::move(requestHandler)) {}

    ~Impl() {
        thread.quit();
        thread.wait();
    }

    /// On the server's thread.
    Result<std::uint16_t> listen() {
        server = new QTcpServer;
        QObject::connect(&thread, &QThread::finished, server, &QObject::deleteLater);
        if (!server->listen(QHostAddress::LocalHost, options.port)) {
            return fail(server->serverError() == QAbstractSocket::AddressInUseError ? ErrorCode::conflict
                                                                                    : ErrorCode::unreachable,
                        say("Cannot listen on port %1. %2.").arg(options.port).arg(server->errorString()),
                        say("Choose another port, or end the program that has it."));
        }
        QObject::connect(server, &QTcpServer::newConnection, server, [this] {
            while (QTcpSocket* socket = server->nextPendingConnection()) {
                new Session(socket, options, handler, server);
            }
        });
        return server->serverPort();
    }

    LoopbackOptions options;
    RequestHandler handler;
    QThread thread;
    QObject doorstep;             ///< lives on the thread, takes calls for it
    QTcpServer* server = nullptr;
    std::uint16_t port = 0;
};

LoopbackServer::LoopbackServer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
LoopbackServer::~LoopbackServer() = default;

std::uint16_t LoopbackServer::port() const { return impl_->port; }

Result<std::unique_ptr<LoopbackServer>> LoopbackServer::start(const LoopbackOptions& options, RequestHandler handler) {
    auto impl = std::make_unique<Impl>(options, std::move(handler));
    impl->doorstep.moveToThread(&impl->thread);
    impl->thread.setObjectName(QStringLiteral("http-server"));
    impl->thread.start();
    std::promise<Result<std::uint16_t>> listening;
    QMetaObject::invokeMethod(&impl->doorstep, [&] { listening.set_value(impl->listen()); });
    PB_TRY(port, listening.get_future().get());
    impl->port = port;
    return std::unique_ptr<LoopbackServer>(new LoopbackServer(std::move(impl)));
}

}  // namespace pb::connectors::http
