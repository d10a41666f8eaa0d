#include "models/base/Text.h"
#include "models/schema/Diff.h"
#include "models/schema/TreeImport.h"
#include "tests/support/TestMain.h"

#include <map>

using namespace pb;
using schema::Field;

namespace {

schema::Tree avroTree(const std::string& text) {
    auto tree = schema::treeFromAvro(text);
    if (!tree) {
        qFatal("%s", qPrintable(tree.error().print()));
    }
    return *tree;
}

schema::FileLoader loaderOf(std::map<std::string, std::string> files) {
    return [files = std::move(files)](const std::string& path) -> Result<std::string> {
        const auto found = files.find(path);
        return found != files.end() ? Result<std::string>(found->second)
                                    : Result<std::string>(fail(ErrorCode::notFound, QStringLiteral("Not there.")));
    };
}

schema::Tree protoTree(const std::string& text, const char* message = "") {
    auto tree = schema::treeFromProtobuf("a.proto", loaderOf({{"a.proto", text}}), message);
    if (!tree) {
        qFatal("%s", qPrintable(tree.error().print()));
    }
    return *tree;
}

QString drawn(const Field* field) {
    if (!field) {
        return QStringLiteral("nothing");
    }
    QString text = QString::fromLatin1(schema::wordFor(field->type));
    text += field->nullable ? u"?" : u"";
    text += field->required ? u" required" : u"";
    text += field->format.empty() ? QString() : u' ' + qs(field->format);
    text += field->typeName.empty() ? QString() : u" (" + qs(field->typeName) + u')';
    for (const std::string& choice : field->choices) {
        text += u' ' + qs(choice);
    }
    text += field->defaultValue.empty() ? QString() : u" = " + qs(field->defaultValue);
    return text;
}

const char* order = R"({"type": "record", "name": "Order", "namespace": "shop", "fields": [
  {"name": "id", "type": "long", "doc": "Our number"},
  {"name": "note", "type": ["null", "string"], "default": null},
  {"name": "state", "type": {"type": "enum", "name": "State", "symbols": ["NEW", "PAID"]}, "default": "NEW"},
  {"name": "total", "type": {"type": "bytes", "logicalType": "decimal", "precision": 13, "scale": 2}},
  {"name": "placed", "type": {"type": "long", "logicalType": "timestamp-millis"}},
  {"name": "lines", "type": {"type": "array", "items": {"type": "record", "name": "Line", "fields": [
     {"name": "sku", "type": "string", "aliases": ["article"]},
     {"name": "parts", "type": {"type": "array", "items": "Line"}}]}}},
  {"name": "tags", "type": {"type": "map", "values": "boolean"}},
  {"name": "pay", "type": [{"type": "record", "name": "Card", "fields": [{"name": "number", "type": "string"}]},
                           {"type": "record", "name": "Iban", "fields": [{"name": "iban", "type": "string"}]}]},
  {"name": "hash", "type": {"type": "fixed", "name": "Hash", "size": 16}},
  {"name": "mixed", "type": ["string", "int"]}]})";

const char* proto = R"(syntax = "proto3";
package shop;
import "google/protobuf/timestamp.proto";
import "google/protobuf/wrappers.proto";
// What a customer wants.
message Order {
  int64 order_id = 1;
  repeated Line lines = 2;
  map<string, bool> tags = 3;
  google.protobuf.Timestamp placed_at = 4;
  google.protobuf.StringValue note = 5;
  State state = 6;
  oneof pay { string card = 7; bytes iban = 8; }
  enum State { UNKNOWN = 0; PAID = 1; }
}
message Line { string sku = 1; Line part = 2; uint32 qty = 3; }
)";

}  // namespace

class SchemaAvroProtobufTest : public QObject {
    Q_OBJECT

private slots:
    void avroFields_data();
    void avroFields();
    void avroRecursionIsOneField();
    void avroPlacesAndAliases();
    void avroRenameWithAlias();
    void protobufFields_data();
    void protobufFields();
    void protobufPlaces();
    void protobufRename();
    void brokenSchemas();
};

void SchemaAvroProtobufTest::avroFields_data() {
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* path, const char* expected) {
        QTest::newRow(path) << QString::fromUtf8(path) << QString::fromUtf8(expected);
    };
    row("id", "integer required (long)");
    row("note", "string? (string) = null");
    row("state", "string (shop.State) \"NEW\" \"PAID\" = \"NEW\"");
    row("total", "number required decimal(13,2) (bytes)");
    row("placed", "string required date-time (long)");
    row("lines", "array required (array)");
    row("lines[]", "object (shop.Line)");
    row("lines[].sku", "string required (string)");
    row("tags.anything", "boolean (boolean)");
    row("pay.`shop.Card`.number", "string required (string)");
    row("pay.`shop.Iban`", "object (shop.Iban)");
    row("hash", "string required base64 (shop.Hash)");
    row("mixed", "any required");
}

void SchemaAvroProtobufTest::avroFields() {
    QFETCH(QString, path);
    QFETCH(QString, expected);
    const schema::Tree tree = avroTree(order);
    QCOMPARE(drawn(schema::findField(*tree.root, path.toStdString())), expected);
}

void SchemaAvroProtobufTest::avroRecursionIsOneField() {
    const schema::Tree tree = avroTree(order);
    const Field* const once = schema::findField(*tree.root, "lines[].parts[].sku");
    QVERIFY(once);
    QCOMPARE(once, schema::findField(*tree.root, "lines[].sku"));
}

void SchemaAvroProtobufTest::avroPlacesAndAliases() {
    const schema::Tree tree = avroTree(order);
    const Field* const id = schema::findField(*tree.root, "id");
    QCOMPARE(id->place.line, 2);
    QCOMPARE(id->documentation, std::string("Our number"));
    QCOMPARE(schema::findField(*tree.root, "lines[].parts")->schemaPointer, std::string("/fields/5/type/items/fields/1"));
    QCOMPARE(schema::findField(*tree.root, "lines[].sku")->aliases, std::vector<std::string>{"article"});
}

void SchemaAvroProtobufTest::avroRenameWithAlias() {
    const schema::Tree old = avroTree(R"({"type": "record", "name": "A", "fields": [{"name": "x", "type": "int"}]})");
    const schema::Tree now =
        avroTree(R"({"type": "record", "name": "A", "fields": [{"name": "quite", "type": "int", "aliases": ["x"]}]})");
    const auto changes = schema::diff(old, now);
    QCOMPARE(changes.size(), std::size_t(1));
    QCOMPARE(changes[0].kind, schema::ChangeKind::renamed);
    QCOMPARE(QString::fromLatin1(changes[0].breaks()), QStringLiteral("reader"));
}

void SchemaAvroProtobufTest::protobufFields_data() {
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* path, const char* expected) {
        QTest::newRow(path) << QString::fromUtf8(path) << QString::fromUtf8(expected);
    };
    row("Order.orderId", "integer (int64)");
    row("Order.lines", "array");
    row("Order.lines[]", "object (shop.Line)");
    row("Order.lines[].part.part.qty", "integer (uint32)");
    row("Order.tags", "object (map)");
    row("Order.tags.anything", "boolean (bool)");
    row("Order.placedAt", "string date-time (google.protobuf.Timestamp)");
    row("Order.note", "string? (google.protobuf.StringValue)");
    row("Order.state", "string (shop.Order.State) \"UNKNOWN\" \"PAID\"");
    row("Order.iban", "string base64 (bytes)");
    row("Line", "nothing");
}

void SchemaAvroProtobufTest::protobufFields() {
    QFETCH(QString, path);
    QFETCH(QString, expected);
    const schema::Tree tree = protoTree(proto);
    QCOMPARE(drawn(schema::findField(*tree.root, path.toStdString())), expected);
}

void SchemaAvroProtobufTest::protobufPlaces() {
    const schema::Tree tree = protoTree(proto, "shop.Order");
    const Field* const lines = schema::findField(*tree.root, "lines");
    QCOMPARE(lines->place.print(), QStringLiteral("a.proto:8:3"));
    QCOMPARE(lines->number, 2U);
    QCOMPARE(tree.root->documentation, std::string("What a customer wants."));
    QCOMPARE(schema::findField(*tree.root, "card")->constraint, std::string("one of “pay”"));
}

void SchemaAvroProtobufTest::protobufRename() {
    const schema::Tree old = protoTree("syntax = \"proto3\"; message A { string x = 1; int32 y = 2; }", "A");
    const schema::Tree now = protoTree("syntax = \"proto3\"; message A { string quite = 1; int32 y = 2; }", "A");
    const auto changes = schema::diff(old, now);
    QCOMPARE(changes.size(), std::size_t(1));
    QCOMPARE(changes[0].kind, schema::ChangeKind::renamed);
    QCOMPARE(QString::fromLatin1(changes[0].breaks()), QStringLiteral("neither"));
}

void SchemaAvroProtobufTest::brokenSchemas() {
    const auto avro =
        schema::treeFromAvro("{\"type\": \"record\",\n \"name\": \"A\", \"fields\": [{\"name\": \"x\", \"type\": \"nothing\"}]}");
    QVERIFY(!avro);
    QCOMPARE(avro.error().place.line, 2);
    const auto text = "syntax = \"proto3\";\nmessage A { Nothing x = 1; }";
    const auto broken = schema::treeFromProtobuf("a.proto", loaderOf({{"a.proto", text}}));
    QVERIFY(!broken);
    QCOMPARE(broken.error().place.line, 2);
    QVERIFY(!schema::treeFromProtobuf("gone.proto", loaderOf({})));
    QVERIFY(!schema::treeFromProtobuf("a.proto", loaderOf({{"a.proto", proto}}), "shop.Nothing"));
}

PATCHBAY_TEST("tst_avro_protobuf", SchemaAvroProtobufTest);

#include "tst_avro_protobuf.moc"
