#include "models/flow/Redrive.h"
#include "models/map/MapTest.h"
#include "models/workspace/LocalStore.h"
#include "tests/gui/TestHouse.h"
#include "tests/ui/flows/ParkedOrders.h"
#include "ui/flows/FlowsPage.h"
#include "ui/flows/TopologyView.h"
#include "ui/kit/CodeView.h"
#include "ui/kit/FilterLine.h"
#include "ui/kit/InfoBar.h"
#include "ui/kit/StateOverlay.h"
#include "ui/kit/TablePane.h"
#include "ui/kit/Tile.h"
#include "ui/shell/TrailState.h"

#include <QComboBox>
#include <Qsci/qsciscintilla.h>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace pb;
using namespace pb::ui;

class FlowsPageTest : public QObject {
    Q_OBJECT

    std::unique_ptr<test::ParkedOrders> orders_;
    std::unique_ptr<test::TestHouse> house_;
    std::unique_ptr<TrailState> trail_;

    void open() {
        house_ = std::make_unique<test::TestHouse>();
        trail_ = std::make_unique<TrailState>();
        house_->session.folder = orders_->folder();
        house_->session.connectors = &orders_->registry;
        house_->session.environment = {"dev", Stage::development};
        house_->session.trail = trail_.get();
        house_->build({flowsPage()});
        house_->navigator.goToMode(Mode::flows);
    }

    template <typename T>
    T* named(const char* accessibleName) const {
        for (T* widget : house_->window.findChildren<T*>()) {
            if (widget->accessibleName() == QLatin1String(accessibleName)) return widget;
        }
        return nullptr;
    }
    TablePane* causes() const { return named<TablePane>("Causes"); }
    TablePane* letters() const { return named<TablePane>("Dead letters of the cause"); }
    TablePane* redriveRows() const { return named<TablePane>("Messages of the redrive"); }
    QPushButton* button(const QString& text) const {
        for (QPushButton* one : house_->window.findChildren<QPushButton*>()) {
            if (one->text().startsWith(text) && one->isVisible() && one->isEnabled()) return one;
        }
        return nullptr;
    }
    InfoBar* barWith(const QString& part) const {
        for (InfoBar* bar : house_->window.findChildren<InfoBar*>()) {
            if (bar->isVisible() && bar->text().contains(part)) return bar;
        }
        return nullptr;
    }
    static QString cell(const QTableView* table, int row, int column) { return table->model()->index(row, column).data().toString(); }

private slots:
    void init() { orders_ = std::make_unique<test::ParkedOrders>(); }
    void cleanup() {
        const QString stalls = house_ ? house_->stallReport() : QString();
        house_.reset();
        trail_.reset();
        orders_.reset();
        QVERIFY2(stalls.isEmpty(), qPrintable(stalls));
    }

    void groupsByCauseNewestFirst() {
        QVERIFY_RESULT(orders_->park(5, 2));
        open();
        QTRY_COMPARE(causes()->model()->rowCount(), 2);
        QCOMPARE(cell(causes(), 0, 1), QStringLiteral("2"));
        QVERIFY(cell(causes(), 0, 0).contains(QStringLiteral("ErpDown")));
        QCOMPARE(causes()->model()->index(0, 0).data(badgeRole).toString(), QStringLiteral("newest"));
        QVERIFY(causes()->model()->index(1, 0).data(badgeRole).toString().isEmpty());
        QTRY_COMPARE(letters()->model()->rowCount(), 2);
        QTest::keyClick(causes(), Qt::Key_Down);
        QTRY_COMPARE(letters()->model()->rowCount(), 5);
        house_->picture(QStringLiteral("flows"));
        QCOMPARE(test::namelessWidgets(house_->window), QStringList());
    }

    void theTopologySaysAndOpensWhatFlowsWhere() {
        QVERIFY_RESULT(orders_->park(5, 2));
        open();
        auto* strip = house_->window.findChild<TopologyView*>();
        QTRY_VERIFY(strip->accessibleDescription().contains(QStringLiteral("orders.dlq: 7 dead letters wait")));
        const QStringList lines = strip->accessibleDescription().split(QChar(u'\n'));
        QVERIFY2(lines.contains(QStringLiteral("orders: 0 messages to route orders has dead letters that wait")), qPrintable(lines.join(u'|')));
        QVERIFY(lines.contains(QStringLiteral("route orders has dead letters that wait, failures to route park")));
        QVERIFY(lines.contains(QStringLiteral("route park, failures to orders.dlq: 7 dead letters wait")));
        QSignalSpy opened(strip, &TopologyView::opened);
        strip->setFocus();
        QTest::keyClick(strip, Qt::Key_Return);
        for (const auto key : {Qt::Key_Right, Qt::Key_Right, Qt::Key_Return, Qt::Key_Right, Qt::Key_Down, Qt::Key_Right, Qt::Key_Return}) {
            QTest::keyClick(strip, key);
        }
        QStringList objects;
        for (const auto& one : opened) objects << qs(one[0].value<Address>().print());
        QCOMPARE(objects.join(u' '), QStringLiteral("system:shop route:orders channel:/orders.dlq"));
    }

    void filterKeepsWhatMatches() {
        QVERIFY_RESULT(orders_->park(12, 0));
        open();
        QTRY_COMPARE(letters()->model()->rowCount(), 12);
        auto* filter = house_->window.findChild<FlowsPage*>()->findChild<FilterLine*>();
        QTest::keyClicks(filter, QStringLiteral("SO-11"));
        QTRY_COMPARE(letters()->model()->rowCount(), 1);
        QCOMPARE(cell(letters(), 0, 1), QStringLiteral("order-11"));
        QTest::keyClick(filter, Qt::Key_Escape);
        QTRY_COMPARE(letters()->model()->rowCount(), 12);
    }

    void aMessageOf10MbIsShownWithoutAStall() {
        QVERIFY_RESULT(orders_->park(3, 0));
        flow::Outgoing large = test::ParkedOrders::parked(9, "com.acme.TooLarge", "more than 1 MB", test::ParkedOrders::firstTime + 90'000);
        large.body.insert(1, "\"notes\":\"" + std::string(10 << 20, 'x') + "\",");
        QVERIFY_RESULT(orders_->send({large}));
        open();
        QTRY_COMPARE_WITH_TIMEOUT(letters()->model()->rowCount(), 1, 20'000);
        QCOMPARE(cell(letters(), 0, 1), QStringLiteral("order-9"));
        const auto* body = qobject_cast<CodeView*>(named<QsciScintilla>("Body of the message")->parentWidget());
        QTRY_VERIFY_WITH_TIMEOUT(QString::fromStdString(body->text()).contains(QStringLiteral("notes")), 20'000);
        QVERIFY(body->text().size() < large.body.size());
        QTest::keyClick(causes(), Qt::Key_Down);
        QTRY_COMPARE(letters()->model()->rowCount(), 3);
    }

    void whatIsNewIsAppendedAndKeepsTheSelection() {
        QVERIFY_RESULT(orders_->park(3, 0));
        open();
        QTRY_COMPARE(letters()->model()->rowCount(), 3);
        letters()->setCurrentIndex(letters()->model()->index(1, 0));
        QVERIFY_RESULT(orders_->send({test::ParkedOrders::parked(9, "com.acme.BadQuantity", "quantity of line 9 is no number")}));
        QTRY_COMPARE_WITH_TIMEOUT(letters()->model()->rowCount(), 4, 10'000);
        QCOMPARE(letters()->currentIndex().row(), 1);
        QCOMPARE(cell(letters(), 3, 1), QStringLiteral("order-9"));
    }

    void causeKeyStoresTheTrail() {
        QVERIFY_RESULT(orders_->park(1, 0));
        open();
        QTRY_COMPARE(letters()->model()->rowCount(), 1);
        QTRY_VERIFY(letters()->currentIndex().isValid());
        house_->commands.run(QStringLiteral("go.cause"));
        QTRY_VERIFY(trail_->trail());
        QCOMPARE(trail_->trail()->routeId, std::string("orders"));
        QCOMPARE(trail_->trail()->stops.front().address, house_->window.findChild<FlowsPage*>()->current());
    }

    void messagesBecomeTestsOfTheMap() {
        QVERIFY_RESULT(orders_->park(3, 0));
        open();
        QTRY_COMPARE(letters()->model()->rowCount(), 3);
        house_->commands.run(QStringLiteral("flows.makeTests"));
        QTRY_VERIFY(barWith(QStringLiteral("3 new tests")));
        const auto tests = map::loadTests(orders_->folder(), "order-to-erp");
        QVERIFY_RESULT(tests);
        QCOMPARE(tests->size(), std::size_t(3));
    }

    void redrivesOneCanaryThenTheRest() {
        QVERIFY_RESULT(orders_->park(6, 0));
        open();
        QTRY_COMPARE(letters()->model()->rowCount(), 6);
        house_->commands.run(QStringLiteral("flows.redrive"));
        QTRY_COMPARE(redriveRows()->model()->rowCount(), 6);
        house_->picture(QStringLiteral("redrive-plan"));
        QCOMPARE(cell(redriveRows(), 0, 0), QStringLiteral("would be sent"));
        QCOMPARE(orders_->countIn("orders"), 0);
        QTRY_VERIFY(button(QStringLiteral("Send One Canary")));
        button(QStringLiteral("Send One Canary"))->click();
        QTRY_VERIFY(button(QStringLiteral("Redrive 5 to orders in DEV")));
        QCOMPARE(orders_->countIn("orders"), 1);
        button(QStringLiteral("Redrive 5 to orders in DEV"))->click();
        QTRY_COMPARE(orders_->countIn("orders"), 6);
        QTRY_COMPARE(cell(redriveRows(), 5, 0), QStringLiteral("sent"));
        house_->picture(QStringLiteral("redrive-done"));
        QTRY_COMPARE_WITH_TIMEOUT(letters()->model()->rowCount(), 0, 10'000);
        QCOMPARE(test::namelessWidgets(house_->window), QStringList());
    }

    void refusedRowsCanBeFilteredAndTheRestIsKept() {
        QVERIFY_RESULT(orders_->park(3, 0));
        flow::Outgoing homeless = test::ParkedOrders::parked(7, "com.acme.BadQuantity", "quantity of line 7 is no number");
        homeless.headers.resize(3);
        QVERIFY_RESULT(orders_->send({homeless}));
        open();
        QTRY_COMPARE(letters()->model()->rowCount(), 4);
        house_->commands.run(QStringLiteral("flows.redrive"));
        QTRY_COMPARE(redriveRows()->model()->rowCount(), 4);
        auto* states = named<QComboBox>("Rows to show");
        const int refused = states->findText(QStringLiteral("refused (1)"));
        QVERIFY(refused > 0);
        states->setCurrentIndex(refused);
        emit states->activated(refused);
        QCOMPARE(redriveRows()->model()->rowCount(), 1);
        QVERIFY(!cell(redriveRows(), 0, 4).isEmpty());
        button(QStringLiteral("Send One Canary"))->click();
        QTRY_VERIFY(button(QStringLiteral("Redrive 2 to orders in DEV")));
        QTest::mouseClick(button(QStringLiteral("Close")), Qt::LeftButton);
        QTRY_VERIFY(barWith(QStringLiteral("2 are left")));
        button(QStringLiteral("Abandon"))->click();
        QTRY_VERIFY(house_->jobs.isIdle());
        QCOMPARE(orders_->countIn("orders"), 1);
    }

    void addressOfAMessageSelectsIt() {
        QVERIFY_RESULT(orders_->park(5, 2));
        open();
        QTRY_COMPARE(causes()->model()->rowCount(), 2);
        const Address third = Address::message("broker", "orders.dlq", 0, 2);
        QVERIFY_RESULT(house_->navigator.goTo(third));
        QTRY_COMPARE(house_->window.findChild<FlowsPage*>()->current(), third);
        QTRY_COMPARE(letters()->model()->rowCount(), 5);
    }

    void resumesWhatACrashLeft() {
        QVERIFY_RESULT(orders_->park(4, 0));
        beginRedriveAndDie();
        QCOMPARE(orders_->countIn("orders"), 1);
        open();
        QTRY_VERIFY(barWith(QStringLiteral("3 are left")));
        button(QStringLiteral("Resume"))->click();
        QTRY_COMPARE_WITH_TIMEOUT(orders_->countIn("orders"), 4, 15'000);
        QTRY_VERIFY(house_->jobs.isIdle());
    }

    void brokerIsGoneRowsStay() {
        QVERIFY_RESULT(orders_->park(2, 0));
        open();
        QTRY_COMPARE(letters()->model()->rowCount(), 2);
        orders_->useBroker("{ file: nowhere/../../environments/dev.yaml }");
        QTRY_VERIFY_WITH_TIMEOUT(button(QStringLiteral("Copy Details")), 10'000);
        QCOMPARE(letters()->model()->rowCount(), 2);
        house_->picture(QStringLiteral("flows-broker-gone"));
        orders_->useBroker("{ file: broker.sqlite, durability: normal }");
        QTRY_VERIFY_WITH_TIMEOUT(!button(QStringLiteral("Copy Details")), 10'000);
    }

    void brokerIsNotThereAtFirst() {
        orders_->useBroker("{ file: nowhere/../../environments/dev.yaml }");
        open();
        auto* overlay = house_->window.findChild<FlowsPage*>()->findChild<StateOverlay*>();
        QTRY_COMPARE(overlay->state(), StateOverlay::State::error);
        QVERIFY(button(QStringLiteral("Copy Details")));
    }

    void exportsJsonLines() {
        QVERIFY_RESULT(orders_->park(2, 0));
        open();
        QTRY_COMPARE(letters()->model()->rowCount(), 2);
        const auto file = orders_->folder() / "out.jsonl";
        house_->window.findChild<FlowsPage*>()->exportTo(qs(pathToUtf8(file)));
        QTRY_VERIFY(barWith(QStringLiteral("Wrote 2 messages")));
        const std::string text = readFile(file).value_or(std::string());
        QCOMPARE(std::count(text.begin(), text.end(), '\n'), 2);
        QVERIFY(text.starts_with(R"({"connection":"broker","channel":"orders.dlq","partition":0,"offset":0,)"));
    }

    void scrollsThroughAHundredThousand() {
        QVERIFY_RESULT(orders_->park(100'000, 0));
        open();
        QTRY_COMPARE_WITH_TIMEOUT(letters()->model()->rowCount(), 100'000, 90'000);
        QScrollBar* bar = letters()->verticalScrollBar();
        for (int step = 0; step <= 40; ++step) {
            bar->setValue(bar->maximum() * step / 40);
            QTest::qWait(5);
        }
        QTest::keyClick(letters(), Qt::Key_End, Qt::ControlModifier);
        QTRY_COMPARE(letters()->currentIndex().row(), 99'999);
    }

private:
    /// As a process that was killed after its canary.
    void beginRedriveAndDie() {
        const auto source = orders_->broker(), destination = orders_->broker();
        QVERIFY_RESULT(source);
        auto store = workspace::LocalStore::open(orders_->folder() / ".patchbay");
        QVERIFY_RESULT(store);
        class Kept final : public flow::MessageSink {
        public:
            bool take(std::span<flow::Message> batch) override {
                messages.insert(messages.end(), batch.begin(), batch.end());
                return true;
            }
            std::vector<flow::Message> messages;
        } kept;
        flow::ReadPlan all;
        all.channel = "orders.dlq";
        QVERIFY_RESULT((*source)->read(all, kept, {}));
        const flow::Conventions conventions;
        flow::Redrive redrive(**source, **destination, store->journal(), conventions);
        flow::RedrivePlan plan;
        plan.id = "interrupted";
        plan.connection = "broker";
        QVERIFY_RESULT(redrive.start(plan, kept.messages, {}));
        QVERIFY_RESULT(redrive.send(plan.id, 1, {}));
    }
};

PATCHBAY_TEST("tst_flows_page", FlowsPageTest);
#include "tst_flows_page.moc"
