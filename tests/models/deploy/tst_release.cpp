#include "models/base/Files.h"
#include "models/base/Text.h"
#include "models/deploy/Blame.h"
#include "models/deploy/FolderStore.h"
#include "models/deploy/Matrix.h"
#include "tests/support/TestMain.h"

#include <QTemporaryDir>

using namespace pb;
using namespace pb::deploy;

namespace {

constexpr const char* routeText = R"(- route:
    id: orders
    from:
      uri: kafka:orders
      steps:
        - to: jsonata:file:{{patchbay.maps}}/order.jsonata?inputType=JsonString&outputType=JsonString
)";

struct Shop {
    QTemporaryDir folder;
    std::filesystem::path path{folder.path().toStdString()};
    FixedClock clock{1'790'000'000'000};

    Shop() {
        write("routes/orders.camel.yaml", routeText);
        write("maps/order.jsonata", "{\n  \"a\": a,\n  \"b\": b\n}\n");
        write("maps/unused.jsonata", "1");
    }
    void write(const std::string& file, const std::string& text) const {
        std::filesystem::create_directories((path / file).parent_path());
        QVERIFY(writeFileAtomically(path / file, text).has_value());
    }
    Result<Release> release(const std::string& name) {
        clock.advance(1000);
        return makeRelease(path, name, "notes: \"of\" it\nand more", {}, clock);
    }
};

}  // namespace

class ReleaseTest : public QObject {
    Q_OBJECT
private slots:
    void holdsRoutesAndTheMapsTheyUse() {
        Shop shop;
        const auto made = shop.release("r1");
        QVERIFY_RESULT(made);
        const auto read = readRelease(shop.path, "r1");
        QVERIFY_RESULT(read);
        QCOMPARE(read->notes, made->notes);
        QCOMPARE(read->created, made->created);
        QCOMPARE(read->resources, made->resources);
        QCOMPARE(read->resources.size(), std::size_t{2});
        QCOMPARE(read->resources[0].identity, std::string("maps/order.jsonata"));
        const auto contents = contentsOf(shop.path, *read);
        QVERIFY_RESULT(contents);
        QCOMPARE((*contents)[1].content, std::string(routeText));
    }

    void isRefused_data() {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("says");
        QTest::newRow("broken YAML") << "routes/orders.camel.yaml" << "- route: [\n" << "orders.camel.yaml";
        QTest::newRow("typo") << "routes/orders.camel.yaml" << QString::fromLatin1(routeText).replace(QStringLiteral("- to"), QStringLiteral("- two")) << "“two” is no step";
        QTest::newRow("twice") << "routes/other.camel.yaml" << QString::fromLatin1(routeText) << "used twice";
        QTest::newRow("no map") << "routes/orders.camel.yaml" << QString::fromLatin1(routeText).replace(QStringLiteral("/order.json"), QStringLiteral("/nowhere.json")) << "maps/nowhere.jsonata";
        QTest::newRow("map outside") << "routes/orders.camel.yaml" << QString::fromLatin1(routeText).replace(QStringLiteral("{{patchbay.maps}}/order"), QStringLiteral("../order")) << "not in maps/";
    }
    void isRefused() {
        QFETCH(QString, file);
        QFETCH(QString, text);
        QFETCH(QString, says);
        Shop shop;
        shop.write(file.toStdString(), text.toStdString());
        const auto made = shop.release("r1");
        QVERIFY(!made);
        QVERIFY2(made.error().sentence.contains(says), qPrintable(made.error().print()));
        QVERIFY(listReleases(shop.path)->empty());
    }

    void neverChanges() {
        Shop shop;
        QVERIFY_RESULT(shop.release("r1"));
        QVERIFY(!shop.release("r1"));
        QVERIFY(!shop.release("../r1"));
        shop.write("releases/r1/files/maps/order.jsonata", "changed");
        QVERIFY(!contentsOf(shop.path, *readRelease(shop.path, "r1")));
        shop.write("releases/r0/release.yaml", "name: [");
        std::vector<Finding> broken;
        QCOMPARE(listReleases(shop.path, &broken)->size(), std::size_t{1});
        QCOMPARE(broken.size(), std::size_t{1});
    }

    void saysWhichReleaseBroughtALine() {
        Shop shop;
        QVERIFY_RESULT(shop.release("r1"));
        shop.write("maps/order.jsonata", "{\n  \"a\": a,\n  \"b\": $number(b)\n}\n");
        QVERIFY_RESULT(shop.release("r2"));
        shop.write("maps/order.jsonata", "/* new */\n{\n  \"a\": a,\n  \"b\": $number(b)\n}\n");
        QVERIFY_RESULT(shop.release("r3"));
        QVERIFY_RESULT(shop.release("r4"));  // nothing new in it
        shop.write("maps/order.jsonata", "/* new */\n{\n  \"a\": a + 1,\n  \"b\": $number(b)\n}\n");

        const auto b = blame(shop.path, "maps/order.jsonata", 4, 4);
        QVERIFY_RESULT(b);
        QCOMPARE(b->origin.release, std::string("r2"));
        QCOMPARE(b->origin.lineThere, 3);
        QCOMPARE(b->previousRelease, std::string("r1"));
        QCOMPARE(b->before, std::string("  \"b\": b\n"));
        QCOMPARE(b->after, std::string("  \"b\": $number(b)\n"));

        QCOMPARE(blame(shop.path, "maps/order.jsonata", 1, 1)->origin.release, std::string("r3"));
        QCOMPARE(blame(shop.path, "maps/order.jsonata", 3, 3)->origin.release, std::string());  // not released yet
        const auto oldest = blame(shop.path, "maps/order.jsonata", 5, 5);
        QCOMPARE(oldest->origin.release, std::string("r1"));
        QVERIFY(oldest->origin.isOldest);
        QCOMPARE(blame(shop.path, "maps/order.jsonata", 4, 5)->origin.release, std::string("r2"));  // the youngest of the span
        QVERIFY(!blame(shop.path, "maps/unused.jsonata", 1, 1));
        QVERIFY(!blame(shop.path, "maps/order.jsonata", 99, 99));
    }

    void drawsTheMatrix() {
        const auto one = [](const char* text) { return Resource{"map-file", "maps/a", text, {}}; };
        const std::vector<ReleaseContents> releases{{{"r1", 1, {}, {}}, {one("1")}}, {{"r2", 2, {}, {}}, {one("2")}}};
        const std::vector<EnvironmentState> environments{
            {"dev", {one("3")}, true, 9}, {"test", {one("2")}, true, 8}, {"stage", {one("1")}, true, 7},
            {"prod", {}, true, 0},        {"hand", {one("x")}, true, 0}, {"far", {}, false, 0}};
        const std::vector<Resource> workspace{one("3")};
        const Matrix matrix = makeMatrix(releases, environments, workspace);
        QCOMPARE(matrix.rows.size(), std::size_t{1});
        const auto& cells = matrix.rows[0].cells;
        const std::vector<CellState> expected{CellState::ahead, CellState::current, CellState::older, CellState::absent, CellState::changed, CellState::unknown};
        for (std::size_t i = 0; i < expected.size(); ++i) {
            QCOMPARE(static_cast<int>(cells[i].state), static_cast<int>(expected[i]));
        }
        QCOMPARE(cells[2].release, std::string("r1"));
        QVERIFY(cells[1].differsFromPrevious);
        QVERIFY(!cells[5].differsFromPrevious);
    }

    void keepsToItsFolder_data() {
        QTest::addColumn<QString>("identity");
        for (const char* bad : {"../x", "routes/../../x", "routes/.hidden", "/etc/passwd", "routes", "maps/", "other/x", "routes\\x", "routes//x"}) {
            QTest::newRow(bad) << QString::fromLatin1(bad);
        }
    }
    void keepsToItsFolder() {
        QFETCH(QString, identity);
        QTemporaryDir folder;
        FolderStore store(folder.path().toStdString());
        QVERIFY(!store.write(identity.toStdString(), "x"));
    }

    void tellsOursFromOthers() {
        QTemporaryDir folder;
        FolderStore store(folder.path().toStdString());
        QVERIFY_RESULT(store.write("routes/a.camel.yaml", "1"));
        QVERIFY_RESULT(writeFileAtomically(store.pathOf("routes/b.camel.yaml"), "2"));
        const auto live = store.read();
        QCOMPARE(live->resources.size(), std::size_t{1});
        QCOMPARE(live->unmanaged.size(), std::size_t{1});
        QVERIFY_RESULT(store.remove("routes/a.camel.yaml"));
        QVERIFY_RESULT(store.remove("routes/a.camel.yaml"));
        QVERIFY(store.read()->fingerprint != live->fingerprint);
        QVERIFY(!FolderStore(store.folder() / "nowhere").read());
    }
};

PATCHBAY_TEST("tst_release", ReleaseTest);
#include "tst_release.moc"
