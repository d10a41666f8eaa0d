#include "connectors/http/MessageParser.h"
#include "tests/support/TestMain.h"

using namespace pb;
using namespace pb::connectors::http;
using Role = MessageParser::Role;

namespace {

struct Parsed {
    bool good = false;
    bool complete = false;
    int status = 0;
    std::string body;
    contract::HttpHeaders headers, trailers;
    bool keepsAlive = false;
    std::size_t taken = 0;
    QString error;
};

/// Feeds the bytes in pieces of `piece`, then closes where nothing completed before.
Parsed parse(Role role, std::string_view bytes, std::size_t piece, const ParserLimits& limits = {}) {
    MessageParser parser(role, limits);
    Parsed parsed;
    for (std::size_t at = 0; at < bytes.size() && !parser.isComplete();) {
        const std::string_view part = bytes.substr(at, piece);
        const auto taken = parser.feed(part);
        if (!taken) {
            parsed.error = taken.error().sentence;
            return parsed;
        }
        at += *taken;
        parsed.taken = at;
        parsed.body += parser.takeBody();
    }
    if (const auto end = parser.close(); !end) {
        parsed.error = end.error().sentence;
        return parsed;
    }
    parsed.good = true;
    parsed.complete = parser.isComplete();
    parsed.status = parser.status();
    parsed.headers = parser.headers();
    parsed.trailers = parser.trailers();
    parsed.keepsAlive = parser.keepsAlive();
    return parsed;
}

}  // namespace

class MessageParserTest : public QObject {
    Q_OBJECT
private slots:
    void responses_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<bool>("keeps");
        const auto row = [](const char* name, const char* bytes, int status, const char* body, bool keeps) {
            QTest::newRow(name) << QByteArray(bytes) << status << QByteArray(body) << keeps;
        };
        row("length", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", 200, "hello", true);
        row("chunked", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n", 200, "abcde", true);
        row("until close", "HTTP/1.1 200 OK\r\n\r\nall of it", 200, "all of it", false);
        row("bare line feeds", "HTTP/1.1 200 OK\nContent-Length: 2\n\nhi", 200, "hi", true);
        row("no reason", "HTTP/1.1 204\r\n\r\n", 204, "", true);
        row("interim first", "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n", 201, "", true);
        row("told to close", "HTTP/1.1 200 OK\r\nConnection: Close\r\nContent-Length: 0\r\n\r\n", 200, "", false);
        row("old version", "HTTP/1.0 200 OK\r\nContent-Length: 1\r\n\r\nx", 200, "x", false);
        row("old, kept", "HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 1\r\n\r\nx", 200, "x", true);
        row("same length twice", "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\nx", 200, "x", true);
        row("chunked wins over length", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n", 200, "x", true);
        row("304 has no body", "HTTP/1.1 304 Not Modified\r\nContent-Length: 10\r\n\r\n", 304, "", true);
    }
    void responses() {
        QFETCH(QByteArray, bytes);
        for (const std::size_t piece : {1u, 7u, 4096u}) {
            const Parsed parsed = parse(Role::response, bytes.toStdString(), piece);
            QVERIFY2(parsed.good, qPrintable(parsed.error));
            QVERIFY(parsed.complete);
            QTEST(parsed.status, "status");
            QTEST(QByteArray::fromStdString(parsed.body), "body");
            QTEST(parsed.keepsAlive, "keeps");
        }
    }

    void refused_data() {
        QTest::addColumn<bool>("request");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("says");
        const auto row = [](const char* name, bool request, const QByteArray& bytes, const char* says) {
            QTest::newRow(name) << request << bytes << QString::fromLatin1(says);
        };
        row("not HTTP", false, "SSH-2.0-OpenSSH_9.2\r\n", "begins with");
        row("status of two digits", false, "HTTP/1.1 20 OK\r\n\r\n", "begins with");
        row("lengths differ", false, "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx", "1, 2");
        row("negative length", false, "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n", "-1");
        row("length overflows", false, "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n", "Content-Length");
        row("chunk length", false, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n", "length of a chunk");
        row("chunk too long", false, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n", "longer than its length");
        row("died in the body", false, "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf", "after 4 of 9 bytes");
        row("died in a chunk", false, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nhalf", "before its last chunk");
        row("died in the head", false, "HTTP/1.1 200 OK\r\nContent-", "before the end of the headers");
        row("over the limit", false, "HTTP/1.1 200 OK\r\nContent-Length: 101\r\n\r\n", "limit is 100 bytes");
        row("no colon", false, "HTTP/1.1 200 OK\r\nnonsense\r\n\r\n", "nonsense");
        row("NUL in a value", false, QByteArray("HTTP/1.1 200 OK\r\nA: x\0y\r\n\r\n", 28), "NUL");
        row("blank before the colon", true, "GET / HTTP/1.1\r\nHost : x\r\n\r\n", "Host : x");
        row("two ends", true, "POST / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", "not clear");
        row("unknown coding", true, "POST / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n", "not clear");
        row("HTTP/2 preface", true, "PRI * HTTP/2.0\r\n\r\n", "HTTP/2.0");
        row("folded", true, "GET / HTTP/1.1\r\nA: b\r\n c\r\n\r\n", "folded");
    }
    void refused() {
        QFETCH(bool, request);
        QFETCH(QByteArray, bytes);
        QFETCH(QString, says);
        ParserLimits limits;
        limits.bodyBytes = 100;
        for (const std::size_t piece : {1u, 4096u}) {
            const Parsed parsed = parse(request ? Role::request : Role::response, bytes.toStdString(), piece, limits);
            QVERIFY(!parsed.good);
            QVERIFY2(parsed.error.contains(says), qPrintable(parsed.error));
        }
    }

    void trailersAndOrderAreKept() {
        const Parsed parsed = parse(Role::response, "HTTP/1.1 200 OK\r\nB: 1\r\na: 2\r\nB: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n"
                                                    "Checksum: abc\r\n\r\n", 5);
        QVERIFY2(parsed.good, qPrintable(parsed.error));
        QCOMPARE(parsed.headers[0].first, "B");
        QCOMPARE(parsed.headers[1].first, "a");
        QCOMPARE(parsed.headers[2].second, "3");
        QCOMPARE(parsed.trailers, (contract::HttpHeaders{{"Checksum", "abc"}}));
    }

    void takesOnlyItsOwnBytes() {
        const std::string two = "GET /1 HTTP/1.1\r\n\r\nGET /2 HTTP/1.1\r\n\r\n";
        MessageParser parser(Role::request);
        const auto taken = parser.feed(two);
        QVERIFY_RESULT(taken);
        QVERIFY(parser.isComplete());
        QCOMPARE(two.substr(*taken), "GET /2 HTTP/1.1\r\n\r\n");
    }

    void endlessHeadersHitTheirLimit() {
        ParserLimits limits;
        limits.headBytes = 10'000;
        std::string bytes = "HTTP/1.1 200 OK\r\nA: ";
        bytes.append(20'000, 'x');
        const Parsed parsed = parse(Role::response, bytes, 1'000, limits);
        QVERIFY(!parsed.good);
        QVERIFY2(parsed.error.contains(QStringLiteral("10000 bytes")), qPrintable(parsed.error));
    }
};

PATCHBAY_TEST("tst_message_parser", MessageParserTest);
#include "tst_message_parser.moc"
