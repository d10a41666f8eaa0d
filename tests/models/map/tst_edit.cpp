#include "models/map/MapEdit.h"
#include "tests/support/TestMain.h"

using namespace pb;

class EditTest : public QObject {
    Q_OBJECT

private slots:
    void changesTheSmallestSpan_data();
    void changesTheSmallestSpan();
    void refusesWhatThePictureCannotReach();
};

void EditTest::changesTheSmallestSpan_data() {
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("edit");    // link TARGET SOURCE, expression TARGET TEXT, remove TARGET
    QTest::addColumn<QString>("after");
    QTest::newRow("replace a link") << R"({"a": b /* old */, "c": d})" << "link a x.y" << R"({"a": x.y /* old */, "c": d})";
    QTest::newRow("add beside others") << "{\n    \"a\": b\n}" << "link c d" << "{\n    \"a\": b,\n    \"c\": d\n}";
    QTest::newRow("add on one line") << R"({"a": b})" << "link c d" << R"({"a": b, "c": d})";
    QTest::newRow("add to an empty object") << "{}" << "link a b" << R"({"a": b})";
    QTest::newRow("in the context of a list")
        << R"({"items": [lines.{"q": quantity}]})" << "link items[].u lines[].uom" << R"({"items": [lines.{"q": quantity, "u": uom}]})";
    QTest::newRow("from outside of the list")
        << R"({"items": [lines.{"q": quantity}]})" << "link items[].c currency" << R"({"items": [lines.{"q": quantity, "c": $$.currency}]})";
    QTest::newRow("containers that are missing") << R"({"a": b})" << "link c.d e" << R"({"a": b, "c": {"d": e}})";
    QTest::newRow("a list that is missing")
        << R"({"a": b})" << "link items[].sku lines[].sku" << R"({"a": b, "items": [lines.{"sku": sku}]})";
    QTest::newRow("names that need quotes") << R"({"a": b})" << "link c first-name" << "{\"a\": b, \"c\": `first-name`}";
    QTest::newRow("an expression") << R"({"a": b})" << "expression a $uppercase(b)" << R"({"a": $uppercase(b)})";
    QTest::newRow("remove the first") << R"({"a": b, "c": d})" << "remove a" << R"({"c": d})";
    QTest::newRow("remove the last") << R"({"a": b, "c": d})" << "remove c" << R"({"a": b})";
    QTest::newRow("remove the only one") << R"({"a": b})" << "remove a" << "{}";
}

void EditTest::changesTheSmallestSpan() {
    QFETCH(QString, before);
    QFETCH(QString, edit);
    QFETCH(QString, after);
    const auto map = map::MapDocument::parse("m", before.toStdString());
    const std::string verb = edit.section(QLatin1Char(' '), 0, 0).toStdString();
    const std::string target = edit.section(QLatin1Char(' '), 1, 1).toStdString();
    const std::string rest = edit.section(QLatin1Char(' '), 2).toStdString();
    const auto changed = verb == "link"         ? map::setLink(map, target, rest)
                         : verb == "expression" ? map::setExpression(map, target, rest)
                                                : map::removeLink(map, target);
    QVERIFY_RESULT(changed);
    QCOMPARE(QString::fromStdString(*changed), after);
    QVERIFY(map.withText(*changed).program());
}

void EditTest::refusesWhatThePictureCannotReach() {
    const auto whole = map::MapDocument::parse("m", R"({"customer": $lookup(people, id)})");
    const auto inside = map::setLink(whole, "customer.name", "name");
    QVERIFY(!inside);
    QVERIFY(inside.error().code == ErrorCode::unsupported);
    QCOMPARE(inside.error().place.line, 1);
    const auto noObject = map::setLink(map::MapDocument::parse("m", "$sum(lines.price)"), "total", "x");
    QVERIFY(!noObject);
    QVERIFY(!noObject.error().hint.isEmpty());
    QVERIFY(!map::removeLink(whole, "nothing"));
}

PATCHBAY_TEST("tst_edit", EditTest);
#include "tst_edit.moc"
