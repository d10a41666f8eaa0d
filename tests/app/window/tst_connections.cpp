#include "models/workspace/ConnectionEdit.h"
#include "tests/app/window/OpenHouse.h"
#include "tests/support/TestMain.h"
#include "ui/kit/TablePane.h"

#include <QApplication>
#include <QComboBox>
#include <QLineEdit>
#include <QMenu>

using namespace pb;
using namespace pb::ui;

namespace {

constexpr int patience = 20'000;
constexpr auto devFile = "environments/dev.yaml";

}  // namespace

/// Connections through the widgets of the page: made, tried, saved, deleted; secrets beside the file.
class ConnectionsTest : public QObject {
    Q_OBJECT

    std::unique_ptr<test::DemoCopy> copy_;
    std::unique_ptr<test::OpenHouse> house_;

    QLineEdit* field(const QString& name) const { return house_->named<QLineEdit>(name); }
    QAbstractItemView* list() const { return house_->named<TablePane>(QStringLiteral("Connections")); }
    QAbstractItemView* steps() const { return house_->named<TablePane>(QStringLiteral("What the test of the connection found")); }
    void go(const std::string& name) {
        QVERIFY_RESULT(house_->session().navigator.goTo(Address::of(AddressKind::connection, name)));
        QTRY_VERIFY_WITH_TIMEOUT(house_->isReady() && list()->model()->rowCount() > 0, patience);
    }
    void type(const QString& name, const QString& text) {
        QVERIFY(field(name));
        field(name)->clear();
        QTest::keyClicks(field(name), text);
    }
    /// New Connection by its command; `down` rows below the first kind.
    void startNew(int down) {
        house_->session().commands.run(QStringLiteral("connection.new"));
        QTRY_VERIFY(QApplication::activePopupWidget());
        for (int i = 0; i < down; ++i) QTest::keyClick(QApplication::activePopupWidget(), Qt::Key_Down);
        QTest::keyClick(QApplication::activePopupWidget(), Qt::Key_Return);
        QTRY_VERIFY(field(QStringLiteral("Name of the connection"))->isVisible());
    }
    void run(const char* command) { QVERIFY(house_->session().commands.run(QLatin1String(command))); }

private slots:
    void init() {
        qunsetenv("PATCHBAY_PASSPHRASE");
        copy_ = std::make_unique<test::DemoCopy>();
        house_ = std::make_unique<test::OpenHouse>(copy_->folder());
        QTRY_VERIFY_WITH_TIMEOUT(house_->isReady(), patience);
    }
    void cleanup() {
        const QString stalls = house_->stallReport();
        house_.reset();
        QCOMPARE(stalls, QString());
    }

    void testNamesTheStepThatFails() {
        go("erp");
        QCOMPARE(test::cell(list(), list()->currentIndex().row(), 0), QStringLiteral("erp"));
        run("connection.test");
        QTRY_VERIFY_WITH_TIMEOUT(steps()->isVisible(), patience);
        QCOMPARE(test::cell(steps(), 1, 1), QStringLiteral("good"));
        type(QStringLiteral("Base URL"), QStringLiteral("http://127.0.0.1:1"));   // nobody listens there
        run("connection.test");
        QTRY_COMPARE_WITH_TIMEOUT(test::cell(steps(), 1, 1), QStringLiteral("failed"), patience);
        QCOMPARE(test::cell(steps(), 1, 0), QStringLiteral("Port"));
        QCOMPARE(test::cell(steps(), 3, 1), QStringLiteral("not reached"));
        QVERIFY(!test::cell(steps(), 1, 2).isEmpty());
        QCOMPARE(copy_->file(devFile).find("127.0.0.1:1\n"), std::string::npos);   // a test saves nothing
    }

    void savingChangesOneValueOfTheFile() {
        go("erp");
        std::string wanted = copy_->file(devFile);
        type(QStringLiteral("Base URL"), QStringLiteral("http://erp.example/api"));
        run("connection.save");
        QTRY_VERIFY_WITH_TIMEOUT(!house_->barWith(QStringLiteral("Saved in")).isEmpty(), patience);
        const std::string old = "http://${erp.address}";
        wanted.replace(wanted.find(old), old.size(), "http://erp.example/api");
        QCOMPARE(copy_->file(devFile), wanted);
    }

    void whatIsTypedDuringASaveIsNeitherLostNorCalledSaved() {
        go("erp");
        type(QStringLiteral("Base URL"), QStringLiteral("http://first"));
        run("connection.save");
        type(QStringLiteral("Base URL"), QStringLiteral("http://second"));
        QTRY_VERIFY_WITH_TIMEOUT(!house_->barWith(QStringLiteral("not saved yet")).isEmpty(), patience);
        QCOMPARE(field(QStringLiteral("Base URL"))->text(), QStringLiteral("http://second"));
        QVERIFY(copy_->file(devFile).find("http://first") != std::string::npos);
        run("connection.save");
        QTRY_VERIFY_WITH_TIMEOUT(copy_->file(devFile).find("http://second") != std::string::npos, patience);
    }

    void mistakesStandUnderTheirField() {
        go("erp");
        type(QStringLiteral("Base URL"), QStringLiteral("erp"));
        const std::string before = copy_->file(devFile);
        run("connection.save");
        QTest::qWait(50);
        QVERIFY(field(QStringLiteral("Base URL"))->accessibleDescription().contains(QStringLiteral("does not look like")));
        QCOMPARE(copy_->file(devFile), before);
    }

    void aNewOneWithASecret() {
        go("erp");
        startNew(3);   // local, local-runtime, kafka, http
        type(QStringLiteral("Name of the connection"), QStringLiteral("crm"));
        type(QStringLiteral("Base URL"), QStringLiteral("http://127.0.0.1:1"));
        house_->named<QComboBox>(QStringLiteral("Login"))->setCurrentText(QStringLiteral("bearer"));
        type(QStringLiteral("Token"), QStringLiteral("hunter2"));
        run("connection.save");
        QTRY_VERIFY_WITH_TIMEOUT(!house_->barWith(QStringLiteral("Cannot store the secret")).isEmpty(), patience);
        QVERIFY(copy_->file(devFile).find("crm") == std::string::npos);
        run("secrets.unlock");
        type(QStringLiteral("Passphrase of the secrets"), QStringLiteral("correct horse"));
        QTest::keyClick(field(QStringLiteral("Passphrase of the secrets")), Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(house_->session().passphrase->isOpen(), patience);
        run("connection.save");
        QTRY_VERIFY_WITH_TIMEOUT(!house_->barWith(QStringLiteral("Saved in")).isEmpty(), patience);
        const std::string text = copy_->file(devFile);
        QVERIFY(text.find("token: secret:dev-crm-token") != std::string::npos);
        QVERIFY(text.find("hunter2") == std::string::npos);
        QCOMPARE(house_->session().secrets->get("dev-crm-token", {})->reveal(), std::string_view("hunter2"));
        QTRY_VERIFY(std::any_of(house_->session().objects.entries().begin(), house_->session().objects.entries().end(),
                                [](const ObjectEntry& entry) { return entry.address == Address::of(AddressKind::connection, "crm"); }));
        house_.reset();
        house_ = std::make_unique<test::OpenHouse>(copy_->folder());
        QTRY_VERIFY_WITH_TIMEOUT(!house_->barWith(QStringLiteral("are locked")).isEmpty(), patience);
    }

    void whatIsTypedIsNotLostByAClick() {
        go("erp");
        type(QStringLiteral("Base URL"), QStringLiteral("http://elsewhere"));
        list()->setCurrentIndex(list()->model()->index(0, 0));
        QVERIFY(!house_->barWith(QStringLiteral("“erp” has changes that are not saved")).isEmpty());
        QCOMPARE(field(QStringLiteral("Base URL"))->text(), QStringLiteral("http://elsewhere"));
        QTest::mouseClick(house_->button(QStringLiteral("Discard")), Qt::LeftButton);
        QTRY_VERIFY(field(QStringLiteral("File")));
    }

    void deletingAsksInPlace() {
        go("erp");
        run("connection.delete");
        QVERIFY(house_->barWith(QStringLiteral("from the environment dev")).contains(QStringLiteral("ERP")));
        QVERIFY(house_->button(QStringLiteral("Delete “erp” from dev")));
        for (QAbstractButton* one : house_->window().findChildren<QAbstractButton*>()) {
            const bool isInBar = one->isVisible() && qobject_cast<InfoBar*>(one->parentWidget()) && one->text().startsWith(QStringLiteral("Delete"));
            if (isInBar) QTest::mouseClick(one, Qt::LeftButton);
        }
        QTRY_VERIFY_WITH_TIMEOUT(copy_->file(devFile).find("connector: http") == std::string::npos, patience);
        QTRY_COMPARE_WITH_TIMEOUT(list()->model()->rowCount(), 2, patience);
    }
};

PATCHBAY_TEST("tst_connections", ConnectionsTest);
#include "tst_connections.moc"
