#include "models/base/Text.h"
#include "models/document/Json.h"
#include "models/document/avro/Schema.h"
#include "models/schema/Compatibility.h"
#include "tests/support/TestMain.h"

#include <algorithm>
#include <map>

using namespace pb;
using schema::Compatibility;
using schema::Incompatibility;

namespace {

doc::avro::SchemaPtr avro(std::string text) {
    auto schema = doc::avro::Schema::parse(std::move(text));
    if (!schema) {
        qFatal("%s", qPrintable(schema.error().print()));
    }
    return *schema;
}

schema::FileLoader loaderOf(std::map<std::string, std::string> files) {
    return [files = std::move(files)](const std::string& path) -> Result<std::string> {
        const auto found = files.find(path);
        return found != files.end() ? Result<std::string>(found->second)
                                    : Result<std::string>(fail(ErrorCode::notFound, QStringLiteral("Not there.")));
    };
}

/// Messages of two files, in proto3 unless they say otherwise.
std::map<std::string, std::string> protos(const char* old, const char* now) {
    const auto file = [](const std::string& text) { return text.starts_with("syntax") ? text : "syntax = \"proto3\";\n" + text; };
    return {{"old.proto", file(old)}, {"new.proto", file(now)}};
}

}  // namespace

class SchemaCompatibilityTest : public QObject {
    Q_OBJECT

private slots:
    void avroPairs_data();
    void avroPairs();
    void avroPlaces();
    void avroTransitive();
    void deepSchemasEnd();
    void protobufRules_data();
    void protobufRules();
    void directions();
};

void SchemaCompatibilityTest::avroPairs_data() {
    QTest::addColumn<QString>("reader");
    QTest::addColumn<QString>("writer");
    QTest::addColumn<bool>("compatible");
    const auto pairs = doc::readJson(test::sourceFile("tests/cases/schema/avro-pairs.json"));
    QVERIFY(pairs.has_value());
    QVERIFY((*pairs)->root().size() >= 60);
    for (const doc::Value pair : (*pairs)->root().children()) {
        QTest::newRow(std::string(pair.find("name").text()).c_str())
            << qs(pair.find("reader").raw()) << qs(pair.find("writer").raw()) << pair.find("compatible").boolean();
    }
}

/// The verdicts are those of Avro's Java library: tests/services/avro.
void SchemaCompatibilityTest::avroPairs() {
    QFETCH(QString, reader);
    QFETCH(QString, writer);
    QFETCH(bool, compatible);
    const auto found = schema::avroIncompatibilities(*avro(reader.toStdString()), *avro(writer.toStdString()));
    const bool isGood =
        std::none_of(found.begin(), found.end(), [](const Incompatibility& each) { return each.severity == Severity::error; });
    QVERIFY2(isGood == compatible, found.empty() ? "nothing found" : qPrintable(found.front().sentence));
}

void SchemaCompatibilityTest::avroPlaces() {
    const auto reader = avro("{\"type\": \"record\", \"name\": \"R\", \"fields\": [\n {\"name\": \"a\", \"type\": \"int\"}]}");
    const auto writer =
        avro("{\"type\": \"record\", \"name\": \"R\", \"fields\": [\n\n  {\"name\": \"a\", \"type\": \"string\"}]}");
    const auto found = schema::avroIncompatibilities(*reader, *writer);
    QCOMPARE(found.size(), std::size_t(1));
    QCOMPARE(found[0].path, std::string("a"));
    QCOMPARE(found[0].rule, std::string("avro.type"));
    QCOMPARE(found[0].reader.line, 2);
    QCOMPARE(found[0].writer.line, 3);
}

void SchemaCompatibilityTest::avroTransitive() {
    const auto record = [](const char* fields) {
        return std::string(R"({"type": "record", "name": "R", "fields": [)") + fields + "]}";
    };
    const auto load = loaderOf({{"1.avsc", record(R"({"name": "a", "type": "int"})")},
                                {"2.avsc", record(R"({"name": "a", "type": "int"}, {"name": "b", "type": "int", "default": 1})")},
                                {"3.avsc", record(R"({"name": "a", "type": "int"}, {"name": "b", "type": "int"})")}});
    const std::vector<std::string> files{"1.avsc", "2.avsc", "3.avsc"};
    QCOMPARE(schema::checkCompatibility(files, Compatibility::backward, false, load)->size(), std::size_t(0));
    const auto found = schema::checkCompatibility(files, Compatibility::backward, true, load);
    QCOMPARE(found->size(), std::size_t(1));
    QCOMPARE(found->front().writerFile, std::string("1.avsc"));
    QVERIFY(!schema::checkCompatibility({"1.avsc"}, Compatibility::full, false, load));
    QVERIFY(!schema::checkCompatibility({"1.avsc", "gone.avsc"}, Compatibility::full, false, load));
}

void SchemaCompatibilityTest::deepSchemasEnd() {
    const auto chain = [](const char* leaf) {
        std::string text =
            "[{\"type\": \"record\", \"name\": \"R0\", \"fields\": [{\"name\": \"f\", \"type\": \"" + std::string(leaf) + "\"}]}";
        for (int i = 1; i < 5000; ++i) {
            text += ", {\"type\": \"record\", \"name\": \"R" + std::to_string(i) +
                    "\", \"fields\": [{\"name\": \"f\", \"type\": \"R" + std::to_string(i - 1) + "\"}]}";
        }
        return avro(R"({"type": "record", "name": "Top", "fields": [{"name": "all", "type": )" + text +
                    "]}, {\"name\": \"f\", \"type\": \"R4999\"}]}");
    };
    const auto reader = chain("int"), writer = chain("long");
    QVERIFY(!schema::avroIncompatibilities(*reader, *writer).empty());
}

void SchemaCompatibilityTest::protobufRules_data() {
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("after");
    QTest::addColumn<QString>("expected");  // of the new schema reading data of the old one
    const auto row = [](const char* name, const char* before, const char* after, const char* expected) {
        QTest::newRow(name) << QString::fromUtf8(before) << QString::fromUtf8(after) << QString::fromUtf8(expected);
    };
    row("the same", "message A { int32 x = 1; }", "message A { int32 x = 1; }", "");
    row("field added", "message A { int32 x = 1; }", "message A { int32 x = 1; string y = 2; }", "");
    row("field removed, reserved", "message A { int32 x = 1; }", "message A { reserved 1; }", "");
    row("field removed", "message A { int32 x = 1; }", "message A { }", "warning protobuf.unknown");
    row("wider number", "message A { int32 x = 1; }", "message A { int64 x = 1; }", "");
    row("narrower number", "message A { int64 x = 1; }", "message A { int32 x = 1; }", "warning protobuf.width");
    row("number to bool", "message A { int32 x = 1; }", "message A { bool x = 1; }", "warning protobuf.width");
    row("zigzag", "message A { int32 x = 1; }", "message A { sint32 x = 1; }", "error protobuf.type");
    row("fixed", "message A { fixed32 x = 1; }", "message A { sfixed32 x = 1; }", "");
    row("fixed and varint", "message A { fixed32 x = 1; }", "message A { int32 x = 1; }", "error protobuf.type");
    row("string to bytes", "message A { string x = 1; }", "message A { bytes x = 1; }", "");
    row("bytes to string", "message A { bytes x = 1; }", "message A { string x = 1; }", "warning protobuf.type");
    row("message to bytes", "message A { B x = 1; } message B { }", "message A { bytes x = 1; } message B { }", "");
    row("message to string", "message A { B x = 1; } message B { }", "message A { string x = 1; } message B { }",
        "error protobuf.type");
    row("renamed", "message A { int32 x = 1; }", "message A { int32 y = 1; }", "warning protobuf.name");
    row("renumbered", "message A { int32 x = 1; }", "message A { int32 x = 2; }", "error protobuf.number");
    row("one to list", "message A { int32 x = 1; }", "message A { repeated int32 x = 1; }", "");
    row("list to one", "message A { repeated string x = 1; }", "message A { string x = 1; }", "warning protobuf.repeated");
    row("packed list to one", "message A { repeated int32 x = 1; }", "message A { int32 x = 1; }", "error protobuf.repeated");
    row("into a oneof", "message A { int32 x = 1; int32 y = 2; }", "message A { oneof o { int32 x = 1; int32 y = 2; } }",
        "warning protobuf.oneof, warning protobuf.oneof");
    row("enum value removed", "enum E { Z = 0; A = 1; }", "enum E { Z = 0; }", "warning protobuf.value");
    row("enum value renamed", "enum E { Z = 0; A = 1; }", "enum E { Z = 0; B = 1; }", "warning protobuf.value.name");
    row("message gone", "message A { }", "message B { }", "error protobuf.message");
    row("nested", "message A { message N { int32 x = 1; } }", "message A { message N { string x = 1; } }", "error protobuf.type");
    row("now required", "syntax = \"proto2\"; message A { optional int32 x = 1; }",
        "syntax = \"proto2\"; message A { required int32 x = 1; }", "error protobuf.required");
    row("required field added", "syntax = \"proto2\"; message A { }", "syntax = \"proto2\"; message A { required int32 x = 1; }",
        "error protobuf.required");
}

void SchemaCompatibilityTest::protobufRules() {
    QFETCH(QString, before);
    QFETCH(QString, after);
    QFETCH(QString, expected);
    const auto files = protos(before.toUtf8().constData(), after.toUtf8().constData());
    const auto found = schema::checkCompatibility({"old.proto", "new.proto"}, Compatibility::backward, false, loaderOf(files));
    QVERIFY2(found.has_value(), found ? "" : qPrintable(found.error().print()));
    QStringList drawn;
    for (const auto& each : *found) {
        drawn << (each.what.severity == Severity::error ? QStringLiteral("error ") : QStringLiteral("warning ")) +
                     qs(each.what.rule);
        QVERIFY(each.what.writer.line > 0);
    }
    QCOMPARE(drawn.join(QStringLiteral(", ")), expected);
}

void SchemaCompatibilityTest::directions() {
    const auto load = loaderOf(protos("message A { int32 x = 1; }", "message A { int64 x = 1; }"));
    const std::vector<std::string> files{"old.proto", "new.proto"};
    QCOMPARE(schema::checkCompatibility(files, Compatibility::backward, false, load)->size(), std::size_t(0));
    QCOMPARE(schema::checkCompatibility(files, Compatibility::forward, false, load)->size(), std::size_t(1));
    QCOMPARE(schema::checkCompatibility(files, Compatibility::full, false, load)->size(), std::size_t(1));
    QVERIFY(!schema::compatibilityFromText("sideways"));
}

PATCHBAY_TEST("tst_compatibility", SchemaCompatibilityTest);

#include "tst_compatibility.moc"
