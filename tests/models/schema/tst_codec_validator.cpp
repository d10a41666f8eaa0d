#include "models/base/Text.h"
#include "models/document/Json.h"
#include "models/document/Wire.h"
#include "models/document/avro/Encoder.h"
#include "models/schema/DocumentValidator.h"
#include "tests/support/TestMain.h"

#include <random>

using namespace pb;
using namespace std::string_literals;

namespace {

const char* avro = R"({"type": "record", "name": "Order", "fields": [
  {"name": "id", "type": "string"},
  {"name": "paid", "type": "boolean"},
  {"name": "state", "type": {"type": "enum", "name": "State", "symbols": ["NEW", "PAID"]}},
  {"name": "lines", "type": {"type": "array", "items": {"type": "record", "name": "Line", "fields": [
    {"name": "sku", "type": "string"}, {"name": "qty", "type": "int"}]}}},
  {"name": "note", "type": ["null", "string"], "default": null}]})";

const char* proto = R"(syntax = "proto2";
message Line { required string sku = 1; optional int32 qty = 2; }
message Order {
  required string id = 1;
  repeated Line lines = 2;
  map<int32, string> notes = 3;
  repeated int32 codes = 4 [packed = true];
})";

schema::DocumentValidatorPtr validatorOf(const std::string& language) {
    auto made = schema::makeValidator(language == "avro" ? avro : proto, language == "avro" ? "a.avsc" : "a.proto", language, {}, {});
    if (!made) {
        qFatal("%s", qPrintable(made.error().print()));
    }
    return *made;
}

/// "/pointer rule @byte reason" a line.
QString told(const std::vector<schema::Fault>& faults) {
    QString all;
    for (const schema::Fault& fault : faults) {
        all += qs(fault.instance) + u' ' + qs(fault.keyword) + QStringLiteral(" @%1 ").arg(fault.place.byte) +
               fault.sentence.section(QStringLiteral(": "), 1) + u'\n';
    }
    return all;
}

std::string avroText(std::string_view text) {
    std::string out;
    doc::avro::appendBytes(text, out);
    return out;
}

std::string avroLong(std::int64_t value) {
    std::string out;
    doc::avro::appendLong(value, out);
    return out;
}

std::string field(int number, int wire, const std::string& value) {
    std::string out;
    doc::appendVarint(static_cast<std::uint64_t>(number) << 3 | static_cast<unsigned>(wire), out);
    if (wire == 2) {
        doc::appendVarint(value.size(), out);
    }
    return out + value;
}

std::string goodAvro() {
    return avroText("A") + '\1' + avroLong(1) + avroLong(2) + avroText("x") + avroLong(1) + avroText("y") + avroLong(2) + avroLong(0) +
           avroLong(1) + avroText("note");
}

std::string goodProtobuf() {
    return field(1, 2, "A") + field(2, 2, field(1, 2, "x") + field(2, 0, "\1"s)) + field(3, 2, field(1, 0, "\3"s) + field(2, 2, "n")) +
           field(4, 2, "\1\2\3"s);
}

}  // namespace

class CodecValidatorTest : public QObject {
    Q_OBJECT

private slots:
    void avroGoesOnWhereLengthsAreKnown() {
        const std::string bytes = avroText("A\xff" "B") + '\7' + avroLong(9) + avroLong(1) + avroText("\xfe") + avroLong(1LL << 40) +
                                  avroLong(0) + avroLong(0) + "zz";
        QCOMPARE(told(validatorOf("avro")->encodingFaults(bytes)),
                 QStringLiteral("/id encoding @2 A text is not UTF-8.\n"
                                "/paid encoding @4 A byte 0 or 1 is expected here (false or true).\n"
                                "/state enum @5 Symbol 9 of “State” is said, which has 2.\n"
                                "/lines/0/sku encoding @8 A text is not UTF-8.\n"
                                "/lines/0/qty range @9 The number 1099511627776 has more than the 32 bits of its type.\n"
                                " encoding @17 2 bytes follow the value.\n"));
    }

    void avroSaysWhereItLosesItsPlace() {
        const std::string bytes = avroText("\xff") + '\0' + avroLong(0) + avroLong(2) + avroText("x") + avroLong(1) + avroLong(100) + "abc";
        QCOMPARE(told(validatorOf("avro")->encodingFaults(bytes)),
                 QStringLiteral("/id encoding @1 A text is not UTF-8.\n"
                                "/lines/1/sku encoding @10 A length of 100 bytes is said where 3 follow. What follows cannot be told apart.\n"));
        const std::string branch = avroText("") + '\0' + avroLong(0) + avroLong(0) + avroLong(5);
        QCOMPARE(told(validatorOf("avro")->encodingFaults(branch)),
                 QStringLiteral("/note encoding @4 Branch 5 of a union is said that has 2. What follows cannot be told apart.\n"));
    }

    void avroFilesGoOnWithTheNextBlock() {
        const std::string sync(16, 's');
        std::string file = "Obj\1"s + avroLong(1) + avroText("avro.schema") + avroText(avro) + avroLong(0) + sync;
        const std::string lost = avroText("B") + '\0' + avroLong(0) + avroLong(1) + avroLong(50);
        const std::string wrong = avroText("\xff") + goodAvro().substr(2);
        for (const auto& [count, data] : {std::pair{1, goodAvro()}, std::pair{2, lost}, std::pair{1, wrong}}) {
            file += avroLong(count) + avroText(data) + sync;
        }
        const auto faults = validatorOf("avro")->encodingFaults(file);
        QCOMPARE(faults.size(), std::size_t(2));
        QCOMPARE(qs(faults[0].instance), QStringLiteral("/1/lines/0/sku"));
        QVERIFY(faults[0].sentence.endsWith(QStringLiteral("What follows in its block cannot be told apart.")));
        QCOMPARE(qs(faults[1].instance), QStringLiteral("/2/id"));
        QCOMPARE(faults[1].schemaPlace.line, 2);
    }

    void protobufGoesOnBehindABrokenMessage() {
        const std::string broken = field(1, 2, "C") + "\x0a\x32" "a";
        const std::string bytes = field(2, 2, field(1, 2, "\xff")) + field(2, 2, field(2, 0, "\5"s)) + field(2, 2, broken) +
                                  field(2, 2, field(1, 2, "D") + field(2, 5, "\0\0\0\0"s)) + field(4, 2, "\1\xff"s) +
                                  field(3, 2, field(1, 0, "\3"s) + field(2, 2, "\xff")) + field(1, 2, "A") + "\x2a\x63zz";
        QCOMPARE(told(validatorOf("protobuf")->encodingFaults(bytes)),
                 QStringLiteral("/lines/0/sku encoding @4 A text is not UTF-8.\n"
                                "/lines/1 required @7 The required field “sku” of “Line” is missing.\n"
                                "/lines/2 encoding @16 50 bytes are expected where 1 follow. What follows in its message cannot be told apart.\n"
                                "/lines/3 type @23 The field “qty” (2) is written as fixed32; varint is expected.\n"
                                "/codes encoding @30 The packed numbers of “codes” end in the middle of one.\n"
                                "/notes/3 encoding @37 A text is not UTF-8.\n"
                                " encoding @43 99 bytes are expected where 2 follow. What follows in its message cannot be told apart.\n"));
    }

    void goodBytesHaveNoFaults() {
        QCOMPARE(told(validatorOf("avro")->encodingFaults(goodAvro())), QString());
        QCOMPARE(told(validatorOf("protobuf")->encodingFaults(goodProtobuf())), QString());
    }

    /// Bytes that the reader refuses have a fault, those that it takes have none.
    void damagedBytesAreToldWhereverTheReaderFails() {
        std::mt19937 random(5);
        for (const char* language : {"avro", "protobuf"}) {
            const auto validator = validatorOf(language);
            const std::string good = language == "avro"s ? goodAvro() : goodProtobuf();
            doc::CodecSettings settings;
            const std::string text = language == "avro"s ? R"({"schema": "s", "reader": "s"})" : R"({"schema": "s.proto", "message": "Order"})";
            const auto layout = *doc::readJson(text);
            settings.layout = layout->root();
            settings.load = [&](const std::string&) -> Result<std::string> { return std::string(language == "avro"s ? avro : proto); };
            const auto codec = *doc::formatById(language)->make(settings);
            for (int i = 0; i < 20'000; ++i) {
                std::string bytes = good;
                for (auto left = 1 + random() % 3; left > 0; --left) {
                    bytes[random() % bytes.size()] = static_cast<char>(random() % 5 == 0 ? random() : random() % 12);
                }
                bytes.resize(random() % 4 == 0 ? random() % bytes.size() : bytes.size());
                const bool isRead = codec->read(bytes, nullptr).has_value();
                const auto faults = validator->encodingFaults(bytes);
                const auto isEncoding = [](const schema::Fault& fault) { return fault.keyword != "required" && fault.keyword != "type"; };
                QVERIFY(isRead == std::none_of(faults.begin(), faults.end(), isEncoding));
            }
        }
    }
};

PATCHBAY_TEST("tst_codec_validator", CodecValidatorTest);

#include "tst_codec_validator.moc"
