#include "tests/gui/TestHouse.h"
#include "tests/support/TestMain.h"
#include "ui/shell/CommandPalette.h"
#include "ui/shell/LowerPane.h"

#include <QApplication>
#include <QClipboard>
#include <QLineEdit>
#include <QTest>

using namespace pb;
using namespace pb::ui;

namespace {

class DeskPage final : public Page {
public:
    explicit DeskPage(Session& session) : Page(session), field_(new QLineEdit(this)) { field_->setAccessibleName(QStringLiteral("Desk")); }
    void visit(const Address& address) override { address_ = address; }
    Address current() const override { return address_; }
    QWidget* firstFocus() override { return field_; }
    void findCause(const std::function<void(Result<Address>)>& answer) override {
        if (address_.name == "end") return Page::findCause(answer);
        answer(Address::of(AddressKind::map, "end"));
    }
    void stamp() { ++stamps; }
    bool canStamp() const { return allowed; }
    static inline int stamps = 0;
    static inline bool allowed = true;

private:
    QLineEdit* field_;
    Address address_;
};

PageInfo deskPage() {
    return {QStringLiteral("desk"), Mode::map, {AddressKind::map},
            {pageCommand<DeskPage>(QStringLiteral("desk.stamp"), QStringLiteral("Stamp It"), QStringLiteral("check"), Qt::Key_F5, &DeskPage::stamp, &DeskPage::canStamp)},
            [](Session& session) -> Page* { return new DeskPage(session); }};
}

ObjectEntry object(AddressKind kind, const char* name) { return {Address::of(kind, name), QString::fromLatin1(name), {}, Role::inkSoft, {}}; }

}  // namespace

class CommandsTest : public QObject {
    Q_OBJECT

    std::unique_ptr<test::TestHouse> house_;

    QWidget* paletteField() const { return house_->window.findChild<CommandPalette*>()->findChild<QLineEdit*>(); }
    QString page() const { return house_->navigator.current()->page; }

private slots:
    void init() {
        DeskPage::stamps = 0;
        DeskPage::allowed = true;
        house_ = std::make_unique<test::TestHouse>();
        house_->build({deskPage()});
    }
    void cleanup() {
        QVERIFY2(house_->stallReport().isEmpty(), qPrintable(house_->stallReport()));
        house_.reset();
    }

    void noTwoCommandsAnswerToTheSameKeys() {
        for (const KeyConflict& conflict : house_->commands.conflicts()) QFAIL(qPrintable(conflict.one + QStringLiteral(" and ") + conflict.other));
        house_->commands.rebind(QStringLiteral("view.log"), Qt::CTRL | Qt::Key_K);
        QCOMPARE(house_->commands.conflicts().size(), std::size_t{1});
        QCOMPARE(house_->settings.value(QStringLiteral("keys/view.log")).toString(), QStringLiteral("Ctrl+K"));
        house_->commands.resetKeys(QStringLiteral("view.log"));
        QVERIFY(house_->commands.conflicts().empty());
        // The same keys in two modes are no conflict.
        house_->commands.add({QStringLiteral("a"), QStringLiteral("A"), {}, Qt::Key_F5, Mode::flows, [] {}, {}});
        QVERIFY(house_->commands.conflicts().empty());
        house_->commands.add({QStringLiteral("b"), QStringLiteral("B"), {}, Qt::Key_F5, std::nullopt, [] {}, {}});
        QCOMPARE(house_->commands.conflicts().size(), std::size_t{2});
    }

    void everyCommandHasItsIconAndText() {
        for (const Command& command : house_->commands.all()) {
            QVERIFY2(!command.text.isEmpty(), qPrintable(command.id));
            QVERIFY2(!house_->commands.action(command.id)->text().isEmpty(), qPrintable(command.id));
        }
        const QString sheet = house_->commands.cheatSheet();
        QVERIFY(sheet.contains(QStringLiteral("| Ctrl+K | Search or Run a Command |")));
        QVERIFY(sheet.contains(QStringLiteral("## Map")) && sheet.contains(QStringLiteral("| F5 | Stamp It |")));
    }

    void paletteFindsAndRunsByKeyboardAlone() {
        QTest::keyClick(&house_->window, Qt::Key_K, Qt::ControlModifier);
        QVERIFY(paletteField()->isVisible() && paletteField()->hasFocus());
        QTest::keyClicks(paletteField(), QStringLiteral("dark th"));
        QTest::keyClick(paletteField(), Qt::Key_Return);
        QVERIFY(!paletteField()->isVisible());
        QVERIFY(house_->theme->isDark());
        QTest::keyClick(&house_->window, Qt::Key_K, Qt::ControlModifier);
        QTest::keyClick(paletteField(), Qt::Key_Escape);
        QVERIFY(!paletteField()->isVisible());
    }

    void paletteRunsACommandOfAPageThatWasNeverSeen() {
        QCOMPARE(page(), QStringLiteral("today"));
        QTest::keyClick(&house_->window, Qt::Key_K, Qt::ControlModifier);
        QTest::keyClicks(paletteField(), QStringLiteral("stamp"));
        QTest::keyClick(paletteField(), Qt::Key_Return);
        QCOMPARE(DeskPage::stamps, 1);
        QCOMPARE(page(), QStringLiteral("desk"));
    }

    void keysOfAPageWorkOnlyThereAndWhenAllowed() {
        QTest::keyClick(&house_->window, Qt::Key_F5);
        QCOMPARE(DeskPage::stamps, 0);
        QTest::keyClick(&house_->window, Qt::Key_2, Qt::ControlModifier);
        QTest::keyClick(&house_->window, Qt::Key_F5);
        QCOMPARE(DeskPage::stamps, 1);
        DeskPage::allowed = false;
        house_->commands.refresh();
        QTest::keyClick(&house_->window, Qt::Key_F5);
        QVERIFY(!house_->commands.run(QStringLiteral("desk.stamp")));
        QCOMPARE(DeskPage::stamps, 1);
    }

    void objectsAreFoundAndOpened() {
        house_->objects.set({object(AddressKind::map, "order-to-erp"), object(AddressKind::map, "vendor-sync")});
        QTest::keyClick(&house_->window, Qt::Key_P, Qt::ControlModifier);
        QTest::keyClicks(paletteField(), QStringLiteral("vsync"));
        QTest::keyClick(paletteField(), Qt::Key_Return);
        QCOMPARE(house_->window.currentPage()->current().name, std::string("vendor-sync"));
    }

    void causeIsOneKeyAndBackAnother() {
        QVERIFY_RESULT(house_->navigator.goTo(Address::of(AddressKind::map, "begin")));
        QTest::keyClick(&house_->window, Qt::Key_F2);
        QCOMPARE(house_->window.currentPage()->current().name, std::string("end"));
        QTest::keyClick(&house_->window, Qt::Key_F2);   // nothing leads further: said in place
        QCOMPARE(house_->window.currentPage()->current().name, std::string("end"));
        QTest::keyClick(&house_->window, Qt::Key_Left, Qt::AltModifier);
        QCOMPARE(house_->window.currentPage()->current().name, std::string("begin"));
        QTest::keyClick(&house_->window, Qt::Key_Right, Qt::AltModifier);
        QCOMPARE(house_->window.currentPage()->current().name, std::string("end"));
        QTest::keyClick(&house_->window, Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("map:end"));
    }

    void matching_data() {
        QTest::addColumn<QString>("query");
        QTest::addColumn<QString>("better");
        QTest::addColumn<QString>("worse");
        QTest::newRow("beginning first") << QStringLiteral("run") << QStringLiteral("Run Tests") << QStringLiteral("Search or Run");
        QTest::newRow("word before middle") << QStringLiteral("map") << QStringLiteral("Go to Map") << QStringLiteral("Remapping");
        QTest::newRow("initials") << QStringLiteral("gtm") << QStringLiteral("Go to Map") << QStringLiteral("Ignite Imagination");
        QTest::newRow("short before long") << QStringLiteral("order") << QStringLiteral("order") << QStringLiteral("order-to-erp");
    }
    void matching() {
        QFETCH(QString, query);
        QFETCH(QString, better);
        QFETCH(QString, worse);
        QVERIFY(matchScore(query, better) > matchScore(query, worse));
        QCOMPARE(matchScore(QStringLiteral("xyz"), better), 0);
    }
};

PATCHBAY_TEST("tst_commands", CommandsTest);
#include "tst_commands.moc"
