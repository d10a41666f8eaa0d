#include "connectors/http/HttpClient.h"
#include "tests/connectors/http/ScriptedServer.h"
#include "tests/support/TestMain.h"

#include <QElapsedTimer>
#include <QTcpServer>

#include <chrono>
#include <thread>

using namespace pb;
using namespace pb::connectors::http;
using pb::contract::HttpRequest;
using pb::test::Script;
using pb::test::ScriptedServer;

namespace {

HttpRequest get(const std::string& url) {
    HttpRequest request;
    request.url = url;
    request.limits.totalMs = 5'000;
    request.limits.connectMs = 2'000;
    return request;
}

HttpRequest post(const std::string& url, std::string body) {
    HttpRequest request = get(url);
    request.method = "POST";
    request.body = std::move(body);
    return request;
}

Script answer(const QByteArray& bytes) { return Script{{bytes}}; }

struct Recorder : contract::HttpEvents {
    std::vector<std::string> chunks;
    contract::HttpHeaders trailers;
    std::size_t enoughAfter = 1'000'000'000;
    std::size_t bytes = 0;
    int naps = 0;

    bool onHeaders(int, std::string_view, const contract::HttpHeaders&) override { return true; }
    bool onChunk(std::string_view chunk) override {
        chunks.emplace_back(chunk);
        bytes += chunk.size();
        if (naps-- > 0) {
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
        }
        return bytes < enoughAfter;
    }
    void onTrailers(const contract::HttpHeaders& lines) override { trailers = lines; }
};

const QByteArray ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

}  // namespace

class HttpClientTest : public QObject {
    Q_OBJECT
private slots:
    void sendsExactlyWhatItIsTold() {
        ScriptedServer server({answer(ok)});
        HttpClient client;
        HttpRequest request = post(server.url("/a//b/../%2f?x=%C3%a4&&y"), "{}");
        request.headers = {{"x-Odd-CASE", "1"}, {"Accept", "a"}, {"ACCEPT", "b"}, {"Content-Length", "2"}};
        QVERIFY_RESULT(client.send(request, {}));
        const QByteArray expected = "POST /a//b/../%2f?x=%C3%a4&&y HTTP/1.1\r\nHost: 127.0.0.1:" +
                                    QByteArray::number(server.port()) +
                                    "\r\nx-Odd-CASE: 1\r\nAccept: a\r\nACCEPT: b\r\nContent-Length: 2\r\n\r\n{}";
        QCOMPARE(server.requests().at(0), expected);
    }

    void keepsTheConnection() {
        ScriptedServer server({answer(ok)});
        HttpClient client;
        for (int i = 0; i < 20; ++i) {
            const auto response = client.send(get(server.url()), {});
            QVERIFY_RESULT(response);
            QCOMPARE(response->body, "ok");
            QCOMPARE(response->timings.connect < 0, i > 0);
            QVERIFY(response->timings.firstByte >= 0 && response->timings.total >= response->timings.firstByte);
        }
        QCOMPARE(server.connections(), 1);
    }

    void readsChunksAndTrailersAsTheyCome() {
        ScriptedServer server({Script{{"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n", "2\r\nde\r\n",
                                       "0\r\nX-Sum: 5\r\n\r\n"}, 60}});
        HttpClient client;
        Recorder recorder;
        const auto response = client.exchange(get(server.url()), &recorder, {});
        QVERIFY_RESULT(response);
        QCOMPARE(recorder.chunks, (std::vector<std::string>{"abc", "de"}));
        QCOMPARE(recorder.trailers, (contract::HttpHeaders{{"X-Sum", "5"}}));
        QCOMPARE(response->trailers, recorder.trailers);
    }

    void aSlowReceiverSlowsTheServer() {
        const QByteArray big(16 << 20, 'x');
        ScriptedServer server({answer("HTTP/1.1 200 OK\r\nContent-Length: " + QByteArray::number(big.size()) + "\r\n\r\n" + big)});
        HttpClient client;
        Recorder recorder;
        recorder.naps = 10;
        QVERIFY_RESULT(client.exchange(get(server.url()), &recorder, {}));
        QCOMPARE(recorder.bytes, static_cast<std::size_t>(big.size()));
    }

    void aReceiverThatHasEnoughGetsTheResponseSoFar() {
        ScriptedServer server({Script{{"HTTP/1.1 200 OK\r\n\r\n1234567890", "more", "and more"}, 50}});
        HttpClient client;
        Recorder recorder;
        recorder.enoughAfter = 5;
        const auto response = client.exchange(get(server.url()), &recorder, {});
        QVERIFY_RESULT(response);
        QCOMPARE(response->status, 200);
        QCOMPARE(recorder.bytes, std::size_t{10});
    }

    void badServers_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<bool>("isPost");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("says");
        const auto row = [](const char* name, const QByteArray& bytes, bool isPost, ErrorCode code, const char* says) {
            QTest::newRow(name) << bytes << isPost << static_cast<int>(code) << QString::fromLatin1(says);
        };
        row("dies in the body", "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nhalf", false, ErrorCode::unreachable, "after 4 of 99 bytes");
        row("dies in the body of a POST", "HTTP/1.1 201 Created\r\nContent-Length: 99\r\n\r\nhalf", true, ErrorCode::unknownOutcome, "after 4 of 99 bytes");
        row("says nothing", "", true, ErrorCode::unknownOutcome, "before the end of the headers");
        row("is no HTTP", "220 mail.example ESMTP\r\n", false, ErrorCode::unreachable, "220 mail.example");
        row("sends too much", "HTTP/1.1 200 OK\r\nContent-Length: 1001\r\n\r\n", false, ErrorCode::limit, "1000 bytes");
        row("sends too much in chunks", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfff\r\n", false, ErrorCode::limit, "1000 bytes");
    }
    void badServers() {
        QFETCH(QByteArray, bytes);
        QFETCH(bool, isPost);
        QFETCH(int, code);
        QFETCH(QString, says);
        ScriptedServer server({Script{{bytes}, 0, true}});
        HttpClient client;
        HttpRequest request = isPost ? post(server.url(), "{}") : get(server.url());
        request.limits.bodyBytes = 1'000;
        const auto response = client.send(request, {});
        QVERIFY(!response);
        QCOMPARE(static_cast<int>(response.error().code), code);
        QVERIFY2(response.error().sentence.contains(says), qPrintable(response.error().sentence));
    }

    void saysWhatDoesNotAnswer_data() {
        QTest::addColumn<QString>("url");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("says");
        const auto row = [](const char* url, ErrorCode code, const char* says) {
            QTest::newRow(url) << QString::fromLatin1(url) << static_cast<int>(code) << QString::fromLatin1(says);
        };
        row("http://no-such-host.invalid/", ErrorCode::unreachable, "Cannot find the host");
        row("http://127.0.0.1:1/", ErrorCode::unreachable, "Nothing listens on this port");
        row("http://[::1]:1/", ErrorCode::unreachable, "Cannot connect to");
        row("ftp://x/", ErrorCode::wrongUse, "http://");
        row("http://u:p@x/", ErrorCode::wrongUse, "login");
        row("http://x:0/", ErrorCode::wrongUse, "port");
        row("http://x/a b", ErrorCode::wrongUse, "blank");
        row("http:///x", ErrorCode::wrongUse, "no host");
    }
    void saysWhatDoesNotAnswer() {
        QFETCH(QString, url);
        QFETCH(int, code);
        QFETCH(QString, says);
        HttpClient client;
        const auto response = client.send(get(url.toStdString()), {});
        QVERIFY(!response);
        QCOMPARE(static_cast<int>(response.error().code), code);
        QVERIFY2(response.error().sentence.contains(says), qPrintable(response.error().sentence));
    }

    void refusesSplitHeaders() {
        HttpClient client;
        HttpRequest request = get("http://127.0.0.1:1/");
        request.headers = {{"X", "a\r\nInjected: b"}};
        const auto response = client.send(request, {});
        QVERIFY(!response);
        QCOMPARE(response.error().code, ErrorCode::wrongUse);
    }

    void aSilentServerRunsIntoTheTimeLimit() {
        QTcpServer silent;  // the system takes the connection, nobody reads
        QVERIFY(silent.listen(QHostAddress::LocalHost));
        HttpClient client;
        HttpRequest request = get("http://127.0.0.1:" + std::to_string(silent.serverPort()) + "/");
        request.limits.totalMs = 150;
        QElapsedTimer clock;
        clock.start();
        const auto response = client.send(request, {});
        QVERIFY(!response);
        QCOMPARE(response.error().code, ErrorCode::unreachable);
        QVERIFY2(response.error().sentence.contains(QStringLiteral("150 ms")), qPrintable(response.error().sentence));
        QVERIFY(clock.elapsed() >= 150 && clock.elapsed() < 1'500);
    }

    void aStopIsHonouredSoon() {
        QTcpServer silent;
        QVERIFY(silent.listen(QHostAddress::LocalHost));
        HttpClient client;
        std::stop_source source;
        QElapsedTimer sinceStop;
        std::thread stopper([&] {
            std::this_thread::sleep_for(std::chrono::milliseconds(100));
            sinceStop.start();
            source.request_stop();
        });
        const auto response = client.send(post("http://127.0.0.1:" + std::to_string(silent.serverPort()) + "/", "x"), source.get_token());
        const qint64 took = sinceStop.elapsed();
        stopper.join();
        QVERIFY(!response);
        QCOMPARE(response.error().code, ErrorCode::cancelled);
        QVERIFY2(took <= 100, qPrintable(QString::number(took)));
    }

    void aKeptConnectionThatDiedIsReplacedForAGetOnly() {
        for (const bool isPost : {false, true}) {
            ScriptedServer server({answer(ok), Script{{}, 0, false, true}, answer(ok)});
            HttpClient client;
            QVERIFY_RESULT(client.send(get(server.url()), {}));
            const auto second = client.send(isPost ? post(server.url(), "{}") : get(server.url()), {});
            QCOMPARE(second.has_value(), !isPost);
            QCOMPARE(server.requests().size(), isPost ? std::size_t{2} : std::size_t{3});
        }
    }

    void redirectsOnlyWhenAsked() {
        ScriptedServer target({answer("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nhere")});
        ScriptedServer server({answer("HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: " + QByteArray::fromStdString(target.url("/there")) + "\r\n\r\n")});
        HttpClient client;
        HttpRequest request = post(server.url(), "{}");
        request.headers = {{"Authorization", "Bearer s"}};
        QCOMPARE(client.send(request, {})->status, 302);
        request.followRedirects = true;
        const auto response = client.send(request, {});
        QVERIFY_RESULT(response);
        QCOMPARE(response->body, "here");
        QVERIFY(target.requests().at(0).startsWith("GET /there "));
        QVERIFY(!target.requests().at(0).contains("Bearer"));
    }

    void sendsABigBodyAndManyAtOnce() {
        ScriptedServer server({answer(ok)});
        HttpClient client;
        const std::string big(8u << 20, 'b');
        QVERIFY_RESULT(client.send(post(server.url(), big), {}));
        QCOMPARE(server.requests().at(0).size() > 8 << 20, true);
        std::atomic<int> good{0};
        std::vector<std::thread> threads;
        for (int t = 0; t < 8; ++t) {
            threads.emplace_back([&] {
                for (int i = 0; i < 25; ++i) {
                    good += client.send(get(server.url()), {}).has_value() ? 1 : 0;
                }
            });
        }
        for (auto& thread : threads) {
            thread.join();
        }
        QCOMPARE(good.load(), 200);
        QVERIFY(server.connections() <= 9);
    }

    void tls_data() {
        QTest::addColumn<QByteArray>("host");
        QTest::addColumn<bool>("expired");
        QTest::addColumn<bool>("trusted");
        QTest::addColumn<bool>("verify");
        QTest::addColumn<QString>("says");
        QTest::newRow("own authority") << QByteArray("127.0.0.1") << false << true << true << QString();
        QTest::newRow("nobody trusts it") << QByteArray("127.0.0.1") << false << false << true << QStringLiteral("certificate");
        QTest::newRow("expired") << QByteArray("127.0.0.1") << true << true << true << QStringLiteral("expired");
        QTest::newRow("another name") << QByteArray("other.example") << false << true << true << QStringLiteral("name");
        QTest::newRow("not verified") << QByteArray("other.example") << true << false << false << QString();
    }
    void tls() {
        QFETCH(QByteArray, host);
        QFETCH(bool, expired);
        QFETCH(bool, trusted);
        QFETCH(bool, verify);
        QFETCH(QString, says);
        const auto identity = test::makeIdentity(host, expired);
        ScriptedServer server({answer(ok)}, &identity);
        ClientOptions options;
        options.tls.caPem = (trusted ? identity : test::makeIdentity("127.0.0.1")).caPem.toStdString();
        options.tls.verify = verify;
        HttpClient client(options);
        Step reached = Step::name;
        const auto response = client.exchange(get(server.url()), nullptr, {}, reached);
        if (!says.isEmpty()) {
            QVERIFY(!response);
            QCOMPARE(reached, Step::tls);
            QVERIFY2(response.error().sentence.contains(says), qPrintable(response.error().sentence));
            return;
        }
        QVERIFY_RESULT(response);
        QVERIFY(response->tls.has_value());
        QCOMPARE(response->tls->issuer, "Test authority");
        QVERIFY(response->tls->protocol.starts_with("TLSv1."));
        QVERIFY(response->timings.tls > 0);
        QVERIFY_RESULT(client.send(get(server.url()), {}));
        QCOMPARE(server.connections(), 1);
    }

    void tlsAgainstPlainSaysSo() {
        ScriptedServer server({answer(ok)});
        HttpClient client;
        HttpRequest request = get("https://127.0.0.1:" + std::to_string(server.port()) + "/");
        request.limits.connectMs = 500;
        const auto response = client.send(request, {});
        QVERIFY(!response);
        QVERIFY2(response.error().sentence.contains(QStringLiteral("TLS")), qPrintable(response.error().sentence));
    }
};

PATCHBAY_TEST("tst_http_client", HttpClientTest);
#include "tst_http_client.moc"
