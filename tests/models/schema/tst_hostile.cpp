#include "models/document/Json.h"
#include "models/schema/TreeImport.h"
#include "models/schema/XsdValidator.h"
#include "tests/support/TestMain.h"

#include <algorithm>
#include <ctime>

using namespace pb;

/// Schemas and documents that are made to hang, overflow or eat all memory: each ends soon, and says which limit it hit.
class HostileTest : public QObject {
    Q_OBJECT

private slots:
    void documents_data();
    void documents();
    void trees_data();
    void trees();
    void xsd_data();
    void xsd();
};

namespace {

constexpr double longest = 20;  ///< seconds of processor time, with sanitizers; each takes a small part of it

double seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

std::string repeated(const std::string& text, int count) {
    std::string all;
    for (int i = 0; i < count; ++i) {
        all += text;
    }
    return all;
}

/// "text0,text1,…" with # for the number.
std::string numbered(const std::string& text, int count, const char* separator = ",") {
    std::string all;
    for (int i = 0; i < count; ++i) {
        all += i == 0 ? "" : separator;
        for (const char c : text) {
            c == '#' ? all += std::to_string(i) : all += c;
        }
    }
    return all;
}

/// `expected`: "valid", "invalid", "refused" for a document that cannot be read, or words of the limit's sentence.
void row(const char* name, const std::string& schema, const std::string& instance, const char* expected) {
    QTest::newRow(name) << QByteArray::fromStdString(schema) << QByteArray::fromStdString(instance) << QString::fromLatin1(expected);
}

void deepRows() {
    const std::string nested = repeated("[", 999) + repeated("]", 999);
    row("deep instance", R"({"items": {"$ref": "#"}, "type": "array"})", nested, "valid");
    row("deeper than documents may be", "true", repeated("[", 5000) + repeated("]", 5000), "refused");
    row("deep schema", repeated(R"({"not": )", 900) + "true" + repeated("}", 900), "1", "valid");
    row("deep schema of allOf", repeated(R"({"allOf": [)", 450) + "false" + repeated("]}", 450), "1", "invalid");
    row("deep instance, several evaluations a level",
        R"({"$defs": {"a": {"allOf": [{"$ref": "#/$defs/b"}]}, "b": {"allOf": [{"items": {"$ref": "#/$defs/a"}}]}}, "$ref": "#/$defs/a"})",
        nested, "nested schema evaluations");
}

void cyclicRows() {
    row("refers to itself", R"({"$ref": "#"})", "1", "nested schema evaluations");
    row("refers to itself over two others", R"({"$ref": "#/$defs/a", "$defs": {"a": {"$ref": "#/$defs/b"}, "b": {"$ref": "#/$defs/a"}}})", "1",
        "nested schema evaluations");
    row("contains itself", R"({"allOf": [{"$ref": "#"}]})", "1", "nested schema evaluations");
    row("is not itself", R"({"not": {"$ref": "#"}})", "1", "nested schema evaluations");
    row("depends on itself", R"({"dependentSchemas": {"a": {"$ref": "#"}}})", R"({"a": 1})", "nested schema evaluations");
    row("dynamic circle", R"({"$dynamicAnchor": "x", "$dynamicRef": "#x"})", "1", "nested schema evaluations");
    std::string doubling;
    for (int i = 0; i < 60; ++i) {
        const std::string next = std::to_string(i + 1);
        doubling += R"("a)" + std::to_string(i) + R"(": {"anyOf": [{"$ref": "#/$defs/a)" + next + R"("}, {"$ref": "#/$defs/a)" + next + R"("}]},)";
    }
    row("each level doubles the work", R"({"$ref": "#/$defs/a0", "$defs": {)" + doubling + R"("a60": false}})", "1", "schema evaluations");
}

void wideRows() {
    row("a hundred thousand properties", R"({"properties": {)" + numbered(R"("p#": {"type": "integer"})", 100'000) + "}}",
        "{" + numbered(R"("p#": 1)", 100'000) + "}", "valid");
    row("a hundred thousand required names", R"({"required": [)" + numbered(R"("p#")", 100'000) + "]}", R"({"p1": 1})", "invalid");
    row("a hundred thousand choices", R"({"enum": [)" + numbered("#", 100'000) + "]}", "99999", "valid");
    row("a million texts, none of them", R"({"enum": [)" + numbered("\"t#\"", 1'000'000) + "]}", "\"x\"", "invalid");
    row("a thousand large choices", R"({"enum": [)" + numbered(R"([#, {"a": [1, 2, 3]}])", 1'000) + "]}", R"([1000, {"a": [1, 2, 3]}])", "invalid");
    row("a hundred thousand different entries", R"({"uniqueItems": true})", "[" + numbered(R"({"a": #})", 100'000) + "]", "valid");
    row("hundreds of patterns for hundreds of names", R"({"patternProperties": {)" + numbered(R"("^x#$": false)", 300) + "}}",
        "{" + numbered(R"("y#": 1)", 300) + "}", "valid");
    row("ten thousand alternatives", R"({"oneOf": [)" + numbered(R"({"const": #})", 10'000) + "]}", "[10001]", "invalid");
    row("names that hash alike", R"({"properties": {)" + numbered(R"("Aa#BB": true)", 50'000) + "}}", "{" + numbered(R"("BB#Aa": 1)", 50'000) + "}", "valid");
}

void textRows() {
    const std::string many = repeated("a", 50'000);
    row("catastrophic pattern", R"({"pattern": "^(a+)+$"})", "\"" + many + "!\"", "invalid");
    row("catastrophic alternatives", R"({"pattern": "^(a|aa|a?)*b$"})", "\"" + many + "\"", "invalid");
    row("pattern with a backward reference", R"({"pattern": "^(a+)+\\1b$"})", "\"" + repeated("a", 5'000) + "\"", "regular expression");
    row("pattern that looks ahead", R"({"pattern": "^(?=(a+)+$)b"})", "\"" + many + "\"", "invalid");
    row("nested repetitions", R"({"pattern": "((((a{0,100}){0,100}){0,100}){0,100}){0,100}b"})", "\"" + many + "\"", "");
    row("a long text in every format",
        R"({"$schema": "https://json-schema.org/draft/2020-12/schema", "allOf": [)" +
            [] {
                std::string all;
                for (const char* format : {"email", "idn-email", "hostname", "idn-hostname", "uri", "iri", "uri-template", "regex", "ipv6",
                                           "date-time", "duration", "json-pointer", "uuid"}) {
                    all += std::string(all.empty() ? "" : ",") + R"({"not": {"format": ")" + format + "\"}}";
                }
                return all;
            }() + "]}",
        "\"" + many + "\"", "");
    row("a number of a hundred thousand digits", R"({"multipleOf": 7})", repeated("9", 100'000), "");
    row("an exponent beyond all numbers", R"({"multipleOf": 0.01, "maximum": 1e400})", "1e999999999999", "invalid");
    row("a tiny step", R"({"multipleOf": 1e-999999999})", "1e999999999", "");
}

}  // namespace

void HostileTest::documents_data() {
    QTest::addColumn<QByteArray>("schema");
    QTest::addColumn<QByteArray>("instance");
    QTest::addColumn<QString>("expected");
    deepRows();
    cyclicRows();
    wideRows();
    textRows();
}

void HostileTest::documents() {
    QFETCH(QByteArray, schema);
    QFETCH(QByteArray, instance);
    QFETCH(QString, expected);
    const double begin = seconds();
    const auto document = doc::readJson(instance.toStdString());
    QCOMPARE(document.has_value(), expected != u"refused");
    if (!document) {
        QVERIFY(document.error().sentence.contains(u"1000"));
        return;
    }
    const auto text = doc::readJson(schema.toStdString());
    QVERIFY_RESULT(text);
    schema::CompileOptions options;
    options.assertFormats = true;
    const auto validator = schema::Validator::compile(*text, (*text)->root(), options);
    QVERIFY_RESULT(validator);
    const bool isValid = validator->isValid((*document)->root());
    const auto violations = validator->violations((*document)->root());
    QCOMPARE(violations.empty(), isValid);
    QVERIFY(validator->output((*document)->root(), schema::OutputFormat::basic).size() > 0);
    QVERIFY2(seconds() - begin < longest, qPrintable(QString::number(seconds() - begin)));
    const auto atLimit = std::find_if(violations.begin(), violations.end(), [](const auto& each) { return !each.limit.isEmpty(); });
    const QString sentence = violations.empty() ? QString() : (atLimit == violations.end() ? violations.begin() : atLimit)->sentence();
    if (expected == u"valid" || expected == u"invalid") {
        QVERIFY2(isValid == (expected == u"valid"), qPrintable(sentence));
        QVERIFY2(!sentence.startsWith(u"The check was not finished"), qPrintable(sentence));
    } else if (!expected.isEmpty()) {
        QVERIFY2(sentence.startsWith(u"The check was not finished. The"), qPrintable(sentence));
        QVERIFY2(sentence.contains(expected), qPrintable(sentence));
    }
}

void HostileTest::trees_data() {
    QTest::addColumn<QByteArray>("language");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("isLimited");
    const auto row = [](const char* name, const char* language, const std::string& text, bool isLimited = false) {
        QTest::newRow(name) << QByteArray(language) << QByteArray::fromStdString(text) << isLimited;
    };
    row("JSON Schema that refers to itself", "json-schema", R"({"$ref": "#"})");
    row("JSON Schema that contains itself", "json-schema", R"({"allOf": [{"$ref": "#"}, {"properties": {"a": {"$ref": "#"}}}]})");
    row("deep JSON Schema", "json-schema", repeated(R"({"properties": {"a": )", 490) + "{}" + repeated("}}", 490));
    row("twenty thousand properties", "json-schema", R"({"properties": {)" + numbered(R"("p#": {"type": "integer"})", 20'000) + "}}");
    row("a hundred thousand choices", "json-schema", R"({"enum": [)" + numbered("#", 100'000) + "]}");
    row("alternatives that share all", "json-schema",
        R"({"$defs": {"x": {"properties": {"a": {"$ref": "#/$defs/x"}}}}, "anyOf": [{})" + repeated(R"(, {"$ref": "#/$defs/x"})", 10'000) + "]}");
    row("deep Avro", "avro", repeated(R"({"type": "array", "items": )", 900) + "\"int\"" + repeated("}", 900));
    row("Avro that contains itself", "avro",
        R"({"type": "record", "name": "R", "fields": [)" + numbered(R"({"name": "f#", "type": "R"})", 5'000) + "]}", true);
    row("Protobuf that contains itself", "protobuf",
        R"(syntax = "proto3"; message R { )" + numbered("R f# = 1#;", 5'000, " ") + "}", true);
    const auto withReferences = [](std::string schema) {
        std::replace(schema.begin(), schema.end(), '~', '#');  // `numbered` takes each # for the number
        return schema;
    };
    row("properties of one type with three thousand members", "json-schema",
        withReferences(R"({"$defs": {"R": {"properties": {)" + numbered(R"("f#": {"$ref": "~/$defs/R"})", 3'000) +
                       R"(}}}, "$ref": "~/$defs/R"})"));
    row("a thousand members, with another one required each time", "json-schema",
        withReferences(R"({"$defs": {"R": {"properties": {)" + numbered(R"("f#": {})", 1'000) + R"(}}}, "properties": {)" +
                       numbered(R"("g#": {"$ref": "~/$defs/R", "required": ["f#"]})", 1'010) + "}}"), true);
    row("deep Protobuf", "protobuf", R"(syntax = "proto3"; )" + repeated("message M { ", 2'000) + repeated("}", 2'000));
    row("a table of a hundred thousand columns", "csv", numbered("c#", 100'000) + "\n" + numbered("#", 100'000) + "\n");
}

void HostileTest::trees() {
    QFETCH(QByteArray, language);
    QFETCH(QByteArray, text);
    QFETCH(bool, isLimited);
    const double begin = seconds();
    const auto tree = schema::openSchema("schema.proto", language.toStdString(), [&](const std::string&) -> Result<std::string> {
        return text.toStdString();
    });
    QVERIFY2(seconds() - begin < longest, qPrintable(QString::number(seconds() - begin)));
    if (!tree) {
        QVERIFY2(tree.error().sentence.contains(u"limit"), qPrintable(tree.error().print()));
        return;
    }
    QCOMPARE(!tree->findings.empty() && tree->findings.front().rule == "schema.limit", isLimited);
}

void HostileTest::xsd_data() {
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<QString>("expected");  // words of a sentence; empty: any violation will do
    const auto row = [](const char* name, const std::string& body, const std::string& message = {}, const char* expected = "") {
        const std::string text = message.empty() ? "{\"a\": \"" + repeated("a", 3'000) + "\"}" : message;
        QTest::newRow(name) << QByteArray::fromStdString(body) << QByteArray::fromStdString(text) << QString::fromLatin1(expected);
    };
    const auto pattern = [&](const char* text) {
        const std::string type = R"(<xs:simpleType><xs:restriction base="xs:string"><xs:pattern value=")" + std::string(text) +
                                 R"("/></xs:restriction></xs:simpleType>)";
        row(text, R"(<xs:element name="a">)" + type + "</xs:element>", {}, "is not accepted by the pattern");
    };
    row("a million of one element",
        R"(<xs:element name="a"><xs:complexType><xs:sequence><xs:element name="b" maxOccurs="1000000"/></xs:sequence></xs:complexType></xs:element>)");
    row("a thousand sequences of a thousand",
        R"(<xs:element name="a"><xs:complexType><xs:sequence minOccurs="1000" maxOccurs="1000"><xs:sequence minOccurs="1000" maxOccurs="1000">
        <xs:element name="b"/><xs:element name="c"/></xs:sequence></xs:sequence></xs:complexType></xs:element>)");
    row("sequences of sequences, each wrong",
        R"(<xs:element name="a"><xs:complexType><xs:sequence><xs:element name="d" maxOccurs="unbounded"><xs:complexType>
        <xs:sequence><xs:sequence minOccurs="0" maxOccurs="50"><xs:sequence minOccurs="0" maxOccurs="50"><xs:element name="b" minOccurs="2" maxOccurs="50"/>
        </xs:sequence></xs:sequence><xs:element name="c"/></xs:sequence></xs:complexType></xs:element></xs:sequence></xs:complexType></xs:element>)",
        R"({"a": {"d": [)" + numbered(R"({"b": [)" + numbered("#", 200) + R"(], "z": #})", 500) + "]}}", "repetitions inside of repetitions");
    pattern("(a|a)*(a|a)*(a|a)*b");
    pattern("(a|aa)*b");
    pattern("(([a-z])+.)+[A-Z]([a-z])+");
    pattern("(a{2,4}b?)*c");
    pattern(".*a.*a.*a.*a.*b");
    row("a pattern of counts", R"(<xs:element name="a"><xs:simpleType><xs:restriction base="xs:string">
        <xs:pattern value="((a{1,1000}){1,1000}){1,1000}b"/></xs:restriction></xs:simpleType></xs:element>)");
    row("a hundred thousand choices", R"(<xs:element name="a"><xs:simpleType><xs:restriction base="xs:string">)" +
                                          numbered(R"(<xs:enumeration value="v#"/>)", 100'000, "") +
                                          R"(</xs:restriction></xs:simpleType></xs:element>)");
    std::string chain;
    for (int i = 0; i < 500; ++i) {
        chain += "<xs:simpleType name='t" + std::to_string(i) + "'><xs:restriction base='t" + std::to_string(i + 1) +
                 "'><xs:pattern value='[a-y]*'/></xs:restriction></xs:simpleType>";
    }
    row("types built on five hundred others", chain + "<xs:simpleType name='t500'><xs:restriction base='xs:string'/></xs:simpleType>"
                                                      "<xs:element name='a' type='t0'/>");
}

void HostileTest::xsd() {
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, message);
    QFETCH(QString, expected);
    const double begin = seconds();
    const std::string text = R"(<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">)" + body.toStdString() + "</xs:schema>";
    QVERIFY(schema::treeFromXsd(text, "a.xsd"));
    const auto validator = schema::XsdValidator::compile(text, "a.xsd");
    QVERIFY2(seconds() - begin < longest, qPrintable(QString::number(seconds() - begin)));
    QVERIFY(validator || validator.error().sentence.contains(u"limit") || validator.error().sentence.contains(u"more than"));
    QVERIFY(validator || expected.isEmpty());
    if (validator) {
        const auto document = doc::readJson(message.toStdString());
        const auto violations = validator->violations((*document)->root());
        QVERIFY(!violations.empty());
        QVERIFY2(violations.back().sentence.contains(expected), qPrintable(violations.back().sentence));
        QVERIFY2(seconds() - begin < longest, qPrintable(QString::number(seconds() - begin)));
    }
}

PATCHBAY_TEST("tst_hostile", HostileTest);

#include "tst_hostile.moc"
