#include "models/schema/TreeImport.h"
#include "tests/support/TestMain.h"

#include <QElapsedTimer>

#include <set>

using namespace pb;
using schema::Field;

namespace {

std::string schemaOf(const std::string& body) {
    return "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\">" + body + "</xs:schema>";
}

schema::Tree treeOf(const std::string& text) {
    auto tree = schema::treeFromXsd(text, "a.xsd");
    if (!tree) {
        qFatal("%s", qPrintable(tree.error().print()));
    }
    return *tree;
}

std::size_t countFields(const Field& root) {
    std::set<const Field*> seen{&root};
    std::vector<const Field*> waiting{&root};
    while (!waiting.empty()) {
        const Field* const field = waiting.back();
        waiting.pop_back();
        for (const auto& child : field->children) {
            if (seen.insert(child.get()).second) {
                waiting.push_back(child.get());
            }
        }
    }
    return seen.size();
}

std::string numbered(int count, const std::string& before, const std::string& after) {
    std::string text;
    for (int i = 0; i < count; ++i) {
        text += before + std::to_string(i) + after;
    }
    return text;
}

/// The 7-level schema: each type has ten elements of the next one.
std::string sharedTypes() {
    std::string body = "<xs:element name='root' type='L1'/>";
    for (int level = 1; level <= 7; ++level) {
        body += "<xs:complexType name='L" + std::to_string(level) + "'><xs:sequence>";
        const std::string type = level < 7 ? "L" + std::to_string(level + 1) : "xs:string";
        body += numbered(10, "<xs:element name='e", "' type='" + type + "'/>");
        body += "</xs:sequence></xs:complexType>";
    }
    return schemaOf(body);
}

}  // namespace

class SchemaXsdSizeTest : public QObject {
    Q_OBJECT

private slots:
    void sharedTypesDoNotMultiply();
    void tenThousandFields();
    void sharedGroupsAreBounded();
};

void SchemaXsdSizeTest::sharedTypesDoNotMultiply() {
    const schema::Tree tree = treeOf(sharedTypes());
    QCOMPARE(countFields(*tree.root), std::size_t(72));  // the document, its element and ten for each type
    QVERIFY(schema::findField(*tree.root, "root.e0.e1.e2.e3.e4.e5.e6")->type == schema::FieldType::string);
}

void SchemaXsdSizeTest::tenThousandFields() {
    const std::string text = schemaOf("<xs:element name='r'><xs:complexType><xs:sequence>" +
                                      numbered(10'000, "<xs:element name='e", "' type='xs:string' minOccurs='0'/>\n") +
                                      "</xs:sequence></xs:complexType></xs:element>");
    QElapsedTimer timer;
    timer.start();
    const schema::Tree tree = treeOf(text);
    qInfo("10,000 fields of an XSD: %lld ms", timer.elapsed());
    QCOMPARE(countFields(*tree.root), std::size_t(10'002));
    QVERIFY(timer.elapsed() < 3000);  // 100 ms without sanitizers
}

void SchemaXsdSizeTest::sharedGroupsAreBounded() {
    const schema::Tree tree = treeOf(
        schemaOf("<xs:group name='G'><xs:sequence>" + numbered(1000, "<xs:element name='e", "' minOccurs='0'/>") +
                 "</xs:sequence></xs:group><xs:element name='r'><xs:complexType><xs:sequence>" +
                 numbered(1010, "<xs:element name='t", "'><xs:complexType><xs:group ref='G'/></xs:complexType></xs:element>") +
                 "</xs:sequence></xs:complexType></xs:element>"));
    QVERIFY(!tree.findings.empty());
    QCOMPARE(tree.findings.front().rule, std::string("schema.xsd.limit"));
    QVERIFY(countFields(*tree.root) < 5000);
}

PATCHBAY_TEST("tst_xsd_size", SchemaXsdSizeTest);

#include "tst_xsd_size.moc"
