#include "models/document/Formats.h"
#include "models/document/JsonLine.h"
#include "models/document/Yaml.h"
#include "tests/support/TestMain.h"

#include <avro.h>

#include <QTemporaryDir>

using namespace pb;
using namespace pb::doc;

namespace {

const std::string schemaText = R"({"type":"record","name":"Order","fields":[{"name":"id","type":"long"},
    {"name":"customer","type":["null","string"]},{"name":"express","type":"boolean"},{"name":"weight","type":"double"},
    {"name":"photo","type":"bytes"},{"name":"state","type":{"type":"enum","name":"State","symbols":["OPEN","SHIPPED"]}},
    {"name":"lines","type":{"type":"array","items":{"type":"record","name":"Line","fields":[
    {"name":"sku","type":"string"},{"name":"quantity","type":"int"}]}}},{"name":"tags","type":{"type":"map","values":"string"}}]})";

/// A record in the form in which avro-c prints it, and in ours.
struct Sample {
    std::string ours;
    std::string theirs;
};

std::string number(int i) {
    return std::to_string(i * 1'000'003LL - 500'000'000LL);
}

Sample sampleOf(int i) {
    const std::string tail =
        R"("express":)" + std::string(i % 2 == 0 ? "true" : "false") + R"(,"weight":)" + std::to_string(i) + ".5,";
    const std::string rest = R"("state":"SHIPPED","lines":[{"sku":"A-)" + std::to_string(i) + R"(","quantity":)" +
                             std::to_string(-i) + R"(}],"tags":{"k":"v"}})";
    return {R"({"id":)" + number(i) + R"(,"customer":"Ä",)" + tail + R"("photo":"YWI=",)" + rest,
            R"({"id": )" + number(i) + R"(, "customer": {"string": "Ä"}, "express": )" +
                (i % 2 == 0 ? "true" : "false") + R"(, "weight": )" + std::to_string(i) +
                R"(.5, "photo": "ab", "state": "SHIPPED", "lines": [{"sku": "A-)" + std::to_string(i) +
                R"(", "quantity": )" + std::to_string(-i) + R"(}], "tags": {"k": "v"}})"};
}

constexpr int count = 1000;

std::string allOurs() {
    std::string all = "[";
    for (int i = 0; i < count; ++i) {
        all += (i > 0 ? "," : "") + sampleOf(i).ours;
    }
    return all + "]";
}

CodecPtr codec(const std::string& layout) {
    const auto document = readYaml(layout);
    const auto made = formatById("avro")->make(
        {(*document)->root(), [](const std::string&) { return Result<std::string>(schemaText); }});
    return *made;
}

/// Fills a value of avro-c with sample `i`.
void fill(avro_value_t& record, int i) {
    avro_value_t field;
    avro_value_t branch;
    avro_value_t element;
    avro_value_get_by_name(&record, "id", &field, nullptr);
    avro_value_set_long(&field, i * 1'000'003LL - 500'000'000LL);
    avro_value_get_by_name(&record, "customer", &field, nullptr);
    avro_value_set_branch(&field, 1, &branch);
    avro_value_set_string(&branch, "Ä");
    avro_value_get_by_name(&record, "express", &field, nullptr);
    avro_value_set_boolean(&field, i % 2 == 0 ? 1 : 0);
    avro_value_get_by_name(&record, "weight", &field, nullptr);
    avro_value_set_double(&field, i + 0.5);
    avro_value_get_by_name(&record, "photo", &field, nullptr);
    char photo[] = "ab";
    avro_value_set_bytes(&field, photo, 2);
    avro_value_get_by_name(&record, "state", &field, nullptr);
    avro_value_set_enum(&field, 1);
    avro_value_get_by_name(&record, "lines", &field, nullptr);
    avro_value_append(&field, &element, nullptr);
    avro_value_t inner;
    avro_value_get_by_name(&element, "sku", &inner, nullptr);
    avro_value_set_string(&inner, ("A-" + std::to_string(i)).c_str());
    avro_value_get_by_name(&element, "quantity", &inner, nullptr);
    avro_value_set_int(&inner, -i);
    avro_value_get_by_name(&record, "tags", &field, nullptr);
    avro_value_add(&field, "k", &element, nullptr, nullptr);
    avro_value_set_string(&element, "v");
}

std::string bytesOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
}

}  // namespace

class AvroCTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QCOMPARE(avro_schema_from_json_length(schemaText.data(), schemaText.size(), &schema_), 0); }
    void cleanupTestCase() { avro_schema_decref(schema_); }

    void weReadWhatItWrites() {
        for (const char* packing : {"null", "deflate", "snappy"}) {
            const QString path = folder_.filePath(QString::fromLatin1(packing));
            avro_file_writer_t writer = nullptr;
            QCOMPARE(
                avro_file_writer_create_with_codec(path.toUtf8().constData(), schema_, &writer, packing, 16 * 1024), 0);
            avro_value_iface_t* shape = avro_generic_class_from_schema(schema_);
            avro_value_t record;
            avro_generic_value_new(shape, &record);
            for (int i = 0; i < count; ++i) {
                avro_value_reset(&record);
                fill(record, i);
                QCOMPARE(avro_file_writer_append_value(writer, &record), 0);
            }
            avro_value_decref(&record);
            avro_value_iface_decref(shape);
            QCOMPARE(avro_file_writer_close(writer), 0);
            const std::string bytes = bytesOf(path);
            const auto document = formatById("avro")->make({}).value()->read(bytes, nullptr);
            QVERIFY_RESULT(document);
            QCOMPARE(writeJsonLine((*document)->root()), allOurs());
        }
    }

    void itReadsWhatWeWrite() {
        for (const char* packing : {"null", "deflate", "snappy"}) {
            const auto written =
                codec("{schema: s, codec: '" + std::string(packing) + "'}")->write((*readJson(allOurs()))->root());
            QVERIFY_RESULT(written);
            const QString path = folder_.filePath(QStringLiteral("ours-") + QString::fromLatin1(packing));
            QFile file(path);
            QVERIFY(file.open(QIODevice::WriteOnly) &&
                    file.write(written->data(), static_cast<qsizetype>(written->size())) >= 0);
            file.close();
            avro_file_reader_t reader = nullptr;
            QCOMPARE(avro_file_reader(path.toUtf8().constData(), &reader), 0);
            avro_value_iface_t* shape = avro_generic_class_from_schema(schema_);
            avro_value_t record;
            avro_generic_value_new(shape, &record);
            for (int i = 0; i < count; ++i) {
                QCOMPARE(avro_file_reader_read_value(reader, &record), 0);
                char* text = nullptr;
                avro_value_to_json(&record, 1, &text);
                const std::string shown = text;
                std::free(text);
                QVERIFY2(equals((*readJson(shown))->root(), (*readJson(sampleOf(i).theirs))->root()), shown.c_str());
            }
            QCOMPARE(avro_file_reader_read_value(reader, &record), EOF);
            avro_value_decref(&record);
            avro_value_iface_decref(shape);
            avro_file_reader_close(reader);
        }
    }

private:
    QTemporaryDir folder_;
    avro_schema_t schema_ = nullptr;
};

PATCHBAY_TEST("tst_avro_c", AvroCTest);
#include "tst_avro_c.moc"
