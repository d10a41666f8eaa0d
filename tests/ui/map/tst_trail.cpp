#include "tests/gui/DemoHouse.h"
#include "ui/deploy/DeployPage.h"
#include "ui/flows/FlowsPage.h"
#include "ui/kit/TablePane.h"
#include "ui/map/MapPage.h"
#include "ui/test/TestPage.h"

#include <QTest>

using namespace pb;
using namespace pb::ui;

/// F2, from a real dead letter to the release that brought it, with the keyboard alone.
class TrailTest : public QObject {
    Q_OBJECT

private slots:
    void f2LeadsFromADeadLetterToItsRelease() {
        test::DemoHouse house;
        house.build({flowsPage(), testPage(), mapPage(), deployPage()});
        house.navigator.goToMode(Mode::flows);
        auto* letters = house.named<TablePane>(QStringLiteral("Dead letters of the cause"));
        QTRY_VERIFY(letters->model()->rowCount() > 0);
        letters->selectRow(0);
        const auto here = [&house] { return house.navigator.current()->address; };

        QTest::keyClick(&house.window, Qt::Key_F2);
        QTRY_COMPARE(here(), Address::of(AddressKind::contract, "erp", "/components/schemas/OrderItem/required"));
        QTRY_VERIFY(!house.barWith(QStringLiteral("which is required")).isEmpty());
        house.picture(QStringLiteral("trail-clause"));

        QTest::keyClick(&house.window, Qt::Key_F2);
        QTRY_COMPARE(here(), Address::of(AddressKind::map, "order-to-erp", "items[].unit"));
        QTRY_VERIFY(!house.barWith(QStringLiteral("is not in the message")).isEmpty());
        house.picture(QStringLiteral("trail-map"));

        QTest::keyClick(&house.window, Qt::Key_F2);
        QTRY_COMPARE(here().kind, AddressKind::release);
        QCOMPARE(here().name, std::string("2026.11.2"));
        QTRY_VERIFY(!house.barWith(QStringLiteral("2026.11.2")).isEmpty());
        house.picture(QStringLiteral("trail-release"));

        QTest::keyClick(&house.window, Qt::Key_Left, Qt::AltModifier);
        QCOMPARE(here().kind, AddressKind::map);
        QVERIFY2(house.stallReport().isEmpty(), qPrintable(house.stallReport()));
    }
};

PATCHBAY_TEST("tst_trail", TrailTest);
#include "tst_trail.moc"
