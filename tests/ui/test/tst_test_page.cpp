#include "connectors/http/ContractServer.h"
#include "tests/gui/DemoHouse.h"
#include "ui/kit/TablePane.h"
#include "ui/test/TestPage.h"

#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>

using namespace pb;
using namespace pb::ui;

class TestPageTest : public QObject {
    Q_OBJECT

    std::unique_ptr<test::DemoHouse> house_;

    void open() {
        house_ = std::make_unique<test::DemoHouse>(false);
        house_->build({testPage()});
        house_->navigator.goToMode(Mode::test);
    }
    TablePane* cases() const { return house_->named<TablePane>(QStringLiteral("Cases")); }
    TablePane* coverage() const { return house_->named<TablePane>(QStringLiteral("Operations and statuses")); }
    QLineEdit* baseUrl() const { return house_->named<QLineEdit>(QStringLiteral("Base URL")); }

private slots:
    void cleanup() {
        const QString stalls = house_->stallReport();
        house_.reset();
        QVERIFY2(stalls.isEmpty(), qPrintable(stalls));
    }

    void runsTheContractOfTheEnvironment() {
        open();
        QTRY_COMPARE(baseUrl()->text().toStdString(), house_->apiUrl());
        QCOMPARE(coverage()->model()->rowCount(), 4);
        QTest::keyClick(&house_->window, Qt::Key_F5);
        QTRY_VERIFY_WITH_TIMEOUT(cases()->model()->rowCount() > 30, 20'000);
        QCOMPARE(test::cell(cases(), 0, 0), QStringLiteral("Passed"));
        QVERIFY(test::cell(coverage(), 0, 2).startsWith(QStringLiteral("✓")));
        QCOMPARE(test::namelessWidgets(house_->window).join(QLatin1Char(' ')), QString());
        house_->picture(QStringLiteral("test-page"));
    }

    void showsWhatFailsFirstWithACurlCommand() {
        open();
        QTRY_VERIFY(!baseUrl()->text().isEmpty());
        connectors::http::ContractServerOptions options;
        options.contract = *contract::Contract::load(house_->folder() / "contracts/erp.openapi.yaml", "contracts/erp.openapi.yaml");
        options.faults = {connectors::http::Fault::wrongType};
        const auto faulty = connectors::http::ContractServer::start(std::move(options));
        QVERIFY_RESULT(faulty);
        baseUrl()->setText(QString::fromStdString((*faulty)->url()));
        QTest::mouseClick(static_cast<QPushButton*>(house_->button(QStringLiteral("Run"))), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(cases()->model()->rowCount() > 30, 30'000);
        QCOMPARE(test::cell(cases(), 0, 0), QStringLiteral("Failed"));
        cases()->selectRow(0);
        house_->commands.run(QStringLiteral("test.copyCurl"));
        QVERIFY(QGuiApplication::clipboard()->text().startsWith(QStringLiteral("curl ")));
    }

    void saysWhenNobodyAnswers() {
        open();
        QTRY_VERIFY(!baseUrl()->text().isEmpty());
        baseUrl()->setText(QStringLiteral("http://127.0.0.1:9"));
        QTest::keyClick(&house_->window, Qt::Key_F5);
        QTRY_VERIFY_WITH_TIMEOUT(!house_->barWith(QStringLiteral("is not there")).isEmpty(), 20'000);
    }

    void goesToAClause() {
        open();
        const auto address = Address::of(AddressKind::contract, "erp", "/components/schemas/OrderItem/required");
        QVERIFY_RESULT(house_->navigator.goTo(address));
        QTRY_VERIFY(house_->named<QComboBox>(QStringLiteral("Contract"))->count() == 1);
        QTRY_COMPARE(house_->window.currentPage()->current(), address);
    }

    void asksBeforeProduction() {
        open();
        QTRY_VERIFY(!baseUrl()->text().isEmpty());
        house_->session.environment = {"live", Stage::production};
        QTest::keyClick(&house_->window, Qt::Key_F5);
        QVERIFY(!house_->barWith(QStringLiteral("production")).isEmpty());
        QCOMPARE(cases()->model()->rowCount(), 0);
        QTest::mouseClick(static_cast<QPushButton*>(house_->button(QStringLiteral("Send Them to LIVE"))), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(cases()->model()->rowCount() > 30, 20'000);
    }
};

PATCHBAY_TEST("tst_test_page", TestPageTest);
#include "tst_test_page.moc"
