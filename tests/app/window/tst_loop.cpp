#include "app/common/Tour.h"
#include "models/base/Files.h"
#include "models/base/Text.h"
#include "tests/app/window/OpenHouse.h"
#include "tests/support/TestMain.h"
#include "ui/kit/TablePane.h"

#include <QApplication>
#include <QLineEdit>
#include <QTabWidget>

using namespace pb;
using namespace pb::ui;

namespace {

constexpr int patience = 10'000;

}  // namespace

/// The ten minutes of the README in the program's own window, by keyboard alone: keys go to whatever has the focus.
class LoopTest : public QObject {
    Q_OBJECT

    QTemporaryDir into_;
    std::unique_ptr<test::DemoCopy> copy_;
    std::unique_ptr<test::OpenHouse> house_;
    int parked_ = 0;   ///< dead letters of the newest cause

    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) {
        QWidget* focused = QApplication::focusWidget();
        QTest::keyClick(focused ? focused : &house_->window(), key, modifiers);
    }
    static void type(const QString& text) { QTest::keyClicks(QApplication::focusWidget(), text); }
    void runByName(const QString& command) {
        press(Qt::Key_K, Qt::ControlModifier);
        QTRY_VERIFY(qobject_cast<QLineEdit*>(QApplication::focusWidget()));
        type(command);
        QTest::qWait(100);
        press(Qt::Key_Return);
    }
    QString page() { return house_->session().navigator.current() ? house_->session().navigator.current()->page : QString(); }
    std::string address() { return house_->session().navigator.current()->address.print(); }
    TablePane* table(const char* name) { return house_->named<TablePane>(QLatin1String(name)); }
    int rows(const char* name) { return table(name) ? table(name)->model()->rowCount() : -1; }
    std::filesystem::path folder() const { return pathFromUtf8(into_.path().toStdString()) / "workspace"; }
    std::string deployedMap() const { return readFile(folder() / ".patchbay/runtime/maps/order-to-erp.jsonata").value_or(std::string()); }

    /// 200 of the demo's orders have gone through; those that failed wait.
    void makeTraffic() {
        copy_ = std::make_unique<test::DemoCopy>();
        std::string script = copy_->file("samples/tour.yaml");
        script.replace(script.find("messages: 1000"), 14, "messages: 200");
        copy_->write("samples/tour.yaml", script);
        app::TourOptions options;
        options.workspace = copy_->folder();
        options.into = pathFromUtf8(into_.path().toStdString());
        options.trafficOnly = true;
        QVERIFY_RESULT(app::Tour(options, Log::none(), [](const QString&) {}).run({}, Progress::none()));
    }

    void followsTheTrail() {
        press(Qt::Key_4, Qt::ControlModifier);
        QTRY_VERIFY_WITH_TIMEOUT(rows("Causes") > 1 && rows("Dead letters of the cause") > 0, patience);
        parked_ = rows("Dead letters of the cause");
        press(Qt::Key_T, Qt::ControlModifier);
        QTRY_VERIFY_WITH_TIMEOUT(!house_->barWith(QStringLiteral("%1 new test").arg(parked_)).isEmpty(), patience);
        press(Qt::Key_F2);
        QTRY_COMPARE_WITH_TIMEOUT(page(), QStringLiteral("test"), patience);
        QCOMPARE(address(), std::string("contract:erp//components/schemas/OrderItem/required"));
        press(Qt::Key_F2);
        QTRY_COMPARE_WITH_TIMEOUT(page(), QStringLiteral("map"), patience);
        QTRY_COMPARE_WITH_TIMEOUT(address(), std::string("map:order-to-erp/items[].unit"), patience);
    }

    void fixesTheMap() {
        QTRY_VERIFY_WITH_TIMEOUT(house_->isReady(), patience);
        press(Qt::Key_E, Qt::ControlModifier);
        QTRY_COMPARE(QApplication::focusWidget()->accessibleName(), QStringLiteral("Expression of the target field"));
        type(QStringLiteral("$exists(unit) ? unit : uom"));
        press(Qt::Key_Return);
        press(Qt::Key_F5);
        const auto* tabs = house_->named<QTabWidget>(QStringLiteral("Result, links and tests"));
        QTRY_COMPARE_WITH_TIMEOUT(tabs->tabText(2), QStringLiteral("Tests %1/%1").arg(parked_), patience);
        press(Qt::Key_S, Qt::ControlModifier);
        QTRY_VERIFY_WITH_TIMEOUT(readFile(folder() / "maps/order-to-erp.jsonata")->find("$exists(unit)") != std::string::npos, patience);
        press(Qt::Key_F2);
        QTRY_COMPARE_WITH_TIMEOUT(page(), QStringLiteral("deploy"), patience);
        QCOMPARE(address().substr(0, 17), std::string("release:2026.11.2"));
    }

    void testsTheContract() {
        press(Qt::Key_3, Qt::ControlModifier);
        QTRY_VERIFY_WITH_TIMEOUT(house_->isReady(), patience);
        press(Qt::Key_F5);
        QTRY_VERIFY_WITH_TIMEOUT(rows("Cases") > 30 && house_->isReady(), patience);
        for (int row = 0; row < rows("Cases"); ++row) QVERIFY(test::cell(table("Cases"), row, 0) != QStringLiteral("Failed"));
    }

    void deploysTheFix() {
        press(Qt::Key_5, Qt::ControlModifier);
        QTRY_VERIFY_WITH_TIMEOUT(rows("Releases") == 2 && house_->isReady(), patience);
        press(Qt::Key_R, Qt::ControlModifier);
        type(QStringLiteral("Take uom where there is no unit"));
        press(Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(rows("Releases") == 3 && house_->isReady(), patience);
        press(Qt::Key_F5);
        QTRY_VERIFY_WITH_TIMEOUT(rows("Steps of the plan") > 0 && house_->isReady(), patience);
        press(Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY_WITH_TIMEOUT(deployedMap().find("$exists(unit)") != std::string::npos && house_->isReady(), patience);
        runByName(QStringLiteral("Verify What Runs"));
        QTRY_VERIFY_WITH_TIMEOUT(!house_->barWith(QStringLiteral("Everything runs")).isEmpty(), patience);
    }

    void sendsAgain() {
        press(Qt::Key_4, Qt::ControlModifier);
        QTRY_VERIFY_WITH_TIMEOUT(rows("Dead letters of the cause") > 0 && house_->isReady(), patience);
        const int causes = rows("Causes");
        press(Qt::Key_R, Qt::ControlModifier);
        QTRY_COMPARE_WITH_TIMEOUT(rows("Messages of the redrive"), parked_, patience);
        const auto focused = [] { const auto* button = qobject_cast<QAbstractButton*>(QApplication::focusWidget()); return button ? button->text() : QString(); };
        QTRY_COMPARE_WITH_TIMEOUT(focused(), QStringLiteral("Send One Canary"), patience);
        press(Qt::Key_Space);
        QTRY_VERIFY_WITH_TIMEOUT(focused().startsWith(QStringLiteral("Redrive %1").arg(parked_ - 1)), patience);
        press(Qt::Key_Space);
        QTRY_COMPARE_WITH_TIMEOUT(rows("Causes"), causes - 1, patience);   // that cause is gone
    }

private slots:
    void byKeyboardAlone() {
        makeTraffic();
        if (QTest::currentTestFailed()) return;
        house_ = std::make_unique<test::OpenHouse>(folder());
        QTRY_VERIFY_WITH_TIMEOUT(house_->isReady(), patience);
        for (const auto step : {&LoopTest::followsTheTrail, &LoopTest::fixesTheMap, &LoopTest::testsTheContract, &LoopTest::deploysTheFix,
                                &LoopTest::sendsAgain}) {
            (this->*step)();
            if (QTest::currentTestFailed()) return;
        }
        QCOMPARE(house_->stallReport(), QString());
    }
    void cleanup() { house_.reset(); }
};

PATCHBAY_TEST("tst_loop", LoopTest);
#include "tst_loop.moc"
