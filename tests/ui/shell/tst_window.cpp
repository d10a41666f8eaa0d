#include "tests/gui/TestHouse.h"
#include "tests/support/TestMain.h"
#include "ui/kit/FilterLine.h"
#include "ui/kit/TablePane.h"
#include "ui/shell/LowerPane.h"
#include "ui/shell/TopStrip.h"
#include "ui/shell/WorkspaceTree.h"

#include <QAbstractItemModelTester>
#include <QTemporaryDir>
#include <QTest>

#include <thread>

using namespace pb;
using namespace pb::ui;

namespace {

ObjectEntry object(AddressKind kind, const char* name, const char* badge = "") {
    return {Address::of(kind, name), QString::fromLatin1(name), QString::fromLatin1(badge), Role::inkSoft, {}};
}

std::vector<ObjectEntry> someObjects() {
    return {object(AddressKind::map, "order-to-erp"), object(AddressKind::map, "vendor-sync", "draft"), object(AddressKind::schema, "order"),
            object(AddressKind::contract, "erp"), object(AddressKind::connection, "kafka-dev"), object(AddressKind::release, "2026.11")};
}

Finding finding(Severity severity, const char* rule, const char* sentence, const char* address) {
    return {severity, rule, QString::fromUtf8(sentence), {}, {address, 0, 0, Place::npos}};
}

/// The tree as text: sections, then "  name".
QString drawing(const QAbstractItemModel& model) {
    QStringList lines;
    for (int s = 0; s < model.rowCount(); ++s) {
        const QModelIndex section = model.index(s, 0);
        lines << section.data().toString();
        for (int r = 0; r < model.rowCount(section); ++r) lines << QStringLiteral("  ") + model.index(r, 0, section).data().toString();
    }
    return lines.join(QChar(u'\n'));
}

}  // namespace

class WindowTest : public QObject {
    Q_OBJECT

    std::unique_ptr<test::TestHouse> house_;

    template <typename T>
    T& part() const { return *house_->window.findChild<T*>(); }

private slots:
    void init() {
        house_ = std::make_unique<test::TestHouse>();
        house_->objects.set(someObjects());
        house_->session.title = "shop-to-erp";
        house_->session.environment = {"PRODUCTION", Stage::production};
        house_->build();
    }
    void cleanup() { house_.reset(); }

    void treeShowsWhatTheModeNeeds() {
        auto* model = part<WorkspaceTree>().findChild<ObjectTreeModel*>();
        const QAbstractItemModelTester tester(model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        house_->navigator.goToMode(Mode::map);
        QCOMPARE(drawing(*model), QStringLiteral("Maps\n  order-to-erp\n  vendor-sync\nSchemas\n  order"));
        house_->navigator.goToMode(Mode::test);
        QCOMPARE(drawing(*model), QStringLiteral("Contracts\n  erp\nSchemas\n  order"));
        model->show(Mode::map, QStringLiteral("draft"));
        QCOMPARE(drawing(*model), QStringLiteral("Maps\n  vendor-sync"));
        model->show(Mode::map, QStringLiteral("nothing like it"));
        QCOMPARE(model->rowCount(), 0);
        QVERIFY(!model->find(Address::of(AddressKind::map, "order-to-erp")).isValid());
    }

    void treeFilterWorksByTyping() {
        house_->navigator.goToMode(Mode::map);
        auto& tree = part<WorkspaceTree>();
        auto* line = tree.findChild<FilterLine*>();
        QTest::keyClicks(line, QStringLiteral("vend"));
        auto* model = tree.findChild<ObjectTreeModel*>();
        QTRY_COMPARE(drawing(*model), QStringLiteral("Maps\n  vendor-sync"));
        QTest::keyClick(line, Qt::Key_Escape);
        QTRY_COMPARE(model->objectCount(), 3);
    }

    void lowerPaneFoldsAndKeepsItsHeight() {
        auto& lower = part<LowerPane>();
        QVERIFY(lower.isFolded());
        QVERIFY(lower.geometry().bottom() + 1 == lower.parentWidget()->height());
        QTest::keyClick(&house_->window, Qt::Key_J, Qt::ControlModifier);
        QVERIFY(!lower.isFolded() && lower.height() >= 200);
        QTest::keyClick(&house_->window, Qt::Key_J, Qt::ControlModifier);
        QCOMPARE(lower.geometry().bottom() + 1, lower.parentWidget()->height());
    }

    void problemsAreSortedFilteredAndWalked() {
        const QAbstractItemModelTester tester(&house_->problems, QAbstractItemModelTester::FailureReportingMode::QtTest);
        house_->problems.set("map", {finding(Severity::note, "a.note", "Look here.", "map:one"), finding(Severity::error, "b.error", "Required field is not mapped.", "map:two")});
        house_->problems.set("test", {finding(Severity::warning, "c.warning", "Cut to 8 letters.", "contract:erp")});
        QCOMPARE(house_->problems.finding(0).rule, std::string("b.error"));
        QCOMPARE(house_->problems.finding(2).rule, std::string("a.note"));
        QTest::keyClick(&house_->window, Qt::Key_F8);
        auto& lower = part<LowerPane>();
        QVERIFY(!lower.isFolded());
        TablePane* table = nullptr;
        for (TablePane* one : lower.findChildren<TablePane*>()) table = one->accessibleName() == QStringLiteral("Problems") ? one : table;
        QCOMPARE(table->currentIndex().row(), 0);
        QTest::keyClick(&house_->window, Qt::Key_F8, Qt::ShiftModifier);
        QCOMPARE(table->currentIndex().row(), 2);
        house_->problems.setFilter(QStringLiteral("cut letters"));
        QCOMPARE(house_->problems.rowCount(), 1);
        QCOMPARE(house_->problems.total(), 3);
        house_->problems.setFilter({});
        house_->problems.set("map", {});
        QCOMPARE(house_->problems.total(), 1);
    }

    void logLinesArriveFromOtherThreads() {
        std::jthread([this] { house_->log.info(QStringLiteral("Read orders.dlq …"), "channel:kafka-dev/orders.dlq"); }).join();
        QTRY_COMPARE(house_->logLines.rowCount(), 1);
        for (int i = 0; i < 12'000; ++i) house_->log.info(QString::number(i));
        QTRY_COMPARE(house_->logLines.line(house_->logLines.rowCount() - 1).sentence, QStringLiteral("11999"));
        QVERIFY(house_->logLines.rowCount() <= static_cast<int>(LogLines::limit));
    }

    void everyFocusableWidgetHasAName() {
        for (const Mode mode : modes) {
            house_->navigator.goToMode(mode);
            for (const auto tab : {LowerPane::Tab::problems, LowerPane::Tab::preview, LowerPane::Tab::results, LowerPane::Tab::log}) {
                part<LowerPane>().open(tab);
                QCOMPARE(test::namelessWidgets(house_->window), QStringList());
            }
        }
        QTest::keyClick(&house_->window, Qt::Key_K, Qt::ControlModifier);
        QCOMPARE(test::namelessWidgets(house_->window), QStringList());
    }

    void switchingPagesAndThemesDoesNotStall() {
        for (int round = 0; round < 3; ++round) {
            for (const Mode mode : modes) {
                house_->navigator.goToMode(mode);
                QTest::qWait(15);
            }
        }
        QVERIFY2(house_->stallReport().isEmpty(), qPrintable(house_->stallReport()));
    }

    void watchdogNamesTheCommandThatStalls() {
        house_->commands.add({QStringLiteral("bad.sleep"), QStringLiteral("Sleep"), {}, {}, std::nullopt, [] {
            std::this_thread::sleep_for(std::chrono::milliseconds(3 * StallWatchdog::scaledLimit()));
        }, {}});
        house_->commands.run(QStringLiteral("bad.sleep"));
        QTRY_VERIFY(!house_->watchdog->stalls().empty());
        QCOMPARE(house_->watchdog->stalls().front().command, QStringLiteral("bad.sleep"));
        QVERIFY(!house_->stallReport().isEmpty());
    }

    void settingsOutliveTheProgram() {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("sub/patchbay.ini"));
        {
            Settings settings(path);
            settings.set(QStringLiteral("theme"), QStringLiteral("dark"));
            settings.set(QStringLiteral("window/lower"), true);
            settings.set(QStringLiteral("gone"), 1);
            settings.remove(QStringLiteral("gone"));
        }
        const Settings settings(path);
        QCOMPARE(settings.value(QStringLiteral("theme")).toString(), QStringLiteral("dark"));
        QVERIFY(settings.value(QStringLiteral("window/lower")).toBool());
        QVERIFY(!settings.value(QStringLiteral("gone")).isValid());
    }
};

PATCHBAY_TEST("tst_window", WindowTest);
#include "tst_window.moc"
