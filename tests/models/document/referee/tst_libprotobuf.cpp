#include "models/document/Formats.h"
#include "models/document/JsonLine.h"
#include "models/document/Yaml.h"
#include "models/document/protobuf/ProtoPool.h"
#include "tests/support/TestMain.h"

#include <google/protobuf/descriptor.pb.h>
#include <google/protobuf/dynamic_message.h>
#include <google/protobuf/util/json_util.h>

#include <random>

using namespace pb;
using namespace pb::doc;
namespace proto = google::protobuf;

namespace {

const std::string schemaText = R"(syntax = "proto3";
import "google/protobuf/timestamp.proto"; import "google/protobuf/duration.proto"; import "google/protobuf/struct.proto";
import "google/protobuf/wrappers.proto"; import "google/protobuf/any.proto"; import "google/protobuf/field_mask.proto";
message All {
  int32 a = 1; uint32 b = 2; sint32 c = 3; fixed32 d = 4; sfixed32 e = 5; float f = 6; double g = 7; bool h = 8; string text_one = 9;
  bytes data = 10; enum Color { RED = 0; GREEN = 1; } Color color = 11; repeated int32 many = 12; repeated string names = 13;
  map<string, All> children = 14; oneof one { string left = 15; All right = 16; } google.protobuf.Timestamp at = 17;
  google.protobuf.Duration within = 18; google.protobuf.Struct extra = 19; google.protobuf.Int32Value wrapped = 20;
  google.protobuf.Any any = 21; google.protobuf.FieldMask mask = 22; repeated double doubles = 23; map<int32, bool> flags = 24;
})";

Result<std::string> load(const std::string&) {
    return schemaText;
}

/// A random text of the message in JSON, as both understand it.
class JsonOfAll {
public:
    explicit JsonOfAll(unsigned seed) : random_(seed) {}

    std::string make(int depth) {
        std::string out = "{";
        const auto add = [&](const char* name, const std::string& value) {
            if (pick(2) == 0) {
                out += (out.size() > 1 ? "," : "") + std::string("\"") + name + "\":" + value;
            }
        };
        const auto some = [&](const std::string& value) {
            return "[" + value + (pick(2) == 0 ? "," + value : "") + "]";
        };
        add("a", std::to_string(pick(2'000'001) - 1'000'000));
        add("b", std::to_string(1 + pick(2'000'000'000)));
        add("c", std::to_string(-1 - pick(2'000'000'000)));
        add("d", "4294967295");
        add("e", "-2147483648");
        add("f", "0.5");
        add("g", "1.25e-10");
        add("h", "true");
        add("textOne", "\"Ä\\n\"");
        add("data", "\"AP8=\"");
        add("color", "\"GREEN\"");
        add("many", some(std::to_string(pick(100) - 50)));
        add("names", some("\"n\""));
        if (depth > 0) {
            add("children", "{\"k\":" + make(depth - 1) + "}");
        }
        add("left", "\"l\"");
        add("at", "\"2026-01-31T12:34:56.789Z\"");
        add("within", "\"-1.500s\"");
        add("extra", R"({"x":{"y":[1.5,"s",null,true]}})");
        add("wrapped", std::to_string(pick(10)));
        add("any", R"({"@type":"type.googleapis.com/All","a":5})");
        add("mask", "\"textOne,data\"");
        add("doubles", some("0.125"));
        add("flags", "{\"-3\":true}");
        return out + "}";
    }

private:
    int pick(int most) { return std::uniform_int_distribution<int>(0, most - 1)(random_); }
    std::mt19937 random_;
};

}  // namespace

/// Messages that libprotobuf makes of JSON, and prints as JSON.
class LibprotobufTest : public QObject {
    Q_OBJECT

private slots:
    /// With the well-known types in it and without them.
    void descriptorSetsAreSchemasToo() {
        const auto pool = protobuf::ProtoPool::load("all.proto", load);
        QVERIFY_RESULT(pool);
        for (const bool hasImports : {false, true}) {
            proto::FileDescriptorSet set;
            for (int i = 0; hasImports && i < (*pool)->file().dependency_count(); ++i) {
                (*pool)->file().dependency(i)->CopyTo(set.add_file());
            }
            (*pool)->file().CopyTo(set.add_file());
            const auto again = protobuf::ProtoPool::fromDescriptorSet(set.SerializeAsString());
            QVERIFY_RESULT(again);
            QCOMPARE((*again)->message("All")->field_count(), (*pool)->message("All")->field_count());
        }
    }

    void bothReadAndWriteTheSame() {
        const auto pool = protobuf::ProtoPool::load("all.proto", load);
        QVERIFY_RESULT(pool);
        const auto layout = readYaml(std::string("schema: all.proto"));
        const auto codec = formatById("protobuf")->make({(*layout)->root(), load});
        QVERIFY_RESULT(codec);
        proto::DynamicMessageFactory factory;
        const proto::Message* shape = factory.GetPrototype((*pool)->message("All"));
        for (unsigned seed = 0; seed < 300; ++seed) {
            const std::string text = JsonOfAll(seed).make(2);
            const std::unique_ptr<proto::Message> message(shape->New());
            const auto status = proto::util::JsonStringToMessage(text, message.get());
            QVERIFY2(status.ok(), (text + status.ToString()).c_str());
            std::string bytes;
            message->SerializeToString(&bytes);
            const auto document = (*codec)->read(bytes, nullptr);
            QVERIFY_RESULT(document);
            std::string theirs;
            QVERIFY(proto::util::MessageToJsonString(*message, &theirs).ok());
            QVERIFY2(equals((*document)->root(), (*readJson(theirs))->root()),
                     (writeJsonLine((*document)->root()) + "\n" + theirs).c_str());
            const auto written = (*codec)->write((*readJson(writeJsonLine((*document)->root())))->root());
            QVERIFY_RESULT(written);
            const std::unique_ptr<proto::Message> again(shape->New());
            QVERIFY(again->ParseFromString(*written));
            std::string ours;
            QVERIFY(proto::util::MessageToJsonString(*again, &ours).ok());
            QCOMPARE(ours, theirs);
        }
    }
};

PATCHBAY_TEST("tst_libprotobuf", LibprotobufTest);
#include "tst_libprotobuf.moc"
