#include "tests/gui/TestHouse.h"
#include "tests/support/TestMain.h"
#include "ui/kit/Chart.h"
#include "ui/kit/CodeView.h"
#include "ui/kit/DiffView.h"
#include "ui/kit/EmptyState.h"
#include "ui/kit/FilterLine.h"
#include "ui/kit/InfoBar.h"
#include "ui/kit/Metrics.h"
#include "ui/kit/Pill.h"
#include "ui/kit/SettingsForm.h"
#include "ui/kit/StateOverlay.h"
#include "ui/kit/TablePane.h"
#include "ui/kit/Tile.h"

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QStandardItemModel>
#include <QTest>

#include <cmath>

using namespace pb;
using namespace pb::ui;

namespace {

QPushButton* button(QWidget& root, const QString& text) {
    for (QPushButton* one : root.findChildren<QPushButton*>()) {
        if (one->text() == text) return one;
    }
    return nullptr;
}

std::vector<ChartSeries> wave(int points) {
    ChartSeries messages{QStringLiteral("Messages"), Role::accent, {}}, dead{QStringLiteral("Dead letters"), Role::bad, {}};
    for (int i = 0; i < points; ++i) {
        const Millis at = 1'764'057'120'000 + i * (7'200'000LL / points);
        messages.points.push_back({at, 55 + 30 * std::sin(i * 12.0 / points) + (i == points / 3 ? 300 : 0)});
        dead.points.push_back({at, 4 + 4 * std::sin(i * 6.0 / points)});
    }
    return {messages, dead};
}

}  // namespace

class WidgetsTest : public QObject {
    Q_OBJECT

    test::TestHouse house_;

    static void addButtons(QHBoxLayout& feet) {
        auto* danger = new QPushButton(QStringLiteral("Purge 17 in TEST"));
        danger->setProperty("danger", true);
        auto* primary = new QPushButton(QStringLiteral("Redrive 17"));
        primary->setProperty("primary", true);
        auto* disabled = new QPushButton(QStringLiteral("Roll Back"));
        disabled->setEnabled(false);
        for (QPushButton* one : {primary, danger, new QPushButton(QStringLiteral("Dry Run")), disabled}) feet.addWidget(one);
    }

private slots:
    void overlayKeepsQuietThenDimsThenTells() {
        QWidget frame;
        frame.resize(600, 400);
        auto* content = new QLabel(QStringLiteral("old content"), &frame);
        content->setGeometry(0, 0, 600, 400);
        StateOverlay overlay(content, house_.clock);
        int retried = 0;
        overlay.setRetry([&] { ++retried; });
        frame.show();
        overlay.showLoading(QStringLiteral("Reading orders.dlq."));
        QTest::qWait(100);
        QVERIFY(!overlay.isVisible());   // a fast answer never flickers
        QTRY_VERIFY(overlay.isVisible());
        house_.clock.advance(12'000);
        QVERIFY(overlay.text().contains(QStringLiteral("for 12")));
        overlay.showError(Error(ErrorCode::unreachable, QStringLiteral("Cannot reach kafka-dev."), QStringLiteral("Start the broker or check the port.")));
        test::picture(frame, QStringLiteral("overlay-error"));
        QTest::mouseClick(button(overlay, QStringLiteral("Copy Details")), Qt::LeftButton);
        QVERIFY(QApplication::clipboard()->text().contains(QStringLiteral("Cannot reach kafka-dev.")));
        QTest::mouseClick(button(overlay, QStringLiteral("Retry")), Qt::LeftButton);
        QTRY_COMPARE(retried, 1);
        overlay.showStale(house_.clock.now() - 180'000);
        QVERIFY(overlay.text().contains(QStringLiteral("3\u202fmin ago")));
        QVERIFY(overlay.height() < 100);   // the content stays usable
        overlay.showContent();
        QVERIFY(!overlay.isVisible());
    }

    void filterTellsOnlyWhatIsUnderstood() {
        FilterLine line(QStringLiteral("Filter messages"));
        line.setJudge([](const QString& text) {
            return text.endsWith(QChar(u'(')) ? FilterLine::Judgement{FilterLine::State::bad, QStringLiteral("A bracket is open.")} : FilterLine::Judgement{};
        });
        QSignalSpy told(&line, &FilterLine::filterChanged);
        QTest::keyClicks(&line, QStringLiteral("cause("));
        QTest::qWait(250);
        QCOMPARE(told.count(), 0);
        QCOMPARE(line.accessibleDescription(), QStringLiteral("A bracket is open."));
        QTest::keyClick(&line, Qt::Key_Backspace);
        QTRY_COMPARE(told.count(), 1);
        QTest::keyClick(&line, Qt::Key_Escape);
        QTRY_COMPARE(told.count(), 2);
        QVERIFY(line.text().isEmpty());
    }

    void tableCopiesRowsAndOpensByKey() {
        QStandardItemModel model(3, 2);
        for (int row = 0; row < 3; ++row) {
            model.setItem(row, 0, new QStandardItem(QStringLiteral("k%1").arg(row)));
            model.setItem(row, 1, new QStandardItem(QStringLiteral("a\tb")));
        }
        TablePane table(QStringLiteral("Messages"));
        table.setModel(&model);
        QSignalSpy opened(&table, &TablePane::opened);
        QSignalSpy moved(&table, &TablePane::currentRowChanged);
        table.show();
        table.selectRow(1);
        QTest::keyClick(&table, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("k1\ta b"));
        QTest::keyClick(&table, Qt::Key_Return);
        QCOMPARE(opened.count(), 1);
        QTest::keyClick(&table, Qt::Key_Down);
        QCOMPARE(moved.last().first().toInt(), 2);
        QCOMPARE(table.rowHeight(0), pb::ui::rowHeight);
        QVERIFY(!table.horizontalHeader()->highlightSections());
    }

    void infoBarSaysActsAndGoes() {
        InfoBar bar;
        int undone = 0;
        bar.say(Role::good, QStringLiteral("Sent 412, refused 3."), {{QStringLiteral("Undo"), [&] { ++undone; }}});
        QVERIFY(bar.isVisible());
        QTest::mouseClick(button(bar, QStringLiteral("Undo")), Qt::LeftButton);
        QCOMPARE(undone, 1);
        QVERIFY(!bar.isVisible());
    }

    void tileIsAButtonForKeysToo() {
        Tile tile(QStringLiteral("Dead letters"));
        tile.setValue(QStringLiteral("17"), QStringLiteral("3 new since you last looked"), Role::bad);
        QCOMPARE(tile.accessibleName(), QStringLiteral("Dead letters: 17, 3 new since you last looked"));
        QSignalSpy activated(&tile, &Tile::activated);
        QTest::keyClick(&tile, Qt::Key_Return);
        QCOMPARE(activated.count(), 0);
        tile.setClickable(true);
        QTest::keyClick(&tile, Qt::Key_Return);
        QCOMPARE(activated.count(), 1);
    }

    void chartOfAMillionPointsIsDrawnFastAndKeepsSpikes() {
        Chart chart(QStringLiteral("Rate"));
        chart.resize(1200, 200);
        chart.setSeries(wave(1'000'000));
        QElapsedTimer timer;
        timer.start();
        const QImage image = chart.grab().toImage();
        QVERIFY2(timer.elapsed() < 1500, qPrintable(QString::number(timer.elapsed())));   // sanitizers; release: tests/bench
        QVERIFY(!image.isNull());
        QVERIFY(chart.accessibleDescription().contains(QStringLiteral("at most 3")));
    }

    void gallery() {
        QWidget frame;
        frame.resize(1280, 860);
        auto* column = new QVBoxLayout(&frame);
        column->setContentsMargins(wideGap, wideGap, wideGap, wideGap);
        column->setSpacing(12);
        auto* tiles = new QHBoxLayout;
        const auto tile = [&](const QString& label, const QString& value, const QString& sub, Role role) {
            auto* one = new Tile(label);
            one->setValue(value, sub, role);
            tiles->addWidget(one);
        };
        tile(QStringLiteral("Messages / min"), QStringLiteral("1 284"), QStringLiteral("+4 % to yesterday"), Role::ink);
        tile(QStringLiteral("Oldest message"), QStringLiteral("42 s"), QStringLiteral("target below 5 min"), Role::good);
        tile(QStringLiteral("Dead letters"), QStringLiteral("17"), QStringLiteral("3 new since you last looked"), Role::bad);
        tile(QStringLiteral("Failing flows"), QStringLiteral("1 of 12"), QStringLiteral("orders: contract v3 broken"), Role::warning);
        column->addLayout(tiles);
        auto* bar = new InfoBar;
        bar->say(Error(ErrorCode::unreachable, QStringLiteral("Cannot read orders.dlq. kafka-dev does not answer on port 9092."), QStringLiteral("Start the broker.")), {{QStringLiteral("Retry"), [] {}}});
        column->addWidget(bar);
        auto* chart = new Chart(QStringLiteral("Rate"));
        chart->setSeries(wave(600));
        chart->setMinimumHeight(170);
        column->addWidget(chart);
        auto* across = new QHBoxLayout;
        auto* code = new CodeView(QStringLiteral("Map"));
        code->setLanguage(Language::jsonata);
        code->setText("/* order → IDoc */\n{\n  \"orderNo\": $string(id),\n  \"lines\": lines.{\n    \"qty\": $number(qty) > 0 ? qty : 1,\n    \"unit\": unit\n  }\n}\n");
        code->setMarks({{87, 105, Role::bad}});
        code->setFindings({{Severity::warning, "r", QStringLiteral("Nothing feeds it."), {}, {"", 6, 5, Place::npos}}});
        across->addWidget(code);
        auto* diff = new DiffView(QStringLiteral("Change"));
        diff->setTexts("a: 1\nb: 2\nc: 3\nd: 4\ne: 5\nf: 6\nuri: kafka:orders\n", "a: 1\nb: 2\nc: 3\nd: 4\ne: 5\nf: 6\nuri: kafka:orders2\n", Language::plain);
        across->addWidget(diff);
        auto form = SettingsForm::make(R"({"type":"object","required":["servers"],"properties":{"servers":{"type":"string","title":"Bootstrap servers","description":"Host and port, separated by commas."},"tls":{"enum":["none","server"],"default":"none","title":"TLS"},"verbose":{"type":"boolean","title":"Log what the client does","default":true},"password":{"type":"string","x-secret":true}}})");
        QVERIFY_RESULT(form);
        (*form)->validate();
        across->addWidget(*form);
        column->addLayout(across, 1);
        auto* feet = new QHBoxLayout;
        auto* filter = new FilterLine(QStringLiteral("Filter messages"));
        filter->setJudge([](const QString&) { return FilterLine::Judgement{FilterLine::State::doubtful, QStringLiteral("Slow")}; });
        filter->setText(QStringLiteral("body ~ \"ST\""));
        feet->addWidget(filter);
        for (const Role role : {Role::good, Role::warning, Role::bad, Role::accent}) {
            auto* pill = new Pill;
            pill->show(QStringLiteral("passed"), role);
            feet->addWidget(pill);
        }
        addButtons(*feet);
        column->addLayout(feet);
        frame.show();
        QTest::qWait(250);
        test::picture(frame, QStringLiteral("gallery"));
        QCOMPARE(test::namelessWidgets(frame), QStringList());
    }
};

PATCHBAY_TEST("tst_widgets", WidgetsTest);
#include "tst_widgets.moc"
