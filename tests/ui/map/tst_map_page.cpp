#include "models/base/Files.h"
#include "tests/gui/DemoHouse.h"
#include "ui/kit/CodeView.h"
#include "ui/kit/TablePane.h"
#include "ui/map/FieldModel.h"
#include "ui/map/MapPage.h"
#include "ui/shell/Problems.h"

#include <Qsci/qsciscintilla.h>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QTabWidget>
#include <QTest>

using namespace pb;
using namespace pb::ui;

class MapPageTest : public QObject {
    Q_OBJECT

    std::unique_ptr<test::DemoHouse> house_;

    TreePane* source() const { return house_->named<TreePane>(QStringLiteral("Source fields")); }
    TreePane* target() const { return house_->named<TreePane>(QStringLiteral("Target fields")); }
    TablePane* links() const { return house_->named<TablePane>(QStringLiteral("Links")); }
    CodeView* text() const {
        const auto views = house_->window.findChildren<CodeView*>();
        for (CodeView* view : views) {
            if (!view->editor().isReadOnly()) return view;
        }
        return nullptr;
    }
    static FieldModel* modelOf(TreePane* tree) { return static_cast<FieldModel*>(tree->model()); }
    void choose(TreePane* tree, const std::string& path) const { tree->setCurrentIndex(modelOf(tree)->indexOf(path)); }
    bool holds(const std::string& part) const { return text()->text().find(part) != std::string::npos; }
    bool isVerdict(const QString& words) const {
        for (const QLabel* label : house_->window.findChildren<QLabel*>()) {
            if (label->isVisible() && label->text().contains(words)) return true;
        }
        return false;
    }

private slots:
    void init() {
        house_ = std::make_unique<test::DemoHouse>(false);
        house_->build({mapPage()});
        house_->navigator.goToMode(Mode::map);
        QTRY_COMPARE(links()->model()->rowCount(), 19);
    }
    void cleanup() {
        const QString stalls = house_->stallReport();
        house_.reset();
        QVERIFY2(stalls.isEmpty(), qPrintable(stalls));
    }

    void showsLinksAndTheResultOfASample() {
        QTRY_VERIFY(isVerdict(QStringLiteral("keeps the target's schema")));
        QCOMPARE(test::namelessWidgets(house_->window).join(QLatin1Char(' ')), QString());
        choose(target(), "customer.name");
        QCOMPARE(modelOf(source())->pathOf(source()->currentIndex()), std::string("customer.name"));
        const auto [begin, end] = text()->selectedBytes();
        QCOMPARE(text()->text().substr(begin, end - begin), std::string("\"name\": customer.name"));
    }

    void linksByKeyboardAndUndoes() {
        const std::string before = text()->text();
        choose(source(), "note");
        choose(target(), "customer.email");
        choose(source(), "note");
        QTest::keyClick(target(), Qt::Key_L);
        QVERIFY(holds("\"email\": $$.note") || holds("\"email\": note"));
        QTRY_COMPARE(links()->model()->rowCount(), 19);
        house_->commands.run(QStringLiteral("map.undo"));
        QCOMPARE(text()->text(), before);
    }

    void linksByDraggingOntoATarget() {
        std::unique_ptr<QMimeData> dragged(modelOf(source())->mimeData({modelOf(source())->indexOf("lines[].uom")}));
        modelOf(target())->dropMimeData(dragged.get(), Qt::CopyAction, -1, -1, modelOf(target())->indexOf("items[].unit"));
        QVERIFY(holds("\"unit\": uom,"));
    }

    void typesAnExpressionOnATargetRow() {
        choose(target(), "currency");
        QTest::keyClick(target(), Qt::Key_Equal);
        auto* line = house_->named<QLineEdit>(QStringLiteral("Expression of the target field"));
        QVERIFY(line->isVisible());
        QCOMPARE(line->text(), QStringLiteral("currency"));
        line->setText(QStringLiteral("$uppercase(currency)"));
        QTest::keyClick(line, Qt::Key_Return);
        QVERIFY(holds("\"currency\": $uppercase(currency),"));
    }

    void saysWhichRequiredFieldNothingFeeds() {
        choose(target(), "currency");
        QTest::keyClick(target(), Qt::Key_Delete);
        QTRY_VERIFY(isVerdict(QStringLiteral("1 required fields are not mapped: currency")));
        QTRY_VERIFY(house_->problems.count(Severity::error) > 0);
        choose(target(), "orderNumber");
        house_->commands.run(QStringLiteral("map.nextUnfed"));
        QCOMPARE(modelOf(target())->pathOf(target()->currentIndex()), std::string("currency"));
    }

    void aBrokenTextKeepsThePageUsable() {
        text()->replace(0, text()->text().size(), "{\"broken\": ");
        emit text()->textEdited();
        QTRY_VERIFY(isVerdict(QStringLiteral("✕")));
        house_->commands.run(QStringLiteral("map.undo"));
        QTRY_VERIFY(text() && text()->text().starts_with("/* Shop order"));
    }

    void savesAndNoticesAChangeFromOutside() {
        choose(target(), "currency");
        QTest::keyClick(target(), Qt::Key_Delete);
        const auto file = house_->folder() / "maps/order-to-erp.jsonata";
        QVERIFY_RESULT(writeFileAtomically(file, "{\"somebody\": else}"));
        house_->commands.run(QStringLiteral("map.save"));
        QTRY_VERIFY(house_->button(QStringLiteral("Keep Mine")));
        QTest::mouseClick(house_->button(QStringLiteral("Keep Mine")), Qt::LeftButton);
        QTRY_VERIFY(readFile(file)->starts_with("/* Shop order"));
    }

    void readsAChangeFromOutsideWhenNothingIsUnsaved() {
        QTRY_VERIFY(isVerdict(QStringLiteral("keeps the target's schema")));
        QVERIFY_RESULT(writeFileAtomically(house_->folder() / "maps/order-to-erp.jsonata", "{\"somebody\": note}"));
        QTRY_COMPARE_WITH_TIMEOUT(text()->text(), std::string("{\"somebody\": note}"), 10'000);
        QVERIFY(!text()->isModified());
        QVERIFY(!house_->barWith(QStringLiteral("changed by another program")).isEmpty());
    }

    void showsBothVersionsOfAConflict() {
        choose(target(), "currency");
        QTest::keyClick(target(), Qt::Key_Delete);
        QVERIFY_RESULT(writeFileAtomically(house_->folder() / "maps/order-to-erp.jsonata", "{\"somebody\": note}"));
        QTRY_VERIFY_WITH_TIMEOUT(house_->button(QStringLiteral("Show Both")), 10'000);
        QTest::mouseClick(house_->button(QStringLiteral("Show Both")), Qt::LeftButton);
        const auto* tabs = house_->named<QTabWidget>(QStringLiteral("Result, links and tests"));
        QCOMPARE(tabs->tabText(tabs->currentIndex()), QStringLiteral("Both Versions"));
        QVERIFY(tabs->currentWidget()->findChild<CodeView*>()->text().find("somebody") != std::string::npos);
        QTest::mouseClick(house_->button(QStringLiteral("Take the Other")), Qt::LeftButton);
        QTRY_COMPARE(text()->text(), std::string("{\"somebody\": note}"));
        QCOMPARE(tabs->count(), 3);
        QVERIFY(!std::filesystem::is_empty(house_->folder() / ".patchbay/autosave"));   // the version that lost
    }

    void keepsUnsavedTextWhenThePageGoes() {
        choose(target(), "currency");
        QTest::keyClick(target(), Qt::Key_Delete);
        house_->window.refresh();
        QTRY_VERIFY_WITH_TIMEOUT(!house_->barWith(QStringLiteral("was brought back")).isEmpty(), 10'000);
    }

    void f8WalksTheFieldsThatNothingFeeds() {
        choose(target(), "currency");
        QTest::keyClick(target(), Qt::Key_Delete);
        QTRY_VERIFY(isVerdict(QStringLiteral("1 required fields are not mapped: currency")));
        choose(target(), "orderNumber");
        house_->commands.run(QStringLiteral("go.nextProblem"));
        QCOMPARE(modelOf(target())->pathOf(target()->currentIndex()), std::string("currency"));
    }
};

PATCHBAY_TEST("tst_map_page", MapPageTest);
#include "tst_map_page.moc"
