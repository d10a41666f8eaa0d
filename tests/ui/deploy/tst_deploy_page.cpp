#include "models/base/Files.h"
#include "tests/gui/DemoHouse.h"
#include "ui/deploy/DeployPage.h"
#include "ui/kit/TablePane.h"

#include <QLineEdit>
#include <QTest>

using namespace pb;
using namespace pb::ui;

class DeployPageTest : public QObject {
    Q_OBJECT

    std::unique_ptr<test::DemoHouse> house_;

    TablePane* releases() const { return house_->named<TablePane>(QStringLiteral("Releases")); }
    TablePane* matrix() const { return house_->named<TablePane>(QStringLiteral("Artefacts and environments")); }
    TablePane* steps() const { return house_->named<TablePane>(QStringLiteral("Steps of the plan")); }
    void press(const QString& text) const {
        QTRY_VERIFY2(house_->button(text), qPrintable(text));
        QTest::mouseClick(house_->button(text), Qt::LeftButton);
    }
    std::string deployed() const { return readFile(house_->folder() / ".patchbay/runtime/maps/order-to-erp.jsonata").value_or(std::string()); }
    void planAndApply(int row) {
        releases()->selectRow(row);
        QTest::keyClick(&house_->window, Qt::Key_F5);
        press(QStringLiteral("Apply "));
    }

private slots:
    void init() {
        house_ = std::make_unique<test::DemoHouse>(false);
        const auto broker = house_->desk().broker("broker");
        QVERIFY_RESULT(broker);
        for (const char* channel : {"orders", "orders.dlq"}) QVERIFY_RESULT((*broker)->createChannel(channel, 1, {}));
        house_->build({deployPage()});
        house_->navigator.goToMode(Mode::deploy);
        QTRY_COMPARE(releases()->model()->rowCount(), 2);
    }
    void cleanup() {
        const QString stalls = house_->stallReport();
        house_.reset();
        QVERIFY2(stalls.isEmpty(), qPrintable(stalls));
    }

    void plansAppliesVerifiesAndRollsBack() {
        QVERIFY(test::cell(matrix(), 0, 1).contains(QStringLiteral("not there")));
        planAndApply(1);
        QTRY_VERIFY(deployed().find("\"unit\": \"PCE\"") != std::string::npos);
        QTRY_VERIFY(test::cell(matrix(), 0, 1).contains(QStringLiteral("2026.11.1")));
        planAndApply(0);
        QTRY_VERIFY(deployed().find("\"unit\": unit") != std::string::npos);
        QTRY_VERIFY(test::cell(matrix(), 0, 1).contains(QStringLiteral("2026.11.2")));
        press(QStringLiteral("Verify"));
        QTRY_VERIFY2(!house_->barWith(QStringLiteral("Everything runs")).isEmpty(), qPrintable(house_->barWith(QString())));
        house_->picture(QStringLiteral("deploy-verified"));
        press(QStringLiteral("Roll Back"));
        QTRY_VERIFY(deployed().find("\"unit\": \"PCE\"") != std::string::npos);
        QCOMPARE(test::namelessWidgets(house_->window).join(QLatin1Char(' ')), QString());
    }

    void saysWhenSomebodyChangedTheTargetByHand() {
        planAndApply(1);
        QTRY_VERIFY(!deployed().empty());
        QTRY_VERIFY(test::cell(matrix(), 0, 1).contains(QStringLiteral("2026.11.1")));
        QVERIFY_RESULT(writeFileAtomically(house_->folder() / ".patchbay/runtime/maps/order-to-erp.jsonata", "{\"by\": hand}"));
        releases()->selectRow(0);
        QTest::keyClick(&house_->window, Qt::Key_F5);
        QTRY_VERIFY(!house_->barWith(QStringLiteral("changed by hand")).isEmpty());
        QVERIFY(!house_->button(QStringLiteral("Apply ")));
    }

    void makesARelease() {
        QVERIFY_RESULT(writeFileAtomically(house_->folder() / "maps/order-to-erp.jsonata", "{\"orderNumber\": orderNumber}"));
        press(QStringLiteral("Make Release"));
        house_->named<QLineEdit>(QStringLiteral("Name of the release"))->setText(QStringLiteral("next"));
        press(QStringLiteral("Make It"));
        QTRY_COMPARE(releases()->model()->rowCount(), 3);
        QCOMPARE(test::cell(releases(), 0, 0), QStringLiteral("next"));
        press(QStringLiteral("Make Release"));
        house_->named<QLineEdit>(QStringLiteral("Name of the release"))->setText(QStringLiteral("next"));
        press(QStringLiteral("Make It"));
        QTRY_VERIFY(!house_->barWith(QStringLiteral("next")).isEmpty());
        QCOMPARE(releases()->model()->rowCount(), 3);
    }

    void asksBeforeProduction() {
        house_->session.environment = {"dev", Stage::production};
        planAndApply(1);
        QVERIFY(!house_->barWith(QStringLiteral("production")).isEmpty());
        QVERIFY(deployed().empty());
    }
};

PATCHBAY_TEST("tst_deploy_page", DeployPageTest);
#include "tst_deploy_page.moc"
