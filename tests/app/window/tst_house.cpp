#include "app/window/Pages.h"
#include "tests/app/window/OpenHouse.h"
#include "tests/support/TestMain.h"
#include "ui/kit/Pill.h"
#include "ui/shell/TopStrip.h"

#include <QApplication>
#include <QMenu>

using namespace pb;
using namespace pb::ui;

namespace {

constexpr int patience = 20'000;

QAction* actionWith(const QMenu* menu, const QString& text) {
    for (QAction* action : menu->actions()) {
        if (action->text().startsWith(text)) return action;
    }
    return nullptr;
}

}  // namespace

/// The window as the program opens it: environments, the lock, every page.
class HouseTest : public QObject {
    Q_OBJECT

private slots:
    void everyFocusableWidgetHasAName() {
        const test::DemoCopy copy;
        test::OpenHouse house(copy.folder());
        QTRY_VERIFY_WITH_TIMEOUT(house.isReady(), patience);
        for (const PageInfo& page : app::allPages()) {
            house.session().navigator.goToPage(page.id);
            QTRY_VERIFY_WITH_TIMEOUT(house.session().jobs.isIdle(), patience);
            QCOMPARE(page.id + u": " + test::namelessWidgets(house.window()).join(u' '), page.id + u": ");
        }
        house.session().commands.run(QStringLiteral("palette.open"));
        QCOMPARE(test::namelessWidgets(house.window()), QStringList());
        QVERIFY(house.session().commands.conflicts().empty());
        QCOMPARE(house.stallReport(), QString());
    }

    void theEnvironmentIsChosenByKeyboard() {
        const test::DemoCopy copy;
        {
            test::OpenHouse house(copy.folder());
            QTRY_VERIFY_WITH_TIMEOUT(house.isReady(), patience);
            QVERIFY(house.session().commands.run(QStringLiteral("environment.choose")));
            auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
            QVERIFY(menu);
            QVERIFY(actionWith(menu, QStringLiteral("dev"))->isChecked());
            QVERIFY(actionWith(menu, QStringLiteral("live (production)")));
            QTest::keyClick(menu, Qt::Key_Down);
            QTest::keyClick(menu, Qt::Key_Return);
            QTRY_COMPARE_WITH_TIMEOUT(house.session().environment.name, std::string("live"), patience);
            QVERIFY(house.session().environment.stage == Stage::production);
            QTRY_VERIFY_WITH_TIMEOUT(house.isReady(), patience);
            QCOMPARE(house.stallReport(), QString());
        }
        test::OpenHouse again(copy.folder(), {});
        QTRY_VERIFY_WITH_TIMEOUT(again.isReady(), patience);
        QCOMPARE(again.session().environment.name, std::string("live"));
        again.session().switchEnvironment("dev");
        QTRY_COMPARE_WITH_TIMEOUT(again.session().environment.name, std::string("dev"), patience);
        QTRY_VERIFY_WITH_TIMEOUT(again.session().embedded("runtime") != nullptr, patience);
    }

    void aSecondInstanceReadsOnly() {
        const test::DemoCopy copy;
        auto first = std::make_unique<test::OpenHouse>(copy.folder());
        QTRY_VERIFY_WITH_TIMEOUT(first->isReady(), patience);
        QVERIFY(!first->session().readOnly);
        test::OpenHouse second(copy.folder());
        QTRY_VERIFY_WITH_TIMEOUT(second.isReady(), patience);
        QVERIFY(second.session().readOnly);
        QVERIFY(second.barWith(QStringLiteral("process %1").arg(QCoreApplication::applicationPid())).startsWith(QStringLiteral("Read-only.")));
        QVERIFY(second.session().embedded("runtime") == nullptr);
        second.session().navigator.goToPage(QStringLiteral("map"));
        QTRY_VERIFY_WITH_TIMEOUT(second.isReady(), patience);
        const std::string before = copy.file("maps/order-to-erp.jsonata");
        second.session().commands.run(QStringLiteral("map.save"));
        QTRY_VERIFY_WITH_TIMEOUT(!second.barWith(QStringLiteral("open read-only")).isEmpty(), patience);
        QCOMPARE(copy.file("maps/order-to-erp.jsonata"), before);
        first.reset();
        QTest::mouseClick(second.button(QStringLiteral("Try Again")), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(!second.session().readOnly, patience);
        QVERIFY(second.barWith(QStringLiteral("Read-only")).isEmpty());
        QCOMPARE(second.stallReport(), QString());
    }
};

PATCHBAY_TEST("tst_house", HouseTest);
#include "tst_house.moc"
