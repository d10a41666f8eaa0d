#include "tests/gui/TestHouse.h"
#include "tests/support/TestMain.h"
#include "ui/kit/SettingsForm.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>

using namespace pb;
using namespace pb::ui;

namespace {

constexpr auto schema = R"({
  "type": "object",
  "required": ["servers", "tls"],
  "properties": {
    "servers": {"type": "string", "title": "Bootstrap servers", "description": "Host and port, separated by commas.", "pattern": "^[^\\s]+:[0-9]+$"},
    "timeoutMs": {"type": "integer", "minimum": 100, "maximum": 60000, "default": 5000},
    "tls": {"enum": ["none", "server", "mutual"], "default": "none"},
    "verbose": {"type": "boolean", "default": false, "title": "Write what the client does to the log"},
    "login": {"title": "Login", "properties": {
      "user": {"type": "string"},
      "password": {"type": "string", "x-secret": true}
    }}
  }
})";

QLineEdit* line(SettingsForm& form, const QString& name) {
    for (QLineEdit* field : form.findChildren<QLineEdit*>()) {
        if (field->accessibleName() == name) return field;
    }
    return nullptr;
}

}  // namespace

class FormTest : public QObject {
    Q_OBJECT

    std::unique_ptr<SettingsForm> form_;

private slots:
    void init() {
        auto made = SettingsForm::make(schema);
        QVERIFY_RESULT(made);
        form_.reset(*made);
    }

    void defaultsAreShown() {
        QCOMPARE(form_->values(), std::string(R"({"timeoutMs":5000,"tls":"none","verbose":false})"));
        QCOMPARE(line(*form_, QStringLiteral("Timeout ms"))->text(), QStringLiteral("5000"));
    }

    void roundTripKeepsOrderAndUnknownNames() {
        const std::string json = R"({"servers":"localhost:9092","timeoutMs":250,"tls":"mutual","verbose":true,"login":{"user":"ann","password":"secret:kafka","realm":"x"},"later":{"a":[1.10]}})";
        QVERIFY_RESULT(form_->setValues(json));
        QCOMPARE(form_->values(), json);
        QVERIFY(form_->validate());
    }

    void errorsStandInPlace_data() {
        QTest::addColumn<QString>("servers");
        QTest::addColumn<QString>("timeout");
        QTest::addColumn<QString>("complaint");
        QTest::newRow("required") << QString() << QStringLiteral("5000") << QStringLiteral("This is required.");
        QTest::newRow("pattern") << QStringLiteral("no port") << QStringLiteral("5000") << QStringLiteral("This does not look like");
        QTest::newRow("no number") << QStringLiteral("a:1") << QStringLiteral("soon") << QStringLiteral("This is not a whole number.");
        QTest::newRow("too small") << QStringLiteral("a:1") << QStringLiteral("9") << QStringLiteral("At least 100.");
        QTest::newRow("too large") << QStringLiteral("a:1") << QStringLiteral("999999") << QStringLiteral("At most 60000.");
    }
    void errorsStandInPlace() {
        QFETCH(QString, servers);
        QFETCH(QString, timeout);
        QFETCH(QString, complaint);
        line(*form_, QStringLiteral("Bootstrap servers"))->setText(servers);
        line(*form_, QStringLiteral("Timeout ms"))->setText(timeout);
        QVERIFY(!form_->validate());
        bool found = false;
        for (const QLabel* label : form_->findChildren<QLabel*>()) found = found || (label->isVisibleTo(form_.get()) && label->text().startsWith(complaint));
        QVERIFY(found);
    }

    void secretsNeverComeWithTheValues() {
        QLineEdit* password = line(*form_, QStringLiteral("Password"));
        QCOMPARE(password->echoMode(), QLineEdit::Password);
        password->setText(QStringLiteral("hunter2"));
        QVERIFY(form_->values().find("hunter2") == std::string::npos);
        QCOMPARE(form_->secrets().at("login.password").reveal(), std::string_view("hunter2"));
        form_->setSecretNames([](const std::string& field) { return "dev-erp-" + field; });
        QVERIFY(form_->values().find("\"password\":\"secret:dev-erp-login.password\"") != std::string::npos);
        QVERIFY(form_->secrets().contains("dev-erp-login.password"));
    }

    void aReferenceIsKeptAndCanBeTyped() {
        QVERIFY_RESULT(form_->setValues(R"({"login":{"password":"secret:kafka"}})"));
        QLineEdit* password = line(*form_, QStringLiteral("Password"));
        password->setText(QStringLiteral("new one"));
        QCOMPARE(form_->secrets().at("kafka").reveal(), std::string_view("new one"));
        password->setText(QStringLiteral("secret:other"));
        QVERIFY(form_->secrets().empty());
        QVERIFY(form_->values().find("secret:other") != std::string::npos);
    }

    void clearTextOfTheFileIsNotShown() {
        QVERIFY_RESULT(form_->setValues(R"({"login":{"password":"hunter2"}})"));
        QVERIFY(!line(*form_, QStringLiteral("Password"))->placeholderText().contains(QStringLiteral("hunter2")));
    }

    void aFileNeedNotSayDefaults() {
        QVERIFY_RESULT(form_->setValues(R"({"servers":"a:1","tls":"none"})"));
        QCOMPARE(form_->valuesToWrite(), std::string(R"({"servers":"a:1","tls":"none"})"));
        line(*form_, QStringLiteral("Timeout ms"))->setText(QStringLiteral("${timeout}"));
        QVERIFY(form_->validate());
        QCOMPARE(form_->valuesToWrite(), std::string(R"({"servers":"a:1","timeoutMs":"${timeout}","tls":"none"})"));
    }

    void badSchemasAreRefused() {
        QVERIFY(!SettingsForm::make("{"));
        QVERIFY(!SettingsForm::make(R"({"type": "string"})"));
        QVERIFY(!form_->setValues("[1]"));
    }

    void everyFieldHasAName() {
        form_->show();
        QCOMPARE(test::namelessWidgets(*form_), QStringList());
    }
};

PATCHBAY_TEST("tst_form", FormTest);
#include "tst_form.moc"
