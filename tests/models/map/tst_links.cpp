#include "models/map/MapDocument.h"
#include "tests/support/TestMain.h"

using namespace pb;

namespace {

std::string text(const map::Link& link) {
    std::string line = link.target + " <-";
    for (const std::string& source : link.sources) {
        line += " " + source;
    }
    static constexpr const char* words[] = {" (copy)", " (expression)", " (constant)"};
    return line + words[static_cast<int>(link.kind)];
}

std::filesystem::path demo() { return std::filesystem::path(PATCHBAY_SOURCE_DIR) / "resources/workspaces/shop-to-erp"; }

std::vector<std::string> rules(const std::vector<Finding>& findings) {
    std::vector<std::string> list;
    for (const Finding& finding : findings) {
        list.push_back(finding.rule + " " + finding.sentence.toStdString());
    }
    return list;
}

}  // namespace

class LinksTest : public QObject {
    Q_OBJECT

private slots:
    void readsLinksFromTheText_data();
    void readsLinksFromTheText();
    void knowsTheDemo();
    void findsWhatNothingFeeds();
    void namesFieldsThatTheSchemasLack();
    void keepsGoingWhenTheTextIsBroken();
    void placesAreLinesAndColumns();
};

void LinksTest::readsLinksFromTheText_data() {
    QTest::addColumn<QString>("source");
    QTest::addColumn<QStringList>("links");
    QTest::newRow("copy") << R"({"a": b})" << QStringList{QStringLiteral("a <- b (copy)")};
    QTest::newRow("nested") << R"({"a": {"b": c.d}})" << QStringList{QStringLiteral("a.b <- c.d (copy)")};
    QTest::newRow("list") << R"({"items": [lines.{"q": qty * 2}]})" << QStringList{QStringLiteral("items[].q <- lines[].qty (expression)")};
    QTest::newRow("constant") << R"({"a": "SHOP"})" << QStringList{QStringLiteral("a <- (constant)")};
    QTest::newRow("several inputs") << R"({"n": first & " " & last})" << QStringList{QStringLiteral("n <- first last (expression)")};
}

void LinksTest::readsLinksFromTheText() {
    QFETCH(QString, source);
    QFETCH(QStringList, links);
    const auto map = map::MapDocument::parse("m", source.toStdString());
    QStringList actual;
    for (const map::Link& link : map.links()) {
        actual += QString::fromStdString(text(link)).replace(QStringLiteral("[]"), QStringLiteral("[]"));
    }
    QCOMPARE(actual, links);
}

void LinksTest::knowsTheDemo() {
    const auto map = map::MapDocument::load(demo(), "order-to-erp");
    QVERIFY_RESULT(map);
    QVERIFY(map->program());
    const map::Link* unit = map->linkTo("items[].unit");
    QVERIFY(unit);
    QVERIFY(unit->kind == map::Link::Kind::copy);
    QVERIFY(map->place(unit->clause).print().startsWith(QStringLiteral("maps/order-to-erp.jsonata:")));
    QCOMPARE(map->linksFrom("customer").size(), std::size_t(7));
    const auto source = map::loadSide(demo(), map->sides().sourceSchema);
    const auto target = map::loadSide(demo(), map->sides().targetSchema);
    QVERIFY_RESULT(source);
    QVERIFY_RESULT(target);
    QCOMPARE(rules(map::checkMap(*map, *source, *target)), std::vector<std::string>());
}

void LinksTest::findsWhatNothingFeeds() {
    const auto target = map::loadSide(demo(), "contracts/erp.openapi.yaml#/components/schemas/SalesOrder");
    QVERIFY_RESULT(target);
    const auto map = map::MapDocument::parse("m", R"({"orderNumber": n, "customer": {"name": c}, "items": [lines.{"quantity": q}], "deliveryAddress": a})");
    const std::vector<std::string> unfed{"orderDate", "currency", "customer.number", "items[].position",
                                         "items[].material", "items[].unit", "items[].price", "totalAmount"};
    QCOMPARE(map::unfedTargets(map, *target), unfed);
}

void LinksTest::namesFieldsThatTheSchemasLack() {
    const auto source = map::loadSide(demo(), "schemas/shop-order.schema.json");
    const auto target = map::loadSide(demo(), "contracts/erp.openapi.yaml#/components/schemas/Confirmation");
    QVERIFY_RESULT(source);
    QVERIFY_RESULT(target);
    const auto map = map::MapDocument::parse(
        "m", R"({"orderNumber": orderNumber, "documentNumber": docNumber, "status": "accepted", "colour": note})");
    const auto findings = map::checkMap(map, *source, *target);
    QCOMPARE(findings.size(), std::size_t(2));
    QCOMPARE(findings[0].rule, std::string("map.target.unknown"));
    QVERIFY(findings[0].sentence.contains(QStringLiteral("colour")));
    QCOMPARE(findings[1].rule, std::string("map.source.unknown"));
    QVERIFY(findings[1].sentence.contains(QStringLiteral("docNumber")));
}

void LinksTest::keepsGoingWhenTheTextIsBroken() {
    const auto map = map::MapDocument::parse("m", "{\"a\": b,\n \"c\": }");
    QVERIFY(!map.program());
    QCOMPARE(map.findings().size(), std::size_t(1));
    QCOMPARE(map.findings().front().place.line, 2);
    QVERIFY(map.linkTo("a"));
}

void LinksTest::placesAreLinesAndColumns() {
    QCOMPARE(map::lineAndColumn("äb\nc", 0), std::pair(1, 1));
    QCOMPARE(map::lineAndColumn("äb\nc", 2), std::pair(1, 2));
    QCOMPARE(map::lineAndColumn("äb\nc", 4), std::pair(2, 1));
    QCOMPARE(map::lineAndColumn("", 10), std::pair(1, 1));
}

PATCHBAY_TEST("tst_links", LinksTest);
#include "tst_links.moc"
