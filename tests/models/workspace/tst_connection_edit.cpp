#include "models/workspace/ConnectionEdit.h"
#include "tests/support/TestMain.h"

using namespace pb;
using namespace pb::workspace;

namespace {

constexpr auto file = R"(# The lab.
name: lab
connections:
  broker:                 # reached through the tunnel
    connector: kafka
    settings:
      brokers: "${kafka.brokers}"   # not the public name
      timeoutMs: 5_000
      login: {user: ann, password: secret:lab-kafka}
  erp: {connector: http, settings: {baseUrl: 'http://erp'}}
)";

std::string replaced(std::string text, const std::string& what, const std::string& with) {
    const std::size_t at = text.find(what);
    return at == std::string::npos ? text + "\n(" + what + " is not there)" : text.replace(at, what.size(), with);
}

}  // namespace

class ConnectionEditTest : public QObject {
    Q_OBJECT

private slots:
    void readsAsWritten() {
        const auto all = writtenConnections(file);
        QVERIFY_RESULT(all);
        QCOMPARE(all->size(), std::size_t(2));
        QCOMPARE(all->front().kind, std::string("kafka"));
        QVERIFY(all->front().json.find("${kafka.brokers}") != std::string::npos);
    }

    void puttingBackWhatIsThereChangesNoByte() {
        const auto all = writtenConnections(file);
        QVERIFY_RESULT(all);
        for (const WrittenConnection& connection : *all) {
            const auto text = withConnection(file, connection);
            QVERIFY_RESULT(text);
            QCOMPARE(*text, std::string(file));
        }
    }

    void onlyTheSettingThatDiffersIsTouched() {
        auto all = writtenConnections(file);
        QVERIFY_RESULT(all);
        WrittenConnection broker = all->front();
        broker.json = replaced(broker.json, "${kafka.brokers}", "lab:9092");
        broker.json = replaced(broker.json, "\"ann\"", "\"bob\"");
        const auto text = withConnection(file, broker);
        QVERIFY_RESULT(text);
        QCOMPARE(*text, replaced(replaced(file, "${kafka.brokers}", "lab:9092"), "user: ann", "user: bob"));
    }

    void settingsComeAndGo() {
        auto erp = writtenConnections(file)->back();
        erp.json = R"({"baseUrl":"http://erp","login":"basic"})";
        const auto more = withConnection(file, erp);
        QVERIFY_RESULT(more);
        QVERIFY(more->find("login: basic") != std::string::npos);
        QCOMPARE(*withConnection(*more, writtenConnections(file)->back()), std::string(file));
    }

    void aNewOneIsPutAtTheEnd() {
        const auto text = withConnection(file, {"archive", "local", R"({"file":"a.sqlite"})"});
        QVERIFY_RESULT(text);
        QVERIFY(text->starts_with(file));
        QCOMPARE(writtenConnections(*text)->back().name, std::string("archive"));
        QCOMPARE(*withoutConnection(*text, "archive"), std::string(file));
    }

    void aFileWithoutConnectionsGetsThem_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("no member") << QByteArray("name: lab\n");
        QTest::newRow("null") << QByteArray("name: lab\nconnections:\n");
        QTest::newRow("empty") << QByteArray("name: lab\nconnections: {}\n");
    }
    void aFileWithoutConnectionsGetsThem() {
        QFETCH(QByteArray, text);
        const auto made = withConnection(text.toStdString(), {"archive", "local", "{}"});
        QVERIFY_RESULT(made);
        QCOMPARE(writtenConnections(*made)->front().name, std::string("archive"));
    }

    void badNamesAndTextsAreRefused() {
        QCOMPARE(withConnection(file, {"a/b", "local", "{}"}).error().code, ErrorCode::invalidInput);
        QCOMPARE(withConnection(file, {"", "local", "{}"}).error().code, ErrorCode::invalidInput);
        QVERIFY(!withConnection("a: [", {"x", "local", "{}"}));
        QCOMPARE(withoutConnection(file, "none").error().code, ErrorCode::notFound);
    }

    void typedSecretsStandInFront() {
        TypedSecrets store({{"lab-erp-token", Secret("typed")}}, nullptr);
        QCOMPARE(store.get("lab-erp-token", {})->reveal(), std::string_view("typed"));
        QCOMPARE(store.get("other", {}).error().code, ErrorCode::notFound);
        QCOMPARE(secretNameFor("lab", "erp", "login.token"), std::string("lab-erp-login-token"));
    }

    void stepsThatAProbeDidNotReachAreSaid() {
        const auto rows = allSteps({{ProbeStep::name, ProbeRow::State::good, {}}, {ProbeStep::port, ProbeRow::State::bad, QStringLiteral("x")}});
        QCOMPARE(rows.size(), std::size_t(5));
        QVERIFY(rows[1].state == ProbeRow::State::bad);
        QVERIFY(rows[4].state == ProbeRow::State::notReached && rows[4].step == ProbeStep::right);
    }
};

PATCHBAY_TEST("tst_connection_edit", ConnectionEditTest);
#include "tst_connection_edit.moc"
