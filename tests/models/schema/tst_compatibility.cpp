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
    void protobufPairs_data();
    void protobufPairs();
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

void SchemaCompatibilityTest::protobufPairs_data() {
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("after");
    QTest::addColumn<QString>("expected");  // of the new schema reading data of the old one
    const auto pairs = doc::readJson(test::sourceFile("tests/cases/schema/protobuf-pairs.json"));
    QVERIFY(pairs.has_value());
    QVERIFY((*pairs)->root().size() >= 50);
    for (const doc::Value pair : (*pairs)->root().children()) {
        const bool isFound = !pair.find("found").text().empty();
        QTest::newRow(std::string(pair.find("name").text()).c_str())
            << qs(pair.find("before").text()) << qs(pair.find("after").text()) << qs(pair.find("found").text());
        QCOMPARE(pair.find("why").isValid(), isFound != (pair.find("buf").size() > 0));
    }
}

/// What buf says of the same pairs is judged by tests/services/protobuf; where it differs the file says why.
void SchemaCompatibilityTest::protobufPairs() {
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
