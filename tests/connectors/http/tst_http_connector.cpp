#include "connectors/http/Connector.h"
#include "models/document/Json.h"
#include "tests/connectors/http/ScriptedServer.h"
#include "tests/support/TestMain.h"

using namespace pb;
using namespace pb::workspace;
using pb::test::Script;
using pb::test::ScriptedServer;
using State = ProbeRow::State;

namespace {

struct OneSecret : SecretStore {
    std::string value = "s3cret";
    QString displayName() const override { return QStringLiteral("test"); }
    Result<Secret> get(const std::string& reference, StopToken) override {
        return reference == "erp" ? Result<Secret>(Secret(value))
                                         : fail(ErrorCode::notFound, QStringLiteral("No such secret."));
    }
    Done put(const std::string&, const Secret&, StopToken) override { return {}; }
    Done remove(const std::string&, StopToken) override { return {}; }
};

/// Settings are written with single quotes here.
std::string json(std::string text) {
    std::replace(text.begin(), text.end(), '\'', '"');
    return text;
}

Script status(const char* line) { return Script{{QByteArray("HTTP/1.1 ") + line + "\r\nContent-Length: 0\r\n\r\n"}}; }

Result<std::unique_ptr<Connection>> open(const std::string& settings, SecretStore& secrets) {
    ConnectionContext context;
    context.secrets = &secrets;
    return connectors::http::info().open({"erp", "http", "dev", json(settings)}, context);
}

std::string marksOf(const std::vector<ProbeRow>& rows) {
    std::string out;
    for (const auto& row : rows) {
        out += row.state == State::good ? "+" : row.state == State::bad ? "!" : row.state == State::notNeeded ? "o" : ".";
    }
    return out;
}

}  // namespace

class HttpConnectorTest : public QObject {
    Q_OBJECT
private slots:
    void probeNamesTheFirstThatFails_data() {
        QTest::addColumn<QString>("settings");
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<QString>("rows");
        const auto row = [](const char* name, const char* settings, const char* answer, const char* rows) {
            QTest::newRow(name) << QString::fromLatin1(settings) << QByteArray(answer) << QString::fromLatin1(rows);
        };
        row("all good", "{'baseUrl':'URL'}", "200 OK", "++oo+");
        row("not found is an answer", "{'baseUrl':'URL'}", "404 Not Found", "++oo+");
        row("login good", "{'baseUrl':'URL','login':'basic','user':'u','password':'secret:erp'}", "200 OK", "++o++");
        row("login refused", "{'baseUrl':'URL','login':'bearer','token':'secret:erp'}", "401 Unauthorized", "++o!.");
        row("login wanted", "{'baseUrl':'URL'}", "401 Unauthorized", "++o!.");
        row("no right", "{'baseUrl':'URL','login':'bearer','token':'secret:erp'}", "403 Forbidden", "++o+!");
        row("no secret", "{'baseUrl':'URL','login':'bearer','token':'secret:other'}", "200 OK", "..o!.");
        row("no name", "{'baseUrl':'http://no-such-host.invalid'}", "200 OK", "!.o..");
        row("no port", "{'baseUrl':'http://127.0.0.1:1'}", "200 OK", "+!o..");
    }
    void probeNamesTheFirstThatFails() {
        QFETCH(QString, settings);
        QFETCH(QByteArray, answer);
        ScriptedServer server({status(answer.constData())});
        settings.replace(QStringLiteral("URL"), QString::fromStdString(server.url()));
        OneSecret secrets;
        const auto connection = open(settings.toStdString(), secrets);
        QVERIFY_RESULT(connection);
        QTEST(QString::fromStdString(marksOf((*connection)->probe({}))), "rows");
    }

    void untrustedCertificateFailsTheTlsRow() {
        const auto identity = test::makeIdentity("127.0.0.1");
        ScriptedServer server({status("200 OK")}, &identity);
        OneSecret secrets;
        const auto connection = open("{'baseUrl':'" + server.url() + "'}", secrets);
        QVERIFY_RESULT(connection);
        const auto rows = (*connection)->probe({});
        QCOMPARE(marksOf(rows), "++!..");
        QVERIFY2(rows[2].sentence.contains(QStringLiteral("certificate")), qPrintable(rows[2].sentence));
    }

    void loginIsSentAndReadAgainAfterARefusal() {
        ScriptedServer server({status("200 OK")});
        OneSecret secrets;
        const auto connection = open("{'baseUrl':'" + server.url() + "','login':'basic','user':'Aladdin','password':'secret:erp'}", secrets);
        QVERIFY_RESULT(connection);
        secrets.value = "open sesame";
        const auto tokens = (*connection)->tokens();
        contract::HttpRequest request;
        QVERIFY_RESULT(tokens->authorize(request, {}));
        QCOMPARE(std::string(contract::headerValue(request.headers, "authorization")), "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");  // RFC 7617 §2
        QCOMPARE(*tokens->renew({}, {}), false);
        secrets.value = "changed";
        QCOMPARE(*tokens->renew({}, {}), true);
    }

    void badSettingsAreRefusedWithTheirName_data() {
        QTest::addColumn<QString>("settings");
        QTest::addColumn<QString>("says");
        QTest::newRow("scheme") << QStringLiteral("{'baseUrl':'erp.example'}") << QStringLiteral("http://");
        QTest::newRow("login") << QStringLiteral("{'baseUrl':'http://x','login':'magic'}") << QStringLiteral("magic");
        QTest::newRow("secret") << QStringLiteral("{'baseUrl':'http://x','login':'basic'}") << QStringLiteral("names no secret");
        QTest::newRow("file") << QStringLiteral("{'baseUrl':'http://x','caFile':'gone.pem'}") << QStringLiteral("gone.pem");
        QTest::newRow("not JSON") << QStringLiteral("{") << QStringLiteral("connection “erp”");
    }
    void badSettingsAreRefusedWithTheirName() {
        QFETCH(QString, settings);
        QFETCH(QString, says);
        OneSecret secrets;
        const auto connection = open(settings.toStdString(), secrets);
        QVERIFY(!connection);
        QVERIFY2(connection.error().print().contains(says), qPrintable(connection.error().print()));
    }

    void theSettingsSchemaIsJson() { QVERIFY_RESULT(doc::readJson(connectors::http::info().settingsSchema)); }
};

PATCHBAY_TEST("tst_http_connector", HttpConnectorTest);
#include "tst_http_connector.moc"
