#include "models/base/Files.h"
#include "tests/gui/DemoHouse.h"
#include "ui/flows/FlowsPage.h"
#include "ui/kit/TablePane.h"
#include "ui/today/TodayPage.h"

#include <QTest>

using namespace pb;
using namespace pb::ui;

class TodayPageTest : public QObject {
    Q_OBJECT

    static TablePane* list(const test::DemoHouse& house) { return house.named<TablePane>(QStringLiteral("What needs you")); }
    static bool has(const test::DemoHouse& house, const QString& words) {
        for (int row = 0; row < list(house)->model()->rowCount(); ++row) {
            if (test::cell(list(house), row, 0).contains(words)) return true;
        }
        return false;
    }

private slots:
    void listsCausesAndOpensThem() {
        test::DemoHouse house;
        house.build({todayPage(), flowsPage()});
        house.navigator.goToMode(Mode::today);
        QTRY_COMPARE(list(house)->model()->rowCount(), 5);
        QVERIFY(test::cell(list(house), 0, 0).startsWith(QStringLiteral("12 dead letters in orders.dlq")));
        QCOMPARE(test::namelessWidgets(house.window).join(QLatin1Char(' ')), QString());
        QTest::keyClick(list(house), Qt::Key_Return);
        QCOMPARE(house.navigator.current()->address.kind, AddressKind::cause);
        QVERIFY2(house.stallReport().isEmpty(), qPrintable(house.stallReport()));
    }

    void saysThatNothingNeedsYou() {
        test::DemoHouse house(false);
        std::filesystem::remove_all(house.folder() / "releases");
        house.build({todayPage()});
        house.navigator.goToMode(Mode::today);
        QTRY_VERIFY(!house.window.findChildren<QLabel*>().isEmpty());
        QTRY_COMPARE(house.window.currentPage()->statusText(), QStringLiteral("0 things need you"));
    }

    void oneBrokenSourceDoesNotHideTheOthers() {
        test::DemoHouse house(false);
        QVERIFY_RESULT(writeFileAtomically(house.folder() / ".patchbay/broker.sqlite", "this is no database at all, and long enough to be read"));
        QVERIFY_RESULT(writeFileAtomically(house.folder() / "maps/order-to-erp.jsonata", "{\"orderNumber\": orderNumber}"));
        house.build({todayPage()});
        house.navigator.goToMode(Mode::today);
        QTRY_VERIFY(list(house)->model()->rowCount() >= 3);
        QVERIFY(has(house, QStringLiteral("broker.sqlite")));
        QVERIFY(has(house, QStringLiteral("changes that no release has")));
        QVERIFY(has(house, QStringLiteral("waits for “runtime”")));
    }
};

PATCHBAY_TEST("tst_today_page", TodayPageTest);
#include "tst_today_page.moc"
