#include "models/document/Json.h"
#include "models/document/Xml.h"
#include "models/schema/XsdValidator.h"
#include "tests/support/TestMain.h"

using namespace pb;

namespace {

std::string schemaOf(const std::string& body) {
    return "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\">" + body + "</xs:schema>";
}

}  // namespace

class SchemaXsdValidatorTest : public QObject {
    Q_OBJECT

private slots:
    void validation_data();
    void validation();
    void validationSaysWhere();
    void validationOfOtherFormats();
    void nothingIsLoaded();
};

namespace {

const char* orderXsd = R"(
<xs:element name="order"><xs:complexType><xs:sequence>
  <xs:element name="line" maxOccurs="unbounded"><xs:complexType><xs:sequence>
    <xs:element name="sku"><xs:simpleType><xs:restriction base="xs:string"><xs:pattern value="[A-Z]{2}[0-9]+"/></xs:restriction>
    </xs:simpleType></xs:element>
    <xs:element name="qty" type="xs:positiveInteger"/>
  </xs:sequence><xs:attribute name="no" type="xs:int" use="required"/></xs:complexType></xs:element>
</xs:sequence></xs:complexType></xs:element>)";

}  // namespace

void SchemaXsdValidatorTest::validation_data() {
    QTest::addColumn<QString>("message");
    QTest::addColumn<QString>("expected");  // "pointer keyword" of each violation
    const auto row = [](const char* name, const char* message, const char* expected) {
        QTest::newRow(name) << QString::fromUtf8(message) << QString::fromUtf8(expected);
    };
    row("valid", "<order><line no='1'><sku>AB1</sku><qty>2</qty></line></order>", "");
    row("pattern", "<order><line no='1'><sku>AB1</sku><qty>2</qty></line><line no='2'><sku>ab</sku><qty>2</qty></line></order>",
        "/order/line/1/sku pattern");
    row("type", "<order><line no='1'><sku>AB1</sku><qty>x</qty></line></order>", "/order/line/qty type");
    row("attribute", "<order><line no='x'><sku>AB1</sku><qty>2</qty></line></order>", "/order/line/@no type");
    row("missing attribute", "<order><line><sku>AB1</sku><qty>2</qty></line></order>", "/order/line required");
    row("missing element", "<order><line no='1'><sku>AB1</sku></line></order>", "/order/line content");
    row("unexpected element", "<order><line no='1'><sku>AB1</sku><qty>2</qty><more/></line></order>", "/order/line/more content");
    row("other root", "<invoice/>", "/invoice root");
    row("two", "<order><line no='1'><sku>a</sku><qty>0</qty></line></order>",
        "/order/line/sku pattern, /order/line/qty type");
}

void SchemaXsdValidatorTest::validation() {
    QFETCH(QString, message);
    QFETCH(QString, expected);
    const auto validator = schema::XsdValidator::compile(schemaOf(orderXsd), "order.xsd");
    QVERIFY2(validator.has_value(), validator ? "" : qPrintable(validator.error().print()));
    const std::string bytes = message.toStdString();
    const auto document = doc::readXml(bytes);
    QVERIFY(document.has_value());
    QStringList found;
    for (const auto& violation : validator->violations((*document)->root())) {
        found << QString::fromStdString(violation.instance.pointer() + " " + violation.keyword);
        QVERIFY(!violation.sentence.isEmpty());
    }
    QCOMPARE(found.join(QStringLiteral(", ")), expected);
    QCOMPARE(validator->isValid((*document)->root()), expected.isEmpty());
}

void SchemaXsdValidatorTest::validationSaysWhere() {
    const auto validator = schema::XsdValidator::compile(schemaOf(orderXsd), "order.xsd");
    const std::string bytes = "<order><line no='1'><sku>AB1</sku><qty>-3</qty></line></order>";
    const auto document = doc::readXml(bytes);
    const auto violations = validator->violations((*document)->root());
    QCOMPARE(violations.size(), std::size_t(1));
    QCOMPARE(violations[0].instance.raw(), std::string_view("-3"));
    QCOMPARE(violations[0].schemaPlace.print(), QStringLiteral("order.xsd:6:5"));
    QCOMPARE(violations[0].sentence.left(18), QStringLiteral("`order.line.qty`: "));
}

void SchemaXsdValidatorTest::validationOfOtherFormats() {
    const auto validator = schema::XsdValidator::compile(schemaOf(orderXsd), "order.xsd");
    const auto document =
        doc::readJson(std::string(R"({"order": {"line": [{"@no": "1", "sku": "AB1", "qty": 2}, {"@no": "2", "sku": "?", "qty": 2}]}})"));
    const auto violations = validator->violations((*document)->root());
    QCOMPARE(violations.size(), std::size_t(1));
    QCOMPARE(violations[0].instance.pointer(), std::string("/order/line/1/sku"));
}

void SchemaXsdValidatorTest::nothingIsLoaded() {
    const std::string outside = schemaOf(
        "<xs:include schemaLocation='/etc/hostname'/><xs:import namespace='urn:x' "
        "schemaLocation='http://localhost:1/x.xsd'/><xs:element name='a' type='xs:string'/>");
    std::vector<std::string> asked;
    const auto validator = schema::XsdValidator::compile(outside, "a.xsd", [&](const std::string& path) -> Result<std::string> {
        asked.push_back(path);
        return fail(ErrorCode::notFound, QStringLiteral("Not there."));
    });
    QCOMPARE(asked, (std::vector<std::string>{"/etc/hostname", "http://localhost:1/x.xsd"}));
    QCOMPARE(validator.has_value(), false);  // libxml2 wants what an include names
    const auto plain = schema::XsdValidator::compile(schemaOf("<xs:element name='a' type='xs:string'/>"), "a.xsd");
    const std::string bytes = "<!DOCTYPE a [<!ENTITY e SYSTEM '/etc/hostname'>]><a>text</a>";
    const auto document = doc::readXml(bytes);
    QVERIFY(document.has_value());
    QVERIFY(plain->isValid((*document)->root()));
}

PATCHBAY_TEST("tst_xsd_validator", SchemaXsdValidatorTest);

#include "tst_xsd_validator.moc"
