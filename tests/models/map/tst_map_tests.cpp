#include "models/base/Files.h"
#include "models/map/MapTest.h"
#include "tests/support/TestMain.h"

#include <QTemporaryDir>

using namespace pb;

namespace {

map::Side target() {
    return *map::loadSide(std::filesystem::path(PATCHBAY_SOURCE_DIR) / "resources/workspaces/shop-to-erp",
                          "contracts/erp.openapi.yaml#/components/schemas/Confirmation");
}

const char* const goodMap = R"({"orderNumber": n, "documentNumber": "4500000001", "status": "accepted"})";

}  // namespace

class MapTestsTest : public QObject {
    Q_OBJECT

private slots:
    void judges_data();
    void judges();
    void savesAndLoads();
};

void MapTestsTest::judges_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("input");
    QTest::addColumn<QString>("expected");
    QTest::addColumn<bool>("passes");
    QTest::addColumn<QString>("reason");  // words of the sentence
    QTest::newRow("keeps the schema") << goodMap << R"({"n": "W-100001"})" << "" << true << "";
    QTest::newRow("breaks the schema") << goodMap << R"({"n": "100001"})" << "" << false << "orderNumber";
    QTest::newRow("lacks a field") << goodMap << "{}" << "" << false << "orderNumber";
    QTest::newRow("is as expected") << goodMap << R"({"n": "W-100001"})"
                                    << R"({"status": "accepted", "documentNumber": "4500000001", "orderNumber": "W-100001"})"
                                    << true << "";
    QTest::newRow("is another") << goodMap << R"({"n": "W-100001"})"
                                << R"({"orderNumber": "W-100002", "documentNumber": "4500000001", "status": "accepted"})"
                                << false << "W-100002";
    QTest::newRow("is no JSON") << goodMap << "{\"n\": " << "" << false << "cannot be read";
    QTest::newRow("does not compile") << "{" << "{}" << "" << false << "";
    QTest::newRow("gives nothing") << "nothing.there" << "{}" << "" << false << "no result";
}

void MapTestsTest::judges() {
    QFETCH(QString, text);
    QFETCH(QString, input);
    QFETCH(QString, expected);
    QFETCH(bool, passes);
    QFETCH(QString, reason);
    map::MapTest test{"t", input.toStdString(), std::nullopt};
    if (!expected.isEmpty()) {
        test.expected = expected.toStdString();
    }
    const auto result = map::runTest(map::MapDocument::parse("m", text.toStdString()), target(), test);
    QCOMPARE(result.state == map::MapTestResult::State::passed, passes);
    QVERIFY2(result.reason.contains(reason), qPrintable(result.reason));
    QCOMPARE(result.reason.isEmpty(), passes);
}

void MapTestsTest::savesAndLoads() {
    QTemporaryDir folder;
    const auto workspace = pathFromUtf8(folder.path().toStdString());
    const std::vector<map::MapTest> tests{{"b", "{}", std::nullopt}, {"a", "\xff not text", "{\"x\": 1}"}};
    QCOMPARE(*map::saveTests(workspace, "m", tests), 2);
    QCOMPARE(*map::saveTests(workspace, "m", tests), 0);
    const auto loaded = map::loadTests(workspace, "m");
    QVERIFY_RESULT(loaded);
    QCOMPARE(loaded->size(), std::size_t(2));
    QCOMPARE((*loaded)[0].input, tests[1].input);
    QCOMPARE(*(*loaded)[0].expected, *tests[1].expected);
    QVERIFY(map::loadTests(workspace, "other")->empty());
}

PATCHBAY_TEST("tst_map_tests", MapTestsTest);
#include "tst_map_tests.moc"
