#include "models/document/Json.h"
#include "models/schema/Tree.h"
#include "tests/support/TestMain.h"

using namespace pb;
using schema::Field;
using schema::FieldType;

namespace {

doc::DocumentPtr json(const std::string& text) {
    auto document = doc::readJson(text);
    if (!document) {
        qFatal("%s", qPrintable(document.error().print()));
    }
    return *document;
}

schema::Tree treeOf(const std::string& text) {
    const doc::DocumentPtr document = json(text);
    auto tree = schema::treeFromJsonSchema(document, document->root());
    if (!tree) {
        qFatal("%s", qPrintable(tree.error().print()));
    }
    return *tree;
}

/// One field as one line: "string? required date 1–35 …".
std::string drawn(const Field* field) {
    if (field == nullptr) {
        return "nothing";
    }
    std::string out = wordFor(field->type);
    out += field->nullable ? "?" : "";
    out += field->required ? " required" : "";
    out += field->format.empty() ? "" : " " + field->format;
    out += field->constraint.empty() ? "" : " | " + field->constraint;
    for (const std::string& choice : field->choices) {
        out += " " + choice;
    }
    return out;
}

}  // namespace

class SchemaTreeTest : public QObject {
    Q_OBJECT

private slots:
    void fields_data();
    void fields();
    void recursiveTypeIsOneField();
    void sharedTypesDoNotMultiply();
    void placesInTheFile();
    void danglingReferenceIsAFinding();
    void openApiSchema();
    void openApiKeywords();
    void tenThousandFields();
};

namespace {

const char* order = R"({
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "type": "object", "required": ["id", "lines"],
  "properties": {
    "id": {"type": "string", "minLength": 1, "maxLength": 35, "description": "Our number"},
    "ordered": {"type": ["string", "null"], "format": "date-time"},
    "currency": {"$ref": "#/$defs/currency"},
    "billTo": {"$ref": "#/$defs/party"},
    "shipTo": {"allOf": [{"$ref": "#/$defs/party"}, {"required": ["city"]}]},
    "lines": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/line"}},
    "tags": {"additionalProperties": {"type": "boolean"}},
    "price.net": {"type": "number", "exclusiveMinimum": 0}
  },
  "$defs": {
    "currency": {"enum": ["EUR", "USD"]},
    "party": {"type": "object", "properties": {"name": {"type": "string"}, "city": {"type": "string"}}, "required": ["name"]},
    "line": {"type": "object", "required": ["qty"], "properties": {
      "qty": {"type": "integer", "minimum": 1},
      "parts": {"type": "array", "items": {"$ref": "#/$defs/line"}}}}
  }
})";

}  // namespace

void SchemaTreeTest::fields_data() {
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* path, const char* expected) {
        QTest::newRow(path) << QString::fromUtf8(path) << QString::fromUtf8(expected);
    };
    row("", "object required");
    row("id", "string required | 1 to 35 characters");
    row("ordered", "string? date-time");
    row("currency", "string \"EUR\" \"USD\"");
    row("billTo.name", "string required");
    row("billTo.city", "string");
    row("shipTo.city", "string required");
    row("lines", "array required | at least 1 entry");
    row("lines[]", "object");
    row("lines[].qty", "integer required | ≥ 1");
    row("lines[].parts[].parts[].parts[].qty", "integer required | ≥ 1");
    row("tags.anything", "boolean");
    row("`price.net`", "number | > 0");
    row("price.net", "nothing");
    row("lines.qty", "nothing");
    row("lines[", "nothing");
    row("billTo.", "nothing");
    row("`unfinished", "nothing");
}

void SchemaTreeTest::fields() {
    QFETCH(QString, path);
    QFETCH(QString, expected);
    const schema::Tree tree = treeOf(order);
    QCOMPARE(QString::fromStdString(drawn(schema::findField(*tree.root, path.toStdString()))), expected);
}

void SchemaTreeTest::recursiveTypeIsOneField() {
    const schema::Tree tree = treeOf(order);
    const Field* const once = schema::findField(*tree.root, "lines[].parts[].parts");
    QCOMPARE(once, schema::findField(*tree.root, "lines[].parts[].parts[].parts"));
}

void SchemaTreeTest::sharedTypesDoNotMultiply() {
    // 24 levels, each with two fields of the next: 2^24 fields when expanded.
    std::string text = R"({"$ref": "#/$defs/t0", "$defs": {)";
    for (int i = 0; i < 24; ++i) {
        const std::string next = R"({"$ref": "#/$defs/t)" + std::to_string(i + 1) + "\"}";
        text += "\"t" + std::to_string(i) + R"(": {"properties": {"a": )" + next + R"(, "b": )" + next + "}},";
    }
    const schema::Tree tree = treeOf(text + R"("t24": {"type": "integer"}}})");
    std::string path = "a";
    for (int i = 1; i < 24; ++i) {
        path += i % 2 == 0 ? ".a" : ".b";
    }
    QCOMPARE(drawn(schema::findField(*tree.root, path)), std::string("integer"));
}

void SchemaTreeTest::placesInTheFile() {
    const schema::Tree tree = treeOf(order);
    const Field* const field = schema::findField(*tree.root, "lines[].qty");
    QCOMPARE(field->schemaPointer, std::string("/$defs/line/properties/qty"));
    QCOMPARE(field->place.line, 18);
    QCOMPARE(field->place.column, 14);
    QCOMPARE(schema::findField(*tree.root, "id")->documentation, std::string("Our number"));
}

void SchemaTreeTest::danglingReferenceIsAFinding() {
    const schema::Tree tree = treeOf(R"({"properties": {"a": {"$ref": "#/nowhere"}, "b": {"type": "null"}}})");
    QCOMPARE(tree.findings.size(), std::size_t(1));
    QCOMPARE(drawn(schema::findField(*tree.root, "a")), std::string("any"));
    QCOMPARE(drawn(schema::findField(*tree.root, "b")), std::string("null"));
}

void SchemaTreeTest::openApiSchema() {
    const doc::DocumentPtr api = json(R"({"openapi": "3.0.1", "components": {"schemas": {
        "Order": {"properties": {"payment": {"oneOf": [{"$ref": "#/components/schemas/Card"}, {"$ref": "#/components/schemas/Iban"}]}}},
        "Card": {"type": "object", "required": ["number"], "properties": {"number": {"type": "string", "nullable": true}}},
        "Iban": {"type": "object", "properties": {"iban": {"type": "string"}}}}}})");
    const auto tree = schema::treeFromJsonSchema(api, api->root().follow("/components/schemas/Order"));
    QVERIFY_RESULT(tree);
    QCOMPARE(drawn(schema::findField(*tree->root, "payment.number")), std::string("string?"));
    QCOMPARE(drawn(schema::findField(*tree->root, "payment.iban")), std::string("string"));
}

void SchemaTreeTest::openApiKeywords() {
    const schema::Tree tree = treeOf(R"({"type": "object", "discriminator": {"propertyName": "kind"}, "properties": {
        "kind": {"type": "string"}, "id": {"type": "integer", "minimum": 1, "readOnly": true}, "secret": {"writeOnly": true}}})");
    QCOMPARE(tree.root->constraint, std::string("told apart by `kind`"));
    QCOMPARE(drawn(schema::findField(*tree.root, "id")), std::string("integer | read only, ≥ 1"));
    QCOMPARE(drawn(schema::findField(*tree.root, "secret")), std::string("any | write only"));
}

void SchemaTreeTest::tenThousandFields() {
    std::string text = R"({"properties": {"first": {})";
    for (int i = 0; i < 10'000; ++i) {
        text += ",\n\"field" + std::to_string(i) + R"(": {"type": "string", "maxLength": 10})";
    }
    const schema::Tree tree = treeOf(text + "}}");
    QCOMPARE(tree.root->children.size(), std::size_t(10'001));
    QCOMPARE(tree.root->child("field9999")->place.line, 10'001);
}

PATCHBAY_TEST("tst_tree", SchemaTreeTest);

#include "tst_tree.moc"
