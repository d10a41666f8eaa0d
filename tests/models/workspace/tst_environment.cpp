#include "models/workspace/Environment.h"

#include "models/document/Yaml.h"
#include "models/workspace/secrets/SecretStores.h"
#include "tests/models/workspace/Folder.h"
#include "tests/support/TestMain.h"

using namespace pb::workspace;
using pb::ErrorCode;

namespace {

constexpr const char* environmentText = R"(name: test
production: true
variables:
  host: erp.example
  port: 8443
  list: [a, b]
connections:
  erp:
    connector: http
    settings:
      url: https://${host}:${port}/api
      port: ${port}
      hosts: ${list}
      literal: $${host}
      open: ${host
      token: secret:erp-token
      nested: { deep: ["${host}", 12345678901234567890, true, null] }
  plain: { connector: local }
serves:
  - { contract: contracts/a.yaml, address: "127.0.0.1:${port}" }
)";

pb::Result<Environment> read(std::string text) {
    auto document = pb::doc::readYaml(std::move(text));
    if (!document) return pb::fail(document.error());
    return readEnvironment(*document, "test", "environments/test.yaml");
}

class NoConnection final : public Connection {
public:
    std::vector<ProbeRow> probe(pb::StopToken) override { return {}; }
};

ConnectorRegistry registry() {
    ConnectorInfo info;
    info.kind = "http";
    info.settingsSchema = R"({"type": "object", "required": ["url"], "additionalProperties": false,
        "properties": {"url": {"type": "string"}, "retry": {"type": "object", "properties": {"times": {"type": "integer"}}}}})";
    info.open = [](const ConnectionSettings&, const ConnectionContext&) -> pb::Result<std::unique_ptr<Connection>> {
        return std::make_unique<NoConnection>();
    };
    ConnectorRegistry out;
    out.add(std::move(info));
    return out;
}

}  // namespace

class EnvironmentTest : public QObject {
    Q_OBJECT

private slots:
    void variablesAreReplacedAndReferencesStay() {
        std::string text = environmentText;
        text.erase(text.find("      open: ${host\n"), std::string("      open: ${host\n").size());
        const auto environment = read(std::move(text));
        QVERIFY_RESULT(environment);
        QVERIFY(environment->production);
        QCOMPARE(environment->connections.size(), std::size_t(2));
        QCOMPARE(environment->connection("erp")->json,
                 std::string(R"({"url":"https://erp.example:8443/api","port":8443,"hosts":["a","b"],"literal":"${host}",)"
                             R"("token":"secret:erp-token","nested":{"deep":["erp.example",12345678901234567890,true,null]}})"));
        QCOMPARE(environment->connection("plain")->json, std::string("{}"));
        QCOMPARE(environment->serves.at(0).address, std::string("127.0.0.1:8443"));
    }

    void anUndefinedVariableIsNamedWithItsLine() {
        const auto environment = read("connections:\n  a:\n    connector: http\n    settings:\n      url: http://${gone}/\n");
        QVERIFY(!environment);
        QVERIFY(environment.error().sentence.contains(QStringLiteral("gone")));
        QCOMPARE(environment.error().place.address, std::string("environments/test.yaml"));
        QCOMPARE(environment.error().place.line, 5);
        QVERIFY(!read(environmentText));  // "${host" without its end
    }

    void aConnectionThatIsNotThereNamesThoseThatAre() {
        const auto environment = read("connections:\n  a: { connector: x }\n  b: { connector: y }\n");
        const auto missing = environment->requireConnection("c");
        QVERIFY(!missing);
        QCOMPARE(missing.error().code, ErrorCode::notFound);
        QVERIFY(missing.error().hint.contains(QStringLiteral("a, b")));
        QVERIFY(!read("connections:\n  a: { settings: {} }\n"));
    }

    void wrongSettingsNameTheField_data() {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("field");
        QTest::newRow("missing") << QByteArray("{}") << QStringLiteral("“url”");
        QTest::newRow("type") << QByteArray(R"({"url": 5})") << QStringLiteral("“url”");
        QTest::newRow("nested") << QByteArray(R"({"url": "x", "retry": {"times": "two"}})") << QStringLiteral("“retry/times”");
        QTest::newRow("unknown") << QByteArray(R"({"url": "x", "colour": 1})") << QStringLiteral("colour");
    }
    void wrongSettingsNameTheField() {
        QFETCH(QByteArray, json);
        QFETCH(QString, field);
        const auto opened = registry().open({"erp", "http", "test", json.toStdString()}, {});
        QVERIFY(!opened);
        QCOMPARE(opened.error().code, ErrorCode::invalidInput);
        QVERIFY2(opened.error().sentence.contains(field), qPrintable(opened.error().sentence));
        QVERIFY(opened.error().hint.contains(QStringLiteral("test")));
    }

    void goodSettingsOpenAndUnknownKindsAreNamed() {
        QVERIFY_RESULT(registry().open({"erp", "http", "test", R"({"url": "x"})"}, {}));
        const auto unknown = registry().open({"erp", "carrier-pigeon", "test", "{}"}, {});
        QVERIFY(!unknown);
        QCOMPARE(unknown.error().code, ErrorCode::unsupported);
        QVERIFY(unknown.error().hint.contains(QStringLiteral("http")));
    }

    void secretsAreResolvedByReferenceOnly() {
        EnvironmentStore store([](const std::string& name) -> std::optional<std::string> {
            return name == "PATCHBAY_SECRET_ERP_TOKEN" ? std::optional<std::string>("value") : std::nullopt;
        });
        QCOMPARE(std::string(resolveSecret("secret:erp-token", &store, {})->reveal()), std::string("value"));
        QCOMPARE(std::string(resolveSecret("plain", &store, {})->reveal()), std::string("plain"));
        QCOMPARE(resolveSecret("secret:other", &store, {}).error().code, ErrorCode::notFound);
        QCOMPARE(resolveSecret("secret:other", nullptr, {}).error().code, ErrorCode::unavailable);
        for (const char* name : {"password", "clientSecret", "api-key", "sasl.password", "accessToken"}) QVERIFY(namesASecret(name));
        for (const char* name : {"url", "tokenUrl", "secretName", "user"}) QVERIFY(!namesASecret(name));
    }
};

PATCHBAY_TEST("tst_environment", EnvironmentTest);
#include "tst_environment.moc"
