#include "tests/app/TourCase.h"

#include <QTcpServer>
#include <QTemporaryDir>

using namespace pb;

namespace {

std::string freeAddress() {
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    return "127.0.0.1:" + std::to_string(server.serverPort());
}

/// On embedded systems: only the address of the played API is told.
Result<app::TourResult> embeddedTour(const std::string& workspace, const std::string& variable, const QString& into, bool trafficOnly = false) {
    app::TourOptions options;
    options.variables = {{variable, freeAddress()}};
    options.trafficOnly = trafficOnly;
    return test::tour(workspace, options, into);
}

}  // namespace

/// The whole loop on the embedded systems: what is parked is explained, fixed and sent again; nothing is lost or doubled.
class TourTest : public QObject {
    Q_OBJECT

private slots:
    void theDemo();
    void anotherWorkspaceWithAnotherFault();
    void trafficOnlyLeavesTheDeadLetters();
    void saysWhatIsMissing();
};

void TourTest::theDemo() {
    QTemporaryDir into;
    const auto result = embeddedTour("resources/workspaces/shop-to-erp", "erp.address", into.path());
    QVERIFY_RESULT(result);
    test::compareDemo(*result);
}

void TourTest::anotherWorkspaceWithAnotherFault() {
    QTemporaryDir into;
    const auto result = embeddedTour("tests/app/fixtures/plant-to-mes", "mes.address", into.path());
    QVERIFY_RESULT(result);
    QCOMPARE(result->produced, std::int64_t(180));
    QCOMPARE(result->parked, std::int64_t(20));
    QCOMPARE(result->sentAgain, std::int64_t(20));
    QCOMPARE(result->stillParked, std::int64_t(0));
    QCOMPARE(result->arrived, result->produced);
    QVERIFY(result->reachedRelease);
}

void TourTest::trafficOnlyLeavesTheDeadLetters() {
    QTemporaryDir into;
    const auto result = embeddedTour("tests/app/fixtures/plant-to-mes", "mes.address", into.path(), true);
    QVERIFY_RESULT(result);
    QCOMPARE(result->arrived, std::int64_t(160));
    const auto desk = app::Desk::open(pathFromUtf8(into.path().toStdString()) / "workspace", "lab", Log::none());
    QVERIFY_RESULT(desk);
    const auto broker = (*desk)->broker("edge-broker");
    QVERIFY_RESULT(broker);
    const auto parked = app::readDeadLetters(**broker, (*desk)->journal(), "edge-broker", "rejected-states", 1000, {});
    QVERIFY_RESULT(parked);
    QCOMPARE(parked->size(), std::size_t(20));
    QCOMPARE(parked->front().letter.origin.channel, std::string("machine-states"));
}

void TourTest::saysWhatIsMissing() {
    QTemporaryDir into, empty;
    app::TourOptions options;
    options.workspace = pathFromUtf8(empty.path().toStdString());
    options.into = pathFromUtf8(into.path().toStdString());
    const auto result = app::Tour(options, Log::none(), [](const QString&) {}).run({}, Progress::none());
    QVERIFY(!result);
    QVERIFY(result.error().print().contains(QStringLiteral("samples/tour.yaml")));
}

PATCHBAY_TEST("tst_tour", TourTest);
#include "tst_tour.moc"
