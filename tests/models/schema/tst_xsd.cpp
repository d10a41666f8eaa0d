#include "models/base/Text.h"
#include "models/schema/Diff.h"
#include "models/schema/TreeImport.h"
#include "tests/support/TestMain.h"

#include <map>

using namespace pb;
using schema::Field;

namespace {

using FileTexts = std::map<std::string, std::string>;

std::string schemaOf(const std::string& body, const std::string& head = {}) {
    return "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\"" + head + ">" + body + "</xs:schema>";
}

schema::FileLoader loaderOf(const FileTexts& files) {
    return [files](const std::string& path) -> Result<std::string> {
        const auto found = files.find(path);
        return found != files.end() ? Result<std::string>(found->second)
                                    : Result<std::string>(fail(ErrorCode::notFound, QStringLiteral("Not there.")));
    };
}

schema::Tree treeOf(const std::string& text, const FileTexts& files = {}, const std::string& path = "a.xsd") {
    auto tree = schema::treeFromXsd(text, path, loaderOf(files));
    if (!tree) {
        qFatal("%s", qPrintable(tree.error().print()));
    }
    return *tree;
}

/// "integer required | ≥ 1"; lists as "array[1..5]"; then the choices.
QString drawn(const Field* field) {
    if (!field) {
        return QStringLiteral("nothing");
    }
    QString text = QString::fromLatin1(schema::wordFor(field->type));
    if (field->type == schema::FieldType::array) {
        text += QStringLiteral("[%1..%2]")
                    .arg(field->minItems)
                    .arg(field->maxItems == Field::unlimited ? QString() : QString::number(field->maxItems));
    }
    text += field->nullable ? u"?" : u"";
    text += field->required ? u" required" : u"";
    text += field->format.empty() ? QString() : u' ' + qs(field->format);
    text += field->constraint.empty() ? QString() : u" | " + qs(field->constraint);
    for (const std::string& choice : field->choices) {
        text += u' ' + qs(choice);
    }
    return text;
}

}  // namespace

class SchemaXsdTest : public QObject {
    Q_OBJECT

private slots:
    void fields_data();
    void fields();
    void recursiveTypesAreOneField();
    void severalFiles();
    void includedFilesTakeTheNamespace();
    void redefinedTypes();
    void substitutionGroups();
    void derivedTypes();
    void placesAndDocumentation();
    void brokenSchemas_data();
    void brokenSchemas();
    void orderOfElementsIsARule();
};

namespace {

void row(const char* name, const char* body, const char* path, const char* expected) {
    QTest::newRow(name) << QString::fromUtf8(body) << QString::fromUtf8(path) << QString::fromUtf8(expected);
}

void elementRows() {
    const char* const order = R"(<xs:element name="Order"><xs:complexType><xs:sequence>
        <xs:element name="id" type="xs:string"/><xs:element name="note" type="xs:string" minOccurs="0"/>
        <xs:element name="line" maxOccurs="unbounded"><xs:complexType><xs:sequence>
        <xs:element name="qty" type="xs:positiveInteger"/></xs:sequence>
        <xs:attribute name="no" type="xs:int" use="required"/></xs:complexType></xs:element>
        <xs:choice maxOccurs="3"><xs:element name="card" type="xs:string"/><xs:element name="iban" type="xs:string"/>
        </xs:choice>
        <xs:any minOccurs="0"/></xs:sequence></xs:complexType></xs:element>)";
    row("root", order, "Order", "object required");
    row("required", order, "Order.id", "string required");
    row("optional", order, "Order.note", "string");
    row("list", order, "Order.line", "array[1..] required | at least 1 entry");
    row("in a list", order, "Order.line[].qty", "integer required");
    row("attribute", order, "Order.line[].`@no`", "integer required");
    row("alternative", order, "Order.card", "array[0..3] | at most 3 entries");
    row("any", order, "Order.anything", "any");
    const char* const amount =
        R"(<xs:element name="a" type="Amount"/><xs:complexType name="Amount"><xs:simpleContent><xs:extension base="Money">
        <xs:attribute name="currency" use="required" fixed="EUR"/></xs:extension></xs:simpleContent></xs:complexType>
        <xs:simpleType name="Money"><xs:restriction base="xs:decimal"><xs:minInclusive value="0"/>
        <xs:totalDigits value="13"/><xs:fractionDigits value="2"/></xs:restriction></xs:simpleType>)";
    row("simple content", amount, "a", "object required");
    row("its text", amount, "a.#text", "number required decimal(13,2) | ≥ 0");
    row("fixed attribute", amount, "a.@currency", "string required \"EUR\"");
}

void simpleTypeRows() {
    row("facets",
        R"(<xs:element name="a"><xs:simpleType><xs:restriction base="xs:string"><xs:maxLength value="35"/>
        <xs:pattern value="[A-Z]+"/></xs:restriction></xs:simpleType></xs:element>)",
        "a", "string required | at most 35 characters, ^(?:[A-Z]+)$");
    row("choices",
        R"(<xs:element name="a"><xs:simpleType><xs:restriction base="xs:token"><xs:enumeration value="x"/>
        <xs:enumeration value="y"/></xs:restriction></xs:simpleType></xs:element>)",
        "a", "string required \"x\" \"y\"");
    row("numbers as choices",
        R"(<xs:element name="a"><xs:simpleType><xs:restriction base="xs:int"><xs:enumeration value="01"/>
        <xs:enumeration value="+2"/></xs:restriction></xs:simpleType></xs:element>)",
        "a", "integer required 1 2");
    row("union", R"(<xs:element name="a"><xs:simpleType><xs:union memberTypes="U V"/></xs:simpleType></xs:element>
        <xs:simpleType name="U"><xs:restriction base="xs:string"><xs:enumeration value="x"/></xs:restriction></xs:simpleType>
        <xs:simpleType name="V"><xs:restriction base="xs:string"><xs:enumeration value="y"/></xs:restriction></xs:simpleType>)",
        "a", "string required \"x\" \"y\"");
    row("list type", R"(<xs:element name="a"><xs:simpleType><xs:list itemType="xs:int"/></xs:simpleType></xs:element>)", "a",
        "string required list");
    row("date", R"(<xs:element name="a" type="xs:date" nillable="true"/>)", "a", "string? required date");
    row("mixed",
        R"(<xs:element name="a"><xs:complexType mixed="true"><xs:sequence><xs:element name="b" minOccurs="0"/>
        </xs:sequence></xs:complexType></xs:element>)",
        "a.#text", "string");
}

void complexTypeRows() {
    const char* const derived =
        R"(<xs:element name="a"><xs:complexType><xs:complexContent><xs:extension base="B"><xs:sequence>
        <xs:element name="own" type="xs:int"/></xs:sequence>
        <xs:attribute name="x"/></xs:extension></xs:complexContent></xs:complexType></xs:element>
        <xs:complexType name="B"><xs:all><xs:element name="inherited" type="xs:boolean"/></xs:all>
        <xs:attribute name="y"/></xs:complexType>)";
    row("inherited", derived, "a.inherited", "boolean required");
    row("own", derived, "a.own", "integer required");
    row("inherited attribute", derived, "a.@y", "string");
    row("restricted away",
        R"(<xs:element name="a"><xs:complexType><xs:complexContent><xs:restriction base="B">
        <xs:attribute name="y" use="prohibited"/></xs:restriction></xs:complexContent></xs:complexType></xs:element>
        <xs:complexType name="B"><xs:sequence><xs:element name="e" minOccurs="0"/></xs:sequence>
        <xs:attribute name="y"/></xs:complexType>)",
        "a.@y", "nothing");
    row("groups",
        R"(<xs:element name="a"><xs:complexType><xs:group ref="G" minOccurs="0"/><xs:attributeGroup ref="A"/>
        </xs:complexType></xs:element>
        <xs:group name="G"><xs:sequence><xs:element name="x" type="xs:int"/><xs:element name="y"/>
        <xs:element name="x" type="xs:int"/></xs:sequence></xs:group>
        <xs:attributeGroup name="A"><xs:attribute name="z" type="xs:int"/></xs:attributeGroup>)",
        "a.x", "array[0..2] | at most 2 entries");
    row("attribute group", R"(<xs:element name="a"><xs:complexType><xs:attributeGroup ref="A"/></xs:complexType></xs:element>
        <xs:attributeGroup name="A"><xs:attribute ref="z"/></xs:attributeGroup><xs:attribute name="z" type="xs:int"/>)",
        "a.@z", "integer");
}

}  // namespace

void SchemaXsdTest::fields_data() {
    QTest::addColumn<QString>("body");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("expected");
    elementRows();
    simpleTypeRows();
    complexTypeRows();
}

void SchemaXsdTest::fields() {
    QFETCH(QString, body);
    QFETCH(QString, path);
    QFETCH(QString, expected);
    const schema::Tree tree = treeOf(schemaOf(body.toStdString()));
    QVERIFY2(tree.findings.empty(), tree.findings.empty() ? "" : qPrintable(tree.findings.front().sentence));
    QCOMPARE(drawn(schema::findField(*tree.root, path.toStdString())), expected);
}

void SchemaXsdTest::recursiveTypesAreOneField() {
    const schema::Tree tree = treeOf(schemaOf(R"(<xs:element name="part" type="P"/><xs:complexType name="P"><xs:sequence>
        <xs:element name="name" type="xs:string"/><xs:element name="part" type="P" minOccurs="0"/></xs:sequence>
        </xs:complexType>)"));
    const Field* const once = schema::findField(*tree.root, "part.part");
    QVERIFY(once);
    QCOMPARE(once, schema::findField(*tree.root, "part.part.part.part"));
}

void SchemaXsdTest::severalFiles() {
    const FileTexts files{
        {"s/lib/common.xsd",
         schemaOf(
             R"(<xs:complexType name="Party"><xs:sequence><xs:element name="name" type="xs:string"/></xs:sequence>
        </xs:complexType>)")},
        {"s/money.xsd", schemaOf(R"(<xs:element name="total" type="xs:decimal"/><xs:attribute name="cur" type="xs:string"/>)",
                                 " targetNamespace='urn:money' elementFormDefault='qualified'")}};
    const schema::Tree tree = treeOf(
        schemaOf(
            R"(<xs:include schemaLocation="lib/common.xsd"/><xs:import namespace="urn:money" schemaLocation="../s/money.xsd"/>
        <xs:element name="order"><xs:complexType><xs:sequence><xs:element name="buyer" type="o:Party"/>
        <xs:element ref="m:total"/></xs:sequence>
        <xs:attribute ref="m:cur"/><xs:attribute ref="xml:lang"/></xs:complexType></xs:element>)",
            " targetNamespace='urn:order' xmlns:o='urn:order' xmlns:m='urn:money' elementFormDefault='qualified'"),
        files, "s/order.xsd");
    QVERIFY2(tree.findings.empty(), tree.findings.empty() ? "" : qPrintable(tree.findings.front().sentence));
    QCOMPARE(drawn(schema::findField(*tree.root, "order.buyer.name")), QStringLiteral("string required"));
    QCOMPARE(drawn(schema::findField(*tree.root, "order.m:total")), QStringLiteral("number required"));
    QCOMPARE(drawn(schema::findField(*tree.root, "order.@m:cur")), QStringLiteral("string"));
    QCOMPARE(drawn(schema::findField(*tree.root, "order.@xml:lang")), QStringLiteral("string"));
    QCOMPARE(QString::fromStdString(schema::findField(*tree.root, "order.buyer.name")->place.address),
             QStringLiteral("s/lib/common.xsd"));
}

void SchemaXsdTest::includedFilesTakeTheNamespace() {
    const FileTexts files{
        {"b.xsd", schemaOf(R"(<xs:complexType name="T"><xs:sequence><xs:element name="x" type="S"/></xs:sequence>
        </xs:complexType><xs:simpleType name="S"><xs:restriction base="xs:int"/></xs:simpleType>)")}};
    const char* const body = R"(<xs:include schemaLocation="b.xsd"/><xs:element name="root" type="%1"/>)";
    const auto tree = [&](const char* type) {
        return treeOf(schemaOf(QString::fromLatin1(body).arg(QLatin1String(type)).toStdString(),
                               " targetNamespace='urn:a' xmlns:a='urn:a'"),
                      files);
    };
    QCOMPARE(drawn(schema::findField(*tree("a:T").root, "root.x")), QStringLiteral("integer required"));
    QCOMPARE(tree("T").findings.size(), std::size_t(1));  // without a prefix a name is in no namespace
}

void SchemaXsdTest::redefinedTypes() {
    const FileTexts files{
        {"b.xsd",
         schemaOf(R"(<xs:complexType name="T"><xs:sequence><xs:element name="x" type="xs:int"/></xs:sequence></xs:complexType>
        <xs:element name="root" type="T"/>)")}};
    const schema::Tree tree = treeOf(schemaOf(R"(<xs:redefine schemaLocation="b.xsd"><xs:complexType name="T"><xs:complexContent>
        <xs:extension base="T">
        <xs:sequence><xs:element name="y" type="xs:int"/></xs:sequence></xs:extension></xs:complexContent>
        </xs:complexType></xs:redefine>)"),
                                     files);
    QVERIFY2(tree.findings.empty(), tree.findings.empty() ? "" : qPrintable(tree.findings.front().sentence));
    QCOMPARE(drawn(schema::findField(*tree.root, "root.x")), QStringLiteral("integer required"));
    QCOMPARE(drawn(schema::findField(*tree.root, "root.y")), QStringLiteral("integer required"));
}

void SchemaXsdTest::substitutionGroups() {
    const schema::Tree tree = treeOf(
        schemaOf(R"(<xs:element name="pay" abstract="true"/><xs:element name="card" substitutionGroup="pay" type="xs:string"/>
        <xs:element name="iban" substitutionGroup="pay" type="xs:string"/><xs:element name="a"><xs:complexType>
        <xs:sequence><xs:element ref="pay"/></xs:sequence></xs:complexType></xs:element>)"));
    QCOMPARE(drawn(schema::findField(*tree.root, "a.card")), QStringLiteral("string"));
    QCOMPARE(drawn(schema::findField(*tree.root, "a.iban")), QStringLiteral("string"));
    QVERIFY(!schema::findField(*tree.root, "a.pay"));
    QCOMPARE(tree.root->children.size(), std::size_t(1));
}

void SchemaXsdTest::derivedTypes() {
    const schema::Tree tree = treeOf(schemaOf(
        R"(<xs:element name="a" type="Base"/><xs:complexType name="Base"><xs:sequence>
        <xs:element name="x" type="xs:int"/></xs:sequence></xs:complexType>
        <xs:complexType name="More"><xs:complexContent><xs:extension base="Base"><xs:sequence>
        <xs:element name="y" type="xs:int"/></xs:sequence></xs:extension></xs:complexContent></xs:complexType>)"));
    QCOMPARE(drawn(schema::findField(*tree.root, "a.x")), QStringLiteral("integer required"));
    QCOMPARE(drawn(schema::findField(*tree.root, "a.y")), QStringLiteral("integer"));
    QCOMPARE(drawn(schema::findField(*tree.root, "a.@xsi:type")), QStringLiteral("string \"Base\" \"More\""));
}

void SchemaXsdTest::placesAndDocumentation() {
    const schema::Tree tree = treeOf(schemaOf(
        "\n<xs:element name='a'>\n <xs:annotation><xs:documentation>Our <b>own</b> number</xs:documentation></xs:annotation>"
        "<xs:complexType><xs:sequence>\n  <xs:element name='b' default='7' "
        "type='xs:int'/></xs:sequence></xs:complexType></xs:element>"));
    const Field* const a = schema::findField(*tree.root, "a");
    const Field* const b = schema::findField(*tree.root, "a.b");
    QCOMPARE(a->place.print(), QStringLiteral("a.xsd:2:1"));
    QCOMPARE(b->place.print(), QStringLiteral("a.xsd:4:3"));
    QCOMPARE(b->defaultValue, std::string("7"));
    QCOMPARE(a->documentation, std::string("Our own number"));
    QCOMPARE(b->typeName, std::string("xs:int"));
}

void SchemaXsdTest::brokenSchemas_data() {
    QTest::addColumn<QString>("body");
    QTest::addColumn<QString>("rule");
    const auto row = [](const char* name, const char* body, const char* rule) {
        QTest::newRow(name) << QString::fromUtf8(body) << QString::fromLatin1(rule);
    };
    row("no such type", R"(<xs:element name="a" type="Nothing"/>)", "schema.reference");
    row("prefix that nothing declares", R"(<xs:element name="a" type="ns:Nothing"/>)", "schema.xsd.prefix");
    row("no such element",
        R"(<xs:element name="a"><xs:complexType><xs:sequence><xs:element ref="b"/></xs:sequence></xs:complexType>
        </xs:element>)",
        "schema.reference");
    row("no file", R"(<xs:include schemaLocation="gone.xsd"/><xs:element name="a"/>)", "schema.xsd.file");
    row("twice", R"(<xs:element name="a"/><xs:element name="a"/>)", "schema.xsd.twice");
    row("no element", R"(<xs:complexType name="a"/>)", "schema.xsd.root");
    row("built on itself",
        R"(<xs:element name="a" type="T"/><xs:complexType name="T"><xs:complexContent><xs:extension base="T"/>
        </xs:complexContent></xs:complexType>)",
        "schema.xsd.circular");
    row("simple type built on itself",
        R"(<xs:element name="a" type="T"/><xs:simpleType name="T"><xs:union memberTypes="T T"/></xs:simpleType>)",
        "schema.xsd.circular");
    row("group in itself",
        R"(<xs:element name="a"><xs:complexType><xs:group ref="G"/></xs:complexType></xs:element><xs:group name="G">
        <xs:sequence><xs:group ref="G"/></xs:sequence></xs:group>)",
        "schema.xsd.circular");
}

void SchemaXsdTest::brokenSchemas() {
    QFETCH(QString, body);
    QFETCH(QString, rule);
    const schema::Tree tree = treeOf(schemaOf(body.toStdString()));
    QVERIFY(!tree.findings.empty());
    QCOMPARE(QString::fromStdString(tree.findings.front().rule), rule);
    QVERIFY(tree.findings.front().place.line > 0);
    QVERIFY(!schema::treeFromXsd("<a/>", "a.xsd"));
    QVERIFY(!schema::treeFromXsd("<xs:schema", "a.xsd"));
}

void SchemaXsdTest::orderOfElementsIsARule() {
    const char* const both =
        R"(<xs:element name="a"><xs:complexType><xs:sequence><xs:element name="%1"/><xs:element name="%2"/>
        </xs:sequence></xs:complexType></xs:element>)";
    const auto tree = [&](const char* first, const char* second) {
        return treeOf(schemaOf(QString::fromLatin1(both).arg(QLatin1String(first), QLatin1String(second)).toStdString()));
    };
    const schema::Tree old = tree("x", "y"), same = tree("x", "y"), turned = tree("y", "x");
    QVERIFY(schema::diff(old, same).empty());
    const auto changes = schema::diff(old, turned);
    QCOMPARE(changes.size(), std::size_t(1));
    QCOMPARE(QString::fromLatin1(changes[0].breaks()), QStringLiteral("cannot tell"));
}

PATCHBAY_TEST("tst_xsd", SchemaXsdTest);

#include "tst_xsd.moc"
