#include "models/document/Json.h"
#include "models/schema/Diff.h"
#include "models/schema/diff/PatternContainment.h"
#include "models/schema/diff/Similarity.h"
#include "tests/support/TestMain.h"

#include <QElapsedTimer>

using namespace pb;
using schema::Breaks;
using schema::Change;

namespace {

schema::Tree treeOf(const std::string& text) {
    const auto document = doc::readJson(text);
    if (!document) {
        qFatal("%s", qPrintable(document.error().print()));
    }
    auto tree = schema::treeFromJsonSchema(*document, (*document)->root());
    if (!tree) {
        qFatal("%s", qPrintable(tree.error().print()));
    }
    return *tree;
}

/// "kind oldPath → newPath: whom it breaks", one a line.
QString drawn(const std::vector<Change>& changes) {
    QStringList lines;
    for (const Change& change : changes) {
        lines << QStringLiteral("%1 %2 → %3: %4")
                     .arg(QString::fromLatin1(schema::wordFor(change.kind)),
                          change.oldField ? QString::fromStdString(change.oldPath) : QStringLiteral("-"),
                          change.newField ? QString::fromStdString(change.newPath) : QStringLiteral("-"),
                          QString::fromLatin1(change.breaks()));
    }
    return lines.join(u'\n');
}

}  // namespace

class SchemaDiffTest : public QObject {
    Q_OBJECT

private slots:
    void changes_data();
    void changes();
    void sameIsSame();
    void sharedTypesAreComparedOnce();
    void recursiveTypesEnd();
    void placesInBothFiles();
    void manyFieldsAreBounded();
    void patterns_data();
    void patterns();
    void names_data();
    void names();
};

namespace {

/// Two schemas as they are.
void whole(const char* name, const char* before, const char* after, const char* expected) {
    QTest::newRow(name) << QString::fromUtf8(before) << QString::fromUtf8(after) << QString::fromUtf8(expected);
}

/// Two objects by their properties.
void row(const char* name, const char* before, const char* after, const char* expected) {
    const auto object = [](const char* members) {
        return QStringLiteral(R"({"type":"object","properties":{%1}})").arg(QString::fromUtf8(members));
    };
    QTest::newRow(name) << object(before) << object(after) << QString::fromUtf8(expected);
}

void fieldRows() {
    row("added optional", "", R"("a":{"type":"string"})", "added - → a: neither");
    row("removed optional", R"("a":{"type":"string"})", "", "removed a → -: neither");
    whole("added required", R"({"type":"object"})", R"({"type":"object","required":["a"],"properties":{"a":{"type":"string"}}})",
          "added - → a: writer");
    whole("added to a closed object", R"({"type":"object","additionalProperties":false})",
          R"({"type":"object","additionalProperties":false,"properties":{"a":{"type":"string"}}})", "added - → a: reader");
    whole("removed required from a closed object",
          R"({"type":"object","additionalProperties":false,"required":["a"],"properties":{"a":{"type":"string"}}})",
          R"({"type":"object","additionalProperties":false})", "removed a → -: both");
    row("abbreviation", R"("qty":{"type":"integer"},"b":{})", R"("quantity":{"type":"integer"},"b":{})",
        "renamed qty → quantity: both");
    row("other words", R"("city":{"type":"string"})", R"("country":{"type":"string"})",
        "removed city → -: neither\nadded - → country: neither");
    row("renamed by documentation", R"("zip":{"type":"string","description":"Postal code of the town"})",
        R"("postcode":{"type":"string","description":"Postal code of the town"})", "renamed zip → postcode: both");
    row("renamed by values seen", R"("zip":{"type":"string","examples":["79098","10115"]})",
        R"("postal":{"type":"string","example":"79098"})", "renamed zip → postal: both");
    row("not renamed by values seen", R"("orderNo":{"type":"string","examples":["A-4711","A-4712"]})",
        R"("orderDate":{"type":"string","examples":["2026-01-31"]})", "removed orderNo → -: neither\nadded - → orderDate: neither");
    row("values that every field may have", R"("zip":{"type":"integer","examples":[1,2]})",
        R"("qty":{"type":"integer","examples":[1,2]})", "removed zip → -: neither\nadded - → qty: neither");
    row("renamed and retyped", R"("orderNo":{"type":"integer"})", R"("order_number":{"type":"number"})",
        "renamed orderNo → order_number: both\nretyped orderNo → order_number: reader");
    row("moved into a new object", R"("street":{"type":"string"})",
        R"("address":{"type":"object","properties":{"street":{"type":"string"}}})",
        "moved street → address.street: both\nadded - → address: neither");
    row("moved out", R"("a":{"type":"object","properties":{"x":{"type":"string"}}})",
        R"("a":{"type":"object","properties":{}},"x":{"type":"string"})", "moved a.x → x: both");
}

void constraintRows() {
    row("integer to number", R"("a":{"type":"integer"})", R"("a":{"type":"number"})", "retyped a → a: reader");
    row("number to integer", R"("a":{"type":"number"})", R"("a":{"type":"integer"})", "retyped a → a: writer");
    row("text to number", R"("a":{"type":"string"})", R"("a":{"type":"number"})", "retyped a → a: both");
    row("other unions", R"("a":{"type":["string","integer"]})", R"("a":{"type":["string","boolean"]})",
        "retyped a → a: both");
    row("null allowed", R"("a":{"type":"string"})", R"("a":{"type":["string","null"]})", "retyped a → a: reader");
    row("format", R"("a":{"type":"string"})", R"("a":{"type":"string","format":"date"})", "retyped a → a: cannot tell");
    row("greater least value", R"("a":{"type":"number","minimum":1})", R"("a":{"type":"number","minimum":1.5})",
        "tightened a → a: writer");
    row("bound goes out", R"("a":{"type":"number","minimum":1})", R"("a":{"type":"number","exclusiveMinimum":1})",
        "tightened a → a: writer");
    row("whole numbers have neighbours", R"("a":{"type":"integer","exclusiveMinimum":0})",
        R"("a":{"type":"integer","minimum":1})", "");
    row("the same number", R"("a":{"type":"number","maximum":10})", R"("a":{"type":"number","maximum":1.0e1})", "");
    row("no greatest value", R"("a":{"type":"number","maximum":10})", R"("a":{"type":"number"})", "loosened a → a: reader");
    row("beyond doubles", R"("a":{"type":"number","maximum":9007199254740993})",
        R"("a":{"type":"number","maximum":9007199254740992})", "tightened a → a: writer");
    row("steps", R"("a":{"type":"number","multipleOf":0.1})", R"("a":{"type":"number","multipleOf":0.2})",
        "tightened a → a: writer");
    row("steps apart", R"("a":{"type":"number","multipleOf":2})", R"("a":{"type":"number","multipleOf":3})", "rules a → a: both");
    row("lengths", R"("a":{"type":"string","minLength":1,"maxLength":35})", R"("a":{"type":"string","maxLength":30})",
        "loosened a → a: reader\ntightened a → a: writer");
    row("pattern", R"("a":{"type":"string"})", R"("a":{"type":"string","pattern":"^a"})", "tightened a → a: writer");
    row("other pattern", R"("a":{"type":"string","pattern":"^b"})", R"("a":{"type":"string","pattern":"^a"})", "rules a → a: both");
    row("pattern that looks ahead", R"("a":{"type":"string","pattern":"^b"})", R"("a":{"type":"string","pattern":"^(?=b)."})",
        "rules a → a: cannot tell");
}

void presenceRows() {
    whole("required", R"({"properties":{"a":{}}})", R"({"properties":{"a":{}},"required":["a"]})", "required a → a: writer");
    whole("optional", R"({"properties":{"a":{}},"required":["a"]})", R"({"properties":{"a":{}}})", "optional a → a: reader");
    whole("closed", R"({"type":"object"})", R"({"type":"object","additionalProperties":false})", "tightened  → : writer");
    row("one choice more", R"("a":{"enum":["x"]})", R"("a":{"enum":["x","y"]})", "choices a → a: reader");
    row("one choice less", R"("a":{"enum":["x","y"]})", R"("a":{"enum":["x"]})", "choices a → a: writer");
    row("other choices", R"("a":{"enum":["x","y"]})", R"("a":{"enum":["x","z"]})", "choices a → a: both");
    row("first choices", R"("a":{"type":"string"})", R"("a":{"type":"string","enum":["x"]})", "choices a → a: writer");
    row("choices as alternatives", R"("a":{"oneOf":[{"const":"x"}]})", R"("a":{"oneOf":[{"const":"x"},{"const":"y"}]})",
        "choices a → a: reader");
    row("entries", R"("a":{"type":"array","items":{"type":"string"}})",
        R"("a":{"type":"array","items":{"type":"string"},"minItems":1})", "cardinality a → a: writer");
    row("one becomes a list", R"("a":{"type":"string"})", R"("a":{"type":"array","items":{"type":"string","maxLength":3}})",
        "cardinality a → a: both\ntightened a → a[]: writer");
    row("read only", R"("a":{"type":"string"})", R"("a":{"type":"string","readOnly":true})", "rules a → a: cannot tell");
    row("default", R"("a":{"type":"string"})", R"("a":{"type":"string","default":"x"})", "default a → a: neither");
    row("condition", R"("a":{})", R"("a":{"not":{"const":1}})", "tightened a → a: cannot tell");
    row("inside of an alternative", R"("a":{"oneOf":[{"type":"object","properties":{"x":{"type":"string"}}},{"type":"string"}]})",
        R"("a":{"oneOf":[{"type":"object","properties":{"x":{"type":"number"}}},{"type":"string"}]})",
        "retyped a.x → a.x: cannot tell");
}

}  // namespace

void SchemaDiffTest::changes_data() {
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("after");
    QTest::addColumn<QString>("expected");
    fieldRows();
    constraintRows();
    presenceRows();
}

void SchemaDiffTest::changes() {
    QFETCH(QString, before);
    QFETCH(QString, after);
    QFETCH(QString, expected);
    const schema::Tree old = treeOf(before.toStdString()), now = treeOf(after.toStdString());
    const auto found = schema::diff(old, now);
    QCOMPARE(drawn(found), expected);
    for (const Change& change : found) {
        QVERIFY(change.sentence.endsWith(u'.') && !change.sentence.contains(u'%'));
    }
}

namespace {

const char* shared = R"({"type":"object","properties":{"billTo":{"$ref":"#/$defs/party"},"shipTo":{"$ref":"#/$defs/party"}},
"$defs":{"party":{"type":"object","properties":{"name":{"type":"string"},"parent":{"$ref":"#/$defs/party"}}}}})";

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    text.replace(text.find(from), from.size(), to);
    return text;
}

}  // namespace

void SchemaDiffTest::sameIsSame() {
    const schema::Tree old = treeOf(shared), now = treeOf(shared);
    QCOMPARE(drawn(schema::diff(old, now)), QString());
}

void SchemaDiffTest::sharedTypesAreComparedOnce() {
    const schema::Tree old = treeOf(shared),
                       now = treeOf(replaced(shared, R"("name":{"type":"string")", R"("name":{"type":"string","maxLength":9)"));
    QCOMPARE(drawn(schema::diff(old, now)), QStringLiteral("tightened billTo.name → billTo.name: writer"));
}

void SchemaDiffTest::recursiveTypesEnd() {
    const schema::Tree old = treeOf(shared), now = treeOf(replaced(shared, R"("parent":)", R"("parentParty":)"));
    QCOMPARE(drawn(schema::diff(old, now)), QStringLiteral("renamed billTo.parent → billTo.parentParty: both"));
}

void SchemaDiffTest::placesInBothFiles() {
    const schema::Tree old = treeOf("{\"properties\":{\n\"a\":{\"type\":\"string\"}}}"),
                       now = treeOf("{\"properties\":{\n\n \"a\":{\"type\":\"null\"}}}");
    const auto changes = schema::diff(old, now);
    QCOMPARE(changes.size(), std::size_t(1));
    QCOMPARE(changes[0].oldField->place.line, 2);
    QCOMPARE(changes[0].newField->place.line, 3);
    QCOMPARE(changes[0].sentence, QString::fromUtf8("The type of `a` was string and is null."));
}

void SchemaDiffTest::manyFieldsAreBounded() {
    const auto object = [](const char* name) {
        std::string text = "{\"properties\":{";
        for (int i = 0; i < 2000; ++i) {
            text += (i == 0 ? "\"" : ",\"") + std::string(name) + std::to_string(i) + "\":{\"type\":\"string\"}";
        }
        return treeOf(text + "}}");
    };
    const schema::Tree old = object("orderField"), now = object("order_field"), other = object("somethingElse");
    QElapsedTimer timer;
    timer.start();
    const auto changes = schema::diff(old, now);
    QCOMPARE(changes.size(), std::size_t(2000));
    QCOMPARE(changes.front().kind, schema::ChangeKind::renamed);
    QCOMPARE(schema::diff(old, other).size(), std::size_t(4000));
    QVERIFY2(timer.elapsed() < 5000, qPrintable(QString::number(timer.elapsed())));
}

void SchemaDiffTest::patterns_data() {
    QTest::addColumn<QString>("outer");
    QTest::addColumn<QString>("inner");
    QTest::addColumn<QString>("expected");
    const auto patternRow = [](const char* outer, const char* inner, const char* expected) {
        QTest::addRow("%s > %s", outer, inner) << QString::fromUtf8(outer) << QString::fromUtf8(inner) << QString::fromUtf8(expected);
    };
    patternRow("a", "^a$", "yes");
    patternRow("^a$", "a", "no");
    patternRow("", "a", "yes");
    patternRow("a|b", "b+", "yes");
    patternRow("^(a|b)*$", "^(ab)*$", "yes");
    patternRow("^(ab)*$", "^(a|b)*$", "no");
    patternRow("^[A-Z]{2,3}$", "^[A-Z]{3}$", "yes");
    patternRow("^\\w+$", "^\\d+$", "yes");
    patternRow("^[^\\d]$", "^ä$", "yes");
    patternRow("^.*$", "^[^]*$", "no");
    patternRow("^\\p{L}+$", "^[a-zäöü]+$", "yes");
    patternRow("^a", "^a|^ab", "yes");
    patternRow("^(?:a{3}){2}$", "^a{6}$", "yes");
    patternRow("^a{6}$", "^(?:a{3}){2}$", "yes");
    patternRow("^a*?b$", "^a+b$", "yes");
    patternRow("(?=a)", "a", "cannot tell");
    patternRow("\\bа", "a", "cannot tell");
    patternRow("a$b", "a", "cannot tell");
    patternRow("(a)\\1", "a", "cannot tell");
    patternRow("a{5000}", "a", "cannot tell");
    patternRow("(", "a", "cannot tell");
}

void SchemaDiffTest::patterns() {
    QFETCH(QString, outer);
    QFETCH(QString, inner);
    QFETCH(QString, expected);
    const auto includes = schema::patternIncludes(outer.toStdString(), inner.toStdString());
    QCOMPARE(includes ? *includes ? QStringLiteral("yes") : QStringLiteral("no") : QStringLiteral("cannot tell"), expected);
}

void SchemaDiffTest::names_data() {
    QTest::addColumn<QString>("left");
    QTest::addColumn<QString>("right");
    QTest::addColumn<bool>("similar");
    QTest::newRow("case") << QStringLiteral("orderNumber") << QStringLiteral("ORDER_NUMBER") << true;
    QTest::newRow("short") << QStringLiteral("custNo") << QStringLiteral("customer-no") << true;
    QTest::newRow("a word more") << QStringLiteral("quantity") << QStringLiteral("orderQuantity") << true;
    QTest::newRow("typo") << QStringLiteral("recieved") << QStringLiteral("received") << true;
    QTest::newRow("others") << QStringLiteral("currency") << QStringLiteral("lines") << false;
    QTest::newRow("empty") << QString() << QStringLiteral("lines") << false;
}

void SchemaDiffTest::names() {
    QFETCH(QString, left);
    QFETCH(QString, right);
    QFETCH(bool, similar);
    QCOMPARE(schema::nameSimilarity(left.toStdString(), right.toStdString()) >= 0.5, similar);
}

PATCHBAY_TEST("tst_diff", SchemaDiffTest);

#include "tst_diff.moc"
