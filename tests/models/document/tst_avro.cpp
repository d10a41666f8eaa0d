#include "models/base/Text.h"
#include "models/document/JsonLine.h"
#include "models/document/Wire.h"
#include "models/document/avro/Packing.h"
#include "models/document/avro/Schema.h"
#include "tests/models/document/Properties.h"
#include "tests/support/TestMain.h"

using namespace pb;
using namespace pb::doc;
using pb::test::codecOf;
using pb::test::FormatProperties;

namespace {

using Files = std::map<std::string, std::string>;

/// Every type and logical type.
const std::string orderSchema = R"({"type": "record", "name": "Order", "namespace": "shop", "fields": [
    {"name": "id", "type": "long"},
    {"name": "customer", "type": ["null", "string"], "default": null},
    {"name": "express", "type": "boolean"},
    {"name": "weight", "type": "float"}, {"name": "volume", "type": "double"},
    {"name": "total", "type": {"type": "bytes", "logicalType": "decimal", "precision": 40, "scale": 2}},
    {"name": "tax", "type": {"type": "fixed", "name": "Tax", "size": 4, "logicalType": "decimal", "precision": 9, "scale": 3}},
    {"name": "day", "type": {"type": "int", "logicalType": "date"}},
    {"name": "at", "type": {"type": "long", "logicalType": "timestamp-micros"}},
    {"name": "local", "type": {"type": "long", "logicalType": "local-timestamp-millis"}},
    {"name": "slot", "type": {"type": "int", "logicalType": "time-millis"}},
    {"name": "key", "type": {"type": "string", "logicalType": "uuid"}},
    {"name": "rawKey", "type": {"type": "fixed", "name": "RawKey", "size": 16, "logicalType": "uuid"}},
    {"name": "within", "type": {"type": "fixed", "name": "Within", "size": 12, "logicalType": "duration"}},
    {"name": "state", "type": {"type": "enum", "name": "State", "symbols": ["OPEN", "SHIPPED"]}},
    {"name": "photo", "type": "bytes"}, {"name": "code", "type": {"type": "fixed", "name": "Code", "size": 2}},
    {"name": "lines", "type": {"type": "array", "items": {"type": "record", "name": "Line", "fields": [
        {"name": "sku", "type": "string"}, {"name": "quantity", "type": "int"}]}}},
    {"name": "tags", "type": {"type": "map", "values": "string"}},
    {"name": "payment", "type": ["null", {"type": "record", "name": "Card", "fields": [{"name": "number", "type": "string"}]},
                                 {"type": "record", "name": "Cash", "fields": []}, "int", "long"]},
    {"name": "parent", "type": ["null", "Order"], "default": null}]})";

const std::string order =
    R"({"id":-9223372036854775808,"customer":"Ä & Co","express":true,"weight":0.1,"volume":-1e-7,)"
    R"("total":12345678901234567890123456789.50,"tax":-0.019,"day":"2026-02-28","at":"1969-12-31T23:59:59.999999Z",)"
    R"("local":"2026-01-01T00:00:00.000","slot":"23:59:59.001","key":"b3c5","rawKey":"00112233-4455-6677-8899-aabbccddeeff",)"
    R"("within":"P1M2DT3.004S","state":"SHIPPED","photo":"AP8Q","code":"AAE=",)"
    R"("lines":[{"sku":"A-1","quantity":2},{"sku":"","quantity":-1}],"tags":{"a":"1","ä":""},)"
    R"("payment":{"shop.Card":{"number":"4711"}},"parent":null})";

const Files files = {{"order.avsc", orderSchema}};

DocumentPtr json(const std::string& text) {
    auto document = readJson(text);
    return document ? *document : nullptr;
}

std::string shown(const Codec& codec, const std::string& bytes) {
    const auto document = codec.read(bytes, nullptr);
    return document ? writeJsonLine((*document)->root()) : "error: " + utf8(document.error().print());
}

std::string written(const Codec& codec, const std::string& text) {
    const auto bytes = codec.write(json(text)->root());
    return bytes ? *bytes : "error: " + utf8(bytes.error().print());
}

std::string schemaOf(const std::string& type) {
    return R"({"type":"record","name":"R","fields":[{"name":"v","type":)" + type + "}]}";
}

/// What a datum of one schema is seen as through another.
std::string seen(const std::string& type, const std::string& text, const std::string& readerType) {
    const Files both = {{"w", schemaOf(type)}, {"r", schemaOf(readerType)}};
    const std::string bytes = written(*codecOf("avro", "{wire: datum, schema: w}", both), R"({"v":)" + text + "}");
    const std::string all = shown(*codecOf("avro", "{wire: datum, schema: w, reader: r}", both), bytes);
    return all.starts_with("error") ? "error" : all.substr(5, all.size() - 6);
}

/// Leaves of plain types: the bytes are the text, the boolean, or the number.
std::string decodeLeaf(Value leaf) {
    std::string_view raw = leaf.raw();
    if (leaf.is(Kind::null) || leaf.is(Kind::boolean)) {
        return raw.empty() ? "null" : raw == "\1" ? "true" : "false";
    }
    if (leaf.is(Kind::string)) {
        return std::string(raw);
    }
    return std::to_string(fromZigZag(takeVarint(raw).value_or(0)));
}

}  // namespace

class AvroTest : public QObject {
    Q_OBJECT

private slots:
    void everyTypeGoesRound() {
        for (const std::string packing : {"null", "deflate", "snappy", "zstandard"}) {
            const auto codec = codecOf("avro", "{schema: order.avsc, codec: '" + packing + "'}", files);
            const std::string bytes = written(*codec, "[" + order + "]");
            QCOMPARE(shown(*codecOf("avro"), bytes), "[" + order + "]");
        }
    }

    void theProperties() {
        const std::string two = "[" + order + "," + order + "]";
        const auto codec = codecOf("avro", "schema: order.avsc", files);
        const std::string bytes = written(*codec, two);
        const FormatProperties avro(codec);
        QHOLDS(avro.roundTrip(bytes));
        QHOLDS(avro.streamed(bytes));
        QHOLDS(avro.damage(bytes));
        for (const std::string packing : {"deflate", "snappy", "zstandard"}) {
            const auto packer = codecOf("avro", "{schema: order.avsc, codec: " + packing + "}", files);
            const std::string packed = written(*packer, two);
            const FormatProperties properties(packer);
            QHOLDS(properties.roundTrip(packed));
            QHOLDS(properties.streamed(packed));
            QHOLDS(properties.damage(packed));
        }
        for (const char* wire : {"wire: datum", "wire: single-object", "{wire: registry, id: 7}"}) {
            const std::string layout = std::string(wire).starts_with('{')
                                           ? "{schema: order.avsc, wire: registry, id: 7}"
                                           : "{schema: order.avsc, " + std::string(wire) + "}";
            const FormatProperties message(codecOf("avro", layout, files));
            const std::string one = written(*codecOf("avro", layout, files), order);
            QHOLDS(message.roundTrip(one));
            QHOLDS(message.damage(one));
        }
    }

    void leavesHaveTheirBytes() {
        const std::string schema =
            R"({"type":"record","name":"R","fields":[{"name":"a","type":"long"},{"name":"b","type":["null","string"]},
            {"name":"c","type":{"type":"array","items":{"type":"map","values":["boolean","int"]}}}]})";
        const auto codec = codecOf("avro", "schema: s", {{"s", schema}});
        const FormatProperties avro(codec, decodeLeaf);
        QHOLDS(avro.ranges(
            written(*codec, R"([{"a":4711,"b":"Ä","c":[{"x":true,"y":-70000},{}]},{"a":-1,"b":null,"c":[]}])")));
    }

    void theFramesOfMessages() {
        const std::string schema = R"({"type":"record","name":"R","fields":[{"name":"v","type":"int"}]})";
        const Files known = {{"s", schema}, {"other", schemaOf("\"string\"")}};
        QCOMPARE(written(*codecOf("avro", "{wire: datum, schema: s}", known), R"({"v":-3})"), std::string("\x05"));
        const auto registry = codecOf("avro", "{ids: {7: s, 258: other}, id: 258}", known);
        QCOMPARE(written(*registry, R"({"v":"x"})"), std::string("\0\0\0\1\2\2x", 7));
        QCOMPARE(shown(*registry, std::string("\0\0\0\0\7\x05", 6)), std::string(R"({"v":-3})"));
        const auto changed = registry->read(std::string("\0\0\0\0\7\x05", 6), nullptr);
        QCOMPARE(*registry->write((*changed)->root()), std::string("\0\0\0\0\7\x05", 6));
        const std::string single = written(*codecOf("avro", "{wire: single-object, schema: s}", known), R"({"v":-3})");
        QVERIFY(single.starts_with("\xC3\x01") && single.size() == 11);
        QCOMPARE(shown(*codecOf("avro", "schema: s", known), single), std::string(R"({"v":-3})"));
        QVERIFY(shown(*codecOf("avro", "schema: other", known), single).find("fingerprint") != std::string::npos);
        QVERIFY(shown(*registry, std::string("\0\0\0\0\x09\x05", 6)).find("id 9") != std::string::npos);
    }

    void canonicalFormsAndFingerprints() {
        // The forms and fingerprints of the specification's own test data (schema-tests).
        const std::tuple<const char*, const char*, std::int64_t> cases[] = {
            {R"("null")", R"("null")", 7195948357588979594},
            {R"({"type":"boolean"})", R"("boolean")", -6970731678124411036},
            {R"({"type":"fixed", "name":"foo", "size":15})", R"({"name":"foo","type":"fixed","size":15})",
             1756455273707447556},
        };
        for (const auto& [text, form, fingerprint] : cases) {
            const auto schema = avro::Schema::parse(text);
            QVERIFY_RESULT(schema);
            QCOMPARE((*schema)->canonical(), std::string(form));
            QCOMPARE(static_cast<std::int64_t>((*schema)->fingerprint()), fingerprint);
        }
        const auto nested = avro::Schema::parse(R"({"type":"record","name":"N","namespace":"x.y","doc":"d","fields":[
            {"name":"next","type":["null","N"],"default":null},{"name":"e","type":{"type":"enum","name":"z.E","symbols":["A"]}}]})");
        QVERIFY_RESULT(nested);
        QCOMPARE((*nested)->canonical(),
                 std::string(R"({"name":"x.y.N","type":"record","fields":[{"name":"next","type":["null","x.y.N"]},)"
                             R"({"name":"e","type":{"name":"z.E","type":"enum","symbols":["A"]}}]})"));
    }

    void schemaResolution() {
        QCOMPARE(seen("\"int\"", "5", "\"long\""), std::string("5"));
        QCOMPARE(seen("\"long\"", "16777217", "\"float\""), std::string("16777216"));
        QCOMPARE(seen("\"float\"", "0.5", "\"double\""), std::string("0.5"));
        QCOMPARE(seen("\"long\"", "5", "\"int\""), std::string("error"));
        QCOMPARE(seen("\"string\"", "\"ab\"", "\"bytes\""), std::string("\"YWI=\""));
        QCOMPARE(seen("\"int\"", "5", R"(["null","string","long"])"), std::string("5"));
        QCOMPARE(seen(R"(["null","int"])", "null", "\"int\""), std::string("error"));
        QCOMPARE(seen(R"(["null","int"])", "7", "\"int\""), std::string("7"));
        QCOMPARE(seen(R"({"type":"enum","name":"E","symbols":["A","B"]})", "\"B\"",
                      R"({"type":"enum","name":"E","symbols":["A"],"default":"A"})"),
                 std::string("\"A\""));
        QCOMPARE(seen(R"({"type":"array","items":"int"})", "[1]", R"({"type":"array","items":"double"})"),
                 std::string("[1]"));
        const std::string before =
            R"({"type":"record","name":"X","fields":[{"name":"old","type":"int"},{"name":"gone","type":{"type":"array","items":"string"}}]})";
        const std::string after =
            R"({"type":"record","name":"X","fields":[{"name":"added","type":{"type":"bytes","logicalType":"decimal","precision":4,"scale":1},)"
            R"("default":"\u00ff"},{"name":"new","aliases":["old"],"type":"int"}]})";
        QCOMPARE(seen(before, R"({"old":1,"gone":["a","b"]})", after), std::string(R"({"new":1,"added":-0.1})"));
        const std::string strict = R"({"type":"record","name":"X","fields":[{"name":"must","type":"int"}]})";
        QCOMPARE(seen(before, R"({"old":1,"gone":[]})", strict), std::string("error"));
    }

    void unionsAreReadAsTheyAreMeant() {
        const auto roundOf = [](const std::string& type, const std::string& text) {
            const auto codec = codecOf("avro", "{wire: datum, schema: s}", {{"s", schemaOf(type)}});
            const std::string bytes = written(*codec, R"({"v":)" + text + "}");
            return bytes.starts_with("error") ? bytes : shown(*codec, bytes);
        };
        QCOMPARE(roundOf(R"(["null","string"])", "null"), std::string(R"({"v":null})"));
        QCOMPARE(roundOf(R"(["int","long"])", R"({"long":5})"), std::string(R"({"v":{"long":5}})"));
        QCOMPARE(roundOf(R"(["int","long"])", "5000000000"), std::string(R"({"v":{"long":5000000000}})"));
        QCOMPARE(roundOf(R"([{"type":"int","logicalType":"date"},"long"])", "7"), std::string(R"({"v":7})"));
        QVERIFY(roundOf(R"(["null","int"])", "\"x\"").find("/v") != std::string::npos);
        QVERIFY(roundOf(R"([{"type":"map","values":"int"},{"type":"record","name":"Q","fields":[]}])", "{}")
                    .find("map, Q") != std::string::npos);
    }

    void whatDoesNotFitIsSaid() {
        const std::tuple<const char*, const char*, const char*> cases[] = {
            {"\"int\"", "3000000000", "/v"},
            {"\"int\"", "1.5", "int"},
            {R"({"type":"bytes","logicalType":"decimal","precision":3,"scale":1})", "1234.5", "5 digits"},
            {R"({"type":"bytes","logicalType":"decimal","precision":3,"scale":1})", "0.25", "1 decimals"},
            {R"({"type":"int","logicalType":"date"})", "\"31.12.2026\"", "1970-01-01"},
            {R"({"type":"enum","name":"E","symbols":["A"]})", "\"B\"", "no symbol"},
            {R"({"type":"fixed","name":"F","size":2})", "\"AA==\"", "1 bytes"},
            {R"({"type":"record","name":"I","fields":[{"name":"x","type":"int"}]})", "{}", "“x” is missing"},
            {R"({"type":"record","name":"I","fields":[]})", R"({"y":1})", "/v/y"},
        };
        for (const auto& [type, text, word] : cases) {
            const std::string fault = written(*codecOf("avro", "{wire: datum, schema: s}", {{"s", schemaOf(type)}}),
                                              R"({"v":)" + std::string(text) + "}");
            QVERIFY2(fault.starts_with("error") && fault.find(word) != std::string::npos, fault.c_str());
        }
        QVERIFY(written(*codecOf("avro"), "[]").find("schema") != std::string::npos);
    }

    void absentMembersGetTheirDefault() {
        const std::string schema = R"({"type":"record","name":"R","fields":[{"name":"a","type":["null","int"]},)"
                                   R"({"name":"b","type":{"type":"map","values":"int"},"default":{"x":1}}]})";
        const auto codec = codecOf("avro", "{wire: datum, schema: s}", {{"s", schema}});
        QCOMPARE(shown(*codec, written(*codec, "{}")), std::string(R"({"a":null,"b":{"x":1}})"));
    }

    void wrongSchemasAreErrorsWithTheirPlace() {
        for (const char* text :
             {"{", "\"strin\"", R"({"type":"record","name":"A"})", R"({"type":"array"})", R"(["int","int"])",
              R"({"type":"record","name":"A","fields":[{"name":"x","type":"int","default":"y"}]})",
              R"({"type":"record","name":"A","fields":[{"name":"x","type":"int"},{"name":"x","type":"int"}]})",
              R"({"type":"fixed","name":"F","size":-1})", R"([["int"]])"}) {
            const auto schema = avro::Schema::parse(text);
            QVERIFY2(!schema && schema.error().place.line == 1 && !schema.error().hint.isEmpty(), text);
        }
    }

    void packedBlocksMayEndWithARestOfTheirChecksum() {
        const avro::Packing& deflate = *avro::packingNamed("deflate");
        const std::string packed = deflate.pack("some text");
        QCOMPARE(deflate.unpack(packed + "abc", 1000), std::optional<std::string>("some text"));
        QVERIFY(!deflate.unpack(packed + "abcde", 1000));
    }

    void packedBlocksAreWholeAndBounded() {
        for (const char* name : {"deflate", "snappy", "zstandard"}) {
            const avro::Packing& packing = *avro::packingNamed(name);
            for (const std::size_t size : {std::size_t{0}, std::size_t{9}, std::size_t{64} << 10, std::size_t{1} << 20}) {
                const std::string text(size, 'a');
                const std::string packed = packing.pack(text);
                QVERIFY(packing.unpack(packed, size) == text);
                QVERIFY(!packing.unpack(packed.substr(0, packed.size() - 1), size));
                QVERIFY(size == 0 || !packing.unpack(packed, size - 1));
            }
        }
        QVERIFY(!avro::packingNamed("lzma"));
    }

    /// As the command zstd packs a pipe (two frames without their sizes), and snappy's own description has it.
    void otherWritersBlocksAreRead() {
        const avro::Packing& zstandard = *avro::packingNamed("zstandard");
        const std::string one = QByteArray::fromHex("28b52ffd0058490000736f6d652074657874").toStdString();
        QCOMPARE(zstandard.unpack(one + one, 100), std::optional<std::string>("some textsome text"));
        const std::string literal = QByteArray::fromHex("0920736f6d6520746578744fbabdba").toStdString();
        QCOMPARE(avro::packingNamed("snappy")->unpack(literal, 100), std::optional<std::string>("some text"));
    }

    void hostileBytesAreBounded() {
        // An array of 2^62 nulls, records inside of themselves without end, a length beyond the bytes.
        const std::string nulls = R"({"type":"array","items":"null"})";
        QVERIFY(shown(*codecOf("avro", "{wire: datum, schema: s}", {{"s", nulls}}),
                      "\x80\x80\x80\x80\x80\x80\x80\x80\x80\x01")
                    .starts_with("error"));
        const std::string endless = R"({"type":"record","name":"A","fields":[{"name":"a","type":"A"}]})";
        QVERIFY(shown(*codecOf("avro", "{wire: datum, schema: s}", {{"s", endless}}), "x").find("deeper") !=
                std::string::npos);
        QVERIFY(shown(*codecOf("avro", "{wire: datum, schema: s}", {{"s", "\"bytes\""}}), "\xfe\xff\xff\xff\x0f")
                    .starts_with("error"));
    }
};

PATCHBAY_TEST("tst_avro", AvroTest);
#include "tst_avro.moc"
