#include "models/base/Text.h"
#include "models/document/JsonLine.h"
#include "models/document/Wire.h"
#include "models/document/protobuf/ProtoPool.h"
#include "tests/models/document/Properties.h"
#include "tests/support/TestMain.h"

using namespace pb;
using namespace pb::doc;
using pb::test::codecOf;
using pb::test::FormatProperties;

namespace {

using Files = std::map<std::string, std::string>;

const std::string shopProto = R"(syntax = "proto3";
package shop;
import "money.proto";
import "google/protobuf/any.proto";
import "google/protobuf/duration.proto";
import "google/protobuf/field_mask.proto";
import "google/protobuf/struct.proto";
import "google/protobuf/timestamp.proto";
import "google/protobuf/wrappers.proto";
message Order {
  int64 order_id = 1; uint64 big = 2; sint32 delta = 3; fixed32 code = 4; sfixed64 far = 5; float weight = 6; double volume = 7;
  bool express = 8; string customer = 9; bytes photo = 10;
  enum State { OPEN = 0; SHIPPED = 1; }
  State state = 11;
  repeated int32 sizes = 12; repeated string tags = 13; repeated State history = 14;
  message Line { string sku = 1; int32 quantity = 2; Money price = 3; }
  repeated Line lines = 15;
  map<string, int64> stock = 16; map<int32, Line> byNumber = 17; map<bool, string> flags = 18;
  oneof payment { string card = 19; Money cash = 20; }
  google.protobuf.Timestamp at = 21; google.protobuf.Duration within = 22; google.protobuf.StringValue note = 23;
  google.protobuf.Struct extra = 24; google.protobuf.Value any_value = 25; google.protobuf.FieldMask mask = 26;
  google.protobuf.Any detail = 27; Order parent = 28; optional int32 maybe = 29; google.protobuf.ListValue list = 30;
}
message Other { message Inner { int32 x = 1; } Inner inner = 1; }
)";
const std::string moneyProto =
    "syntax = \"proto3\";\npackage shop;\nmessage Money { int64 units = 1; string currency = 2; }\n";
const std::string oldProto = R"(syntax = "proto2"; package old;
message Item { required int32 id = 1; repeated int32 plain = 2; optional group Place = 3 { optional string city = 1; }
  extensions 100 to 200; }
extend Item { optional string priority = 100; })";

const Files files = {{"shop.proto", shopProto}, {"money.proto", moneyProto}, {"old.proto", oldProto}};

const std::string order =
    R"({"orderId":9223372036854775807,"big":18446744073709551615,"delta":-1,"code":4294967295,"far":-5,"weight":0.1,"volume":-1e-7,)"
    R"("express":true,"customer":"Ä & Co","photo":"AP8Q","state":"SHIPPED","sizes":[1,-1,300],"tags":["a",""],"history":["OPEN",7],)"
    R"("lines":[{"sku":"A-1","quantity":2,"price":{"units":3,"currency":"EUR"}},{}],"stock":{"a":1,"":-2},"byNumber":{"-4":{"sku":"x"}},)"
    R"("flags":{"true":"yes"},"cash":{"units":1},"at":"2026-01-31T12:34:56.789Z","within":"-3.000000001s","note":"hi",)"
    R"("extra":{"k":[1,"t",true,null,{"n":{}}]},"anyValue":1.5,"mask":"user.displayName,photo",)"
    R"("detail":{"@type":"type.googleapis.com/shop.Money","units":5},"parent":{"at":"1970-01-01T00:00:00Z"},"maybe":0,"list":[]})";

DocumentPtr json(const std::string& text) {
    auto document = readJson(text);
    return document ? *document : nullptr;
}

CodecPtr shop(const std::string& more = {}) {
    return codecOf("protobuf", "{schema: shop.proto" + more + "}", files);
}

std::string shown(const Codec& codec, const std::string& bytes) {
    const auto document = codec.read(bytes, nullptr);
    return document ? writeJsonLine((*document)->root()) : "error: " + utf8(document.error().print());
}

std::string written(const Codec& codec, const std::string& text) {
    const auto bytes = codec.write(json(text)->root());
    return bytes ? *bytes : "error: " + utf8(bytes.error().print());
}

std::string rules(const Codec& codec, const std::string& bytes) {
    std::string all;
    const auto document = codec.read(bytes, nullptr);
    for (const Finding& finding : document ? (*document)->findings() : std::vector<Finding>()) {
        all += finding.rule + " ";
    }
    return all;
}

/// Plain leaves: texts as they are, numbers as varints.
std::string decodeLeaf(Value leaf) {
    std::string_view raw = leaf.raw();
    if (leaf.is(Kind::string)) {
        return std::string(raw);
    }
    const std::uint64_t bits = takeVarint(raw).value_or(0);
    return leaf.is(Kind::boolean) ? (bits != 0 ? "true" : "false") : std::to_string(static_cast<std::int64_t>(bits));
}

}  // namespace

class ProtobufTest : public QObject {
    Q_OBJECT

private slots:
    void everyTypeGoesRound() { QCOMPARE(shown(*shop(), written(*shop(), order)), order); }

    void theProperties() {
        const std::string bytes = written(*shop(), order);
        const FormatProperties message(shop());
        QHOLDS(message.roundTrip(bytes));
        QHOLDS(message.damage(bytes));
        const auto delimited = shop(", wire: delimited");
        const std::string two = written(*delimited, "[" + order + ",{}," + order + "]");
        const FormatProperties stream(delimited);
        QHOLDS(stream.roundTrip(two));
        QHOLDS(stream.streamed(two));
        const auto registry = shop(", wire: registry, id: 7, message: shop.Other.Inner");
        const FormatProperties framed(registry);
        QHOLDS(framed.roundTrip(written(*registry, R"({"x":1})")));
        QHOLDS(framed.damage(written(*registry, R"({"x":1})")));
    }

    void leavesHaveTheirBytes() {
        const std::string bytes =
            written(*shop(), R"({"orderId":4711,"express":true,"customer":"Ä","sizes":[1,300],"tags":["a","b"],)"
                             R"("lines":[{"sku":"x","quantity":5}],"stock":{"a":1,"b":2}})");
        QHOLDS(FormatProperties(shop(), decodeLeaf).ranges(bytes));
    }

    void theFrameOfRegistries() {
        const auto codec = codecOf("protobuf", "{ids: {7: shop.proto, 8: money.proto}, id: 8}", files);
        QCOMPARE(written(*codec, R"({"units":1})"), std::string("\0\0\0\0\x08\0\x08\x01", 8));
        // Message indexes [1, 0]: Other.Inner.
        const std::string inner("\0\0\0\0\7\4\2\0\x08\5", 10);
        QCOMPARE(shown(*codec, inner), std::string(R"({"x":5})"));
        const auto document = codec->read(inner, nullptr);
        QCOMPARE(*codec->write((*document)->root()), inner);
        QCOMPARE(written(*shop(", wire: registry, id: 7, message: Other.Inner"), R"({"x":5})"), inner);
        QVERIFY(shown(*codec, std::string("\0\0\0\0\x09\0", 6)).find("id 9") != std::string::npos);
        QVERIFY(shown(*codec, std::string("\0\0\0\0\7\2\x7e", 7)).starts_with("error"));
    }

    void unknownFieldsAreKept() {
        const auto codec = codecOf("protobuf", "{schema: money.proto}", files);
        const std::string bytes =
            "\x08\x01\x1a\x02hi\x20\xac\x02\x2d\x01" + std::string("\0\0\0", 3) + "\x33\x08\x01\x34";
        QCOMPARE(shown(*codec, bytes),
                 std::string(R"({"units":1,"#unknown":[{"number":3,"type":"bytes","value":"aGk="},)"
                             R"({"number":4,"type":"varint","value":300},{"number":5,"type":"fixed32","value":1},)"
                             R"({"number":6,"type":"group","value":"CAE="}]})"));
        QHOLDS(FormatProperties(codec).roundTrip(bytes));
        QCOMPARE(written(*codec, shown(*codec, bytes)), bytes);
        QCOMPARE(shown(*codecOf("protobuf"), "\x08\x01"),
                 std::string(R"({"#unknown":[{"number":1,"type":"varint","value":1}]})"));
    }

    void anyIsItsMessageWhereTheTypeIsKnown() {
        for (const char* detail : {R"({"@type":"type.googleapis.com/shop.Money","units":5,"currency":"EUR"})",
                                   R"({"@type":"type.googleapis.com/google.protobuf.Duration","value":"1.500s"})",
                                   R"({"@type":"x/unknown.Type","value":"CAE="})", R"({"@type":"x/unknown.Type"})"}) {
            const std::string text = R"({"detail":)" + std::string(detail) + "}";
            QCOMPARE(shown(*shop(), written(*shop(), text)), text);
        }
    }

    void bytesInOddShapes() {
        // A message in two parts, a number twice, two of a oneof, packed and single numbers, fields out of order.
        const std::string parts = "\xa2\x01\x02\x08\x01\xa2\x01\x02\x12" + std::string("\0", 1);
        QCOMPARE(shown(*shop(), parts), std::string(R"({"cash":{"units":1,"currency":""}})"));
        QCOMPARE(shown(*shop(), "\x08\x01\x08\x02"), std::string(R"({"orderId":2})"));
        QCOMPARE(rules(*shop(), "\x08\x01\x08\x02"), std::string("protobuf.field.several "));
        const std::string both = "\xa2\x01\x02\x08\x01\x9a\x01\x01z";
        QCOMPARE(shown(*shop(), both), std::string(R"({"card":"z"})"));
        QCOMPARE(rules(*shop(), both), std::string("protobuf.oneof.several "));
        QCOMPARE(shown(*shop(),
                       "\x6a\x01"
                       "a"
                       "\x60\x05\x62\x02\x06\x07\x60\x08"),
                 std::string(R"({"sizes":[5,6,7,8],"tags":["a"]})"));
        QCOMPARE(shown(*shop(), "\x82\x01\x03\x0a\x01k"), std::string(R"({"stock":{"k":0}})"));
        for (const std::string& odd : {parts, both}) {
            const auto document = shop()->read(odd, nullptr);
            QCOMPARE(*shop()->write((*document)->root()), odd);
        }
    }

    void timesThatNoTextSays() {
        // The year 12000: seconds and nanos as numbers.
        const std::string text = R"({"at":{"seconds":316528300800}})";
        QCOMPARE(shown(*shop(), written(*shop(), text)), text);
        QVERIFY(written(*shop(), R"({"at":"12000-06-01T00:00:00Z"})").starts_with("error"));
    }

    void proto2HasGroupsExtensionsAndRequiredFields() {
        const auto codec = codecOf("protobuf", "{schema: old.proto, message: Item}", files);
        const std::string text = R"({"id":1,"plain":[1,2],"place":{"city":"Köln"},"[old.priority]":"high"})";
        QCOMPARE(shown(*codec, written(*codec, text)), text);
        QHOLDS(FormatProperties(codec).damage(written(*codec, text)));
        QCOMPARE(rules(*codec, "\x10\x01"), std::string("protobuf.field.required "));
        QVERIFY(written(*codec, "{}").find("“id”") != std::string::npos);
    }

    void whatDoesNotFitIsSaid() {
        const std::pair<const char*, const char*> cases[] = {
            {R"({"delta":3000000000})", "/delta"},
            {R"({"code":-1})", "/code"},
            {R"({"state":"GONE"})", "no value “GONE”"},
            {R"({"nothing":1})", "/nothing"},
            {R"({"card":"a","cash":{}})", "payment"},
            {R"({"at":"yesterday"})", "2026-01-31T12"},
            {R"({"photo":"%"})", "base64"},
            {R"({"lines":{}})", "array"},
            {R"({"byNumber":{"x":{}}})", "keys"},
            {R"({"orderId":1,"order_id":2})", "twice"},
        };
        for (const auto& [text, word] : cases) {
            const std::string fault = written(*shop(), text);
            QVERIFY2(fault.starts_with("error") && fault.find(word) != std::string::npos, fault.c_str());
        }
        QCOMPARE(written(*shop(), R"({"order_id":"12","customer":null})"), std::string("\x08\x0c"));
    }

    void wrongSchemasAreErrorsWithTheirPlace() {
        const auto load = [](const std::string& name) -> Result<std::string> {
            return name == "a.proto"   ? Result<std::string>("syntax = \"proto3\";\nmessage A { int32 x = ; }\n")
                   : name == "b.proto" ? Result<std::string>("import \"../secret.proto\";")
                                       : fail(ErrorCode::notFound, QStringLiteral("no file"));
        };
        const auto wrong = protobuf::ProtoPool::load("a.proto", load);
        QVERIFY(!wrong && wrong.error().place.line == 2 && wrong.error().place.address == "a.proto");
        QVERIFY(!protobuf::ProtoPool::load("b.proto", load));
        QVERIFY(!protobuf::ProtoPool::load("c.proto", load));
        QVERIFY(!protobuf::ProtoPool::fromDescriptorSet("\x08\x01"));
    }

    void hostileBytesAreBounded() {
        std::string nested;
        for (int i = 0; i < 300; ++i) {
            std::string outer;
            appendVarint(28u << 3 | 2, outer);
            appendVarint(nested.size(), outer);
            nested = outer + nested;
        }
        QVERIFY(shown(*shop(), nested).find("deeper") != std::string::npos);
        QVERIFY(shown(*codecOf("protobuf"), std::string(100'000, '\x0b')).find("deeper") != std::string::npos);
        QVERIFY(shown(*shop(), "\x4a\xff\xff\xff\xff\x0f").starts_with("error"));
        QVERIFY(shown(*shop(), "\x4a\x01\xff").find("UTF-8") != std::string::npos);
    }
};

PATCHBAY_TEST("tst_protobuf", ProtobufTest);
#include "tst_protobuf.moc"
