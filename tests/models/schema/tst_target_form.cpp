#include "models/document/JsonLine.h"
#include "models/document/Xml.h"
#include "models/schema/TargetForm.h"
#include "tests/support/TestMain.h"

#include <algorithm>
#include <random>

using namespace pb;
using namespace pb::schema;

namespace {

constexpr const char* head =
    "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" xmlns:o=\"urn:o\" xmlns:p=\"urn:p\" ";

const std::string party = std::string(head) + R"(targetNamespace="urn:p"
  elementFormDefault="qualified" attributeFormDefault="qualified">
  <xs:complexType name="Party"><xs:sequence><xs:element name="Name" type="xs:string"/><xs:element name="City" type="xs:string"/>
    </xs:sequence><xs:attribute name="role" type="xs:string"/></xs:complexType>
  <xs:element name="Buyer" type="p:Party"/></xs:schema>)";

/// Elements of two namespaces, qualified attributes, types that others derive from, a choice, recursion, any.
std::string orderXsd(const std::string& form) {
    return head + form + R"( targetNamespace="urn:o"><xs:import namespace="urn:p" schemaLocation="party.xsd"/>
  <xs:complexType name="Item"><xs:sequence><xs:element name="Sku" type="xs:string"/><xs:element name="Part" type="o:Item"
    minOccurs="0" maxOccurs="unbounded"/></xs:sequence></xs:complexType>
  <xs:complexType name="Sold"><xs:complexContent><xs:extension base="o:Item"><xs:sequence>
    <xs:element name="Price" type="xs:decimal"/></xs:sequence></xs:extension></xs:complexContent></xs:complexType>
  <xs:element name="Order"><xs:complexType><xs:sequence>
    <xs:element name="Id" type="xs:string"/>
    <xs:choice><xs:element name="Card" type="xs:string"/><xs:element name="Invoice" type="xs:boolean"/></xs:choice>
    <xs:element ref="p:Buyer"/>
    <xs:element name="Item" type="o:Item" maxOccurs="unbounded"/>
    <xs:any namespace="##other" processContents="skip" minOccurs="0"/>
  </xs:sequence><xs:attribute name="currency"/></xs:complexType></xs:element></xs:schema>)";
}

const char* const order = R"({"Order": {"@currency": "EUR", "Id": "7", "Invoice": true,
  "p:Buyer": {"@p:role": "BY", "p:Name": "Ann", "p:City": "Oslo"},
  "Item": [{"Sku": "A", "Part": [{"Sku": "A1"}, {"Sku": "A2", "Part": {"Sku": "A21"}}]},
           {"@xsi:type": "TYPE", "Sku": "B", "Price": 9.50}]}})";

Result<std::string> fileOf(const std::string& path, const std::string& xsd) {
    return path == "order.xsd" ? xsd : party;
}

/// The value with the members of all objects in an order of chance.
std::string shuffled(doc::Value value, std::mt19937& random) {
    if (value.is(doc::Kind::object)) {
        std::vector<std::string> members;
        for (const doc::Value member : value.children()) {
            std::string text;
            doc::writeJsonString(member.name(), text);
            members.push_back(text + ":" + shuffled(member, random));
        }
        std::shuffle(members.begin(), members.end(), random);
        std::string out;
        for (const std::string& member : members) {
            out += (out.empty() ? "{" : ",") + member;
        }
        return out.empty() ? "{}" : out + "}";
    }
    if (!value.is(doc::Kind::array)) {
        return doc::writeJsonLine(value);
    }
    std::string out;
    for (const doc::Value element : value.children()) {
        out += (out.empty() ? "[" : ",") + shuffled(element, random);
    }
    return out.empty() ? "[]" : out + "]";
}

QString said(const Arranged& arranged) {
    QString all;
    for (const Fault& fault : arranged.faults) {
        all += fault.sentence + u'\n';
    }
    return all;
}

}  // namespace

class TargetFormTest : public QObject {
    Q_OBJECT

private slots:
    void membersInAnyOrderAreWrittenByTheXsd_data() {
        QTest::addColumn<QString>("form");
        QTest::addColumn<QString>("type");
        QTest::addColumn<QString>("root");
        QTest::newRow("qualified") << R"(elementFormDefault="qualified")" << "Sold" << "<Order xmlns=\"urn:o\" xmlns:p=\"urn:p\"";
        QTest::newRow("local names") << "" << "o:Sold" << "<o:Order xmlns:o=\"urn:o\" xmlns:p=\"urn:p\"";
    }
    void membersInAnyOrderAreWrittenByTheXsd() {
        QFETCH(QString, form);
        QFETCH(QString, type);
        QFETCH(QString, root);
        const std::string xsd = orderXsd(form.toStdString());
        const auto target = TargetForm::open("order.xsd", *doc::formatById("xml"),
                                             [&](const std::string& path) { return fileOf(path, xsd); });
        QVERIFY_RESULT(target);
        std::string text = order;
        text.replace(text.find("TYPE"), 4, type.toStdString());
        const auto source = doc::readJson(text);
        std::mt19937 random(4711);
        std::string first;
        for (int i = 0; i < 50; ++i) {
            const auto mixed = doc::readJson(shuffled((*source)->root(), random));
            const auto arranged = target->arrange((*mixed)->root());
            QVERIFY_RESULT(arranged);
            QCOMPARE(said(*arranged), QString());
            const auto written = doc::writeXml(arranged->document->root());
            QVERIFY_RESULT(written);
            first = first.empty() ? *written : first;
            QCOMPARE(*written, first);
        }
        QVERIFY2(first.find(root.toStdString()) != std::string::npos, first.c_str());
        const auto again = doc::readXml(first);
        const auto kept = target->arrange((*again)->root());
        QVERIFY_RESULT(kept);
        QCOMPARE(said(*kept), QString());
        QCOMPARE(doc::writeJsonLine(kept->document->root()).c_str(), doc::writeJsonLine((*again)->root()).c_str());
    }

    void rootThatIsAText() {
        const std::string xsd = head + std::string(R"(targetNamespace="urn:o"><xs:element name="Id" type="xs:string"/></xs:schema>)");
        const auto target = TargetForm::open("order.xsd", *doc::formatById("xml"), [&](const std::string&) { return Result<std::string>(xsd); });
        QVERIFY_RESULT(target);
        const auto source = doc::readJson(std::string(R"({"Id": "7"})"));
        const auto arranged = target->arrange((*source)->root());
        QVERIFY_RESULT(arranged);
        QCOMPARE(said(*arranged), QString());
        QCOMPARE(*doc::writeXml(arranged->document->root(), {0, false}), std::string(R"(<Id xmlns="urn:o">7</Id>)"));
    }

    void faultsStandInTheSource() {
        const auto target = TargetForm::open("s.json", *doc::formatById("ndjson"), [](const std::string&) -> Result<std::string> {
            return std::string(R"({"type": "object", "properties": {"b": {"type": "array", "items": {"type": "integer"}}, "a": {}}})");
        });
        QVERIFY_RESULT(target);
        const auto source = doc::readJson(std::string("[{\"a\": 1, \"b\": 2},\n {\"a\": 1, \"b\": \"x\"}]"));
        const auto arranged = target->arrange((*source)->root());
        QVERIFY_RESULT(arranged);
        QCOMPARE(doc::writeJsonLine(arranged->document->root()), std::string(R"([{"b":[2],"a":1},{"b":["x"],"a":1}])"));
        QCOMPARE(arranged->faults.size(), std::size_t{1});
        QCOMPARE(arranged->faults.front().place.line, 2);
        QCOMPARE(arranged->faults.front().place.column, 16);
    }
};

PATCHBAY_TEST("tst_target_form", TargetFormTest);
#include "tst_target_form.moc"
