#include "models/base/Text.h"
#include "models/document/Formats.h"
#include "models/document/Json.h"
#include "models/document/JsonLine.h"
#include "models/document/Yaml.h"
#include "tests/models/document/Properties.h"
#include "tests/models/document/Samples.h"
#include "tests/support/TestMain.h"

using namespace pb;
using namespace pb::doc;
using pb::test::codecOf;
using pb::test::FormatProperties;

namespace {

std::string decodeJson(Value leaf) {
    const auto alone = readJson(std::string(leaf.raw()));
    if (!alone) {
        return {};
    }
    return leaf.is(Kind::string) ? std::string((*alone)->root().text()) : std::string(leaf.raw());
}

}  // namespace

class FormatsTest : public QObject {
    Q_OBJECT

private slots:
    void theNameOrTheBytesSayTheFormat() {
        const std::tuple<const char*, std::string, const char*> cases[] = {
            {"a.json", "", "json"},
            {"A.JSON", "nonsense", "json"},
            {"a.ndjson", "{}", "ndjson"},
            {"a.yml", "a: 1", "yaml"},
            {"a", "{\"a\": 1}\n", "json"},
            {"a.txt", "{\"a\":1}\n{\"a\":2}\n", "ndjson"},
            {"a", "\xEF\xBB\xBF <?xml version='1.0'?><a/>", "xml"},
            {"a", "# comment\nname: x\n", "yaml"},
        };
        for (const auto& [path, bytes, id] : cases) {
            const auto found = detectFormat(path, bytes);
            QVERIFY_RESULT(found);
            QVERIFY2((*found)->id == id, (std::string(path) + ": " + std::string((*found)->id)).c_str());
        }
        const auto unknown = detectFormat("a.bin", "\x01\x02");
        QVERIFY(!unknown && !unknown.error().hint.isEmpty());
    }

    void theLayoutSaysTheFormat() {
        const auto layout = readYaml(std::string("format: json\nindent: 4\n"));
        const CodecSettings settings{(*layout)->root(), {}};
        const auto format = formatOf({}, settings, "a.xml", "<a/>");
        QVERIFY_RESULT(format);
        QCOMPARE((*format)->id, std::string_view("json"));
        const auto codec = (*format)->make(settings);
        QVERIFY_RESULT(codec);
        QCOMPARE(*(*codec)->write((*readJson(std::string("{\"a\":1}")))->root()), std::string("{\n    \"a\": 1\n}\n"));
        QVERIFY(!formatOf("nothing", {}, "a", ""));
    }

    void aWrongLayoutIsAnErrorWithItsPlace() {
        for (const char* text : {"indent: many", "indnt: 2", "indent: 99", "[1]"}) {
            const auto layout = readYaml(std::string(text));
            const auto codec = formatById("json")->make({(*layout)->root(), {}});
            QVERIFY2(!codec, text);
            QCOMPARE(codec.error().code, ErrorCode::wrongUse);
            QVERIFY(codec.error().place.line == 1 && !codec.error().hint.isEmpty());
        }
    }

    /// Whoever maps a file gives back what was passed: a check of all bytes may not hold them.
    void aCheckBeforeAStreamTellsHowFarItIs() {
        const std::string text(3 << 20, 'a');
        const std::tuple<const char*, const char*, std::string> cases[] = {
            {"csv", "", "name,note\n1," + text + "\n"},
            {"csv", "charset: utf-8", "name,note\n1," + text + "\n"},
            {"xml", "records: All/One", "<All><One>" + text + "</One></All>"},
            {"x12", "records: sets", "ISA*00*          *00*          *ZZ*A              *ZZ*B              *261128*0541*U*00401*000000042*0*T*>~"
                                     "GS*PO*A*B*20261128*0541*7*X*004010~ST*850*1~MSG*" + text + "~SE*3*1~GE*1*7~IEA*1*000000042~"},
            {"fixed-width", "records: [{name: r, fields: [{name: a, length: 1}]}]", "a\n" + text},
        };
        for (const auto& [format, layout, bytes] : cases) {
            std::size_t reached = 0, told = 0, records = 0;
            const auto passed = [&](std::size_t end) {
                QVERIFY(end > reached && end <= reached + (2 << 20));
                reached = end;
                told += records == 0 ? 1 : 0;
            };
            const auto first = [&](const DocumentPtr&, std::uint64_t) { return ++records == 0; };
            QVERIFY_RESULT(codecOf(format, layout)->stream(bytes, first, passed));
            QVERIFY2(reached == bytes.size() && told > 1 && records == 1, format);
        }
    }

    void utf8IsCheckedInPieces() {
        const auto ignore = [](std::size_t) {};
        for (std::size_t shift = 0; shift < 4; ++shift) {
            std::string text(shift, 'a');
            while (text.size() < (1 << 20) + 8) {
                text += "\xF0\x9F\x9A\x80";
            }
            QVERIFY(isValidUtf8(text, ignore));
            QVERIFY(!isValidUtf8(text.substr(0, text.size() - 1), ignore));
            for (std::size_t at = (1 << 20) - 5; at < (1 << 20) + 5; ++at) {
                std::string damaged = text;
                damaged[at] = '\x80';
                QCOMPARE(isValidUtf8(damaged, ignore), isValidUtf8(damaged));
                damaged[at] = '\xF0';
                QCOMPARE(isValidUtf8(damaged, ignore), isValidUtf8(damaged));
            }
        }
        QVERIFY(!isValidUtf8(std::string(3 << 20, '\x80'), ignore));
    }

    void jsonHasTheProperties() {
        std::mt19937 random(41);
        const FormatProperties json(codecOf("json"), decodeJson);
        for (int i = 0; i < 60; ++i) {
            const std::string text = pb::test::randomJson(random, 40);
            QHOLDS(json.roundTrip(text));
            QHOLDS(json.ranges(text));
        }
        QHOLDS(json.damage(pb::test::randomJson(random, 30)));
    }

    void jsonLinesHaveTheProperties() {
        std::mt19937 random(42);
        const FormatProperties lines(codecOf("ndjson"), decodeJson);
        for (int i = 0; i < 40; ++i) {
            std::string text;
            for (int k = 0; k < 4; ++k) {
                text += writeJsonLine((*readJson(pb::test::randomJson(random, 10)))->root()) + "\n";
            }
            QHOLDS(lines.roundTrip(text));
            QHOLDS(lines.ranges(text));
            QHOLDS(lines.streamed(text));
        }
        QHOLDS(lines.damage("{\"a\": [1, 2.50]}\n{\"a\": \"x\"}\n\n[null, true]\n"));
    }

    void yamlHasTheProperties() {
        const std::string text = "# shop\nname: \"Shop 1\"\nlines:\n  - {sku: A-1, qty: 12}\n  - sku: B\n    note: |\n"
                                 "      two\n      lines\nempty: \nflag: true\n";
        const FormatProperties yaml(codecOf("yaml"));
        QHOLDS(yaml.roundTrip(text));
        QHOLDS(yaml.damage(text));
    }

    void xmlHasTheProperties() {
        const std::string text = pb::test::sourceFile("tests/models/document/files/order.xml");
        const FormatProperties xml(codecOf("xml", "indent: 0"));
        QCOMPARE(*codecOf("xml")->write((*codecOf("xml")->read(text, nullptr))->root()), text);
        QHOLDS(xml.roundTrip("<a x='1'><b>1</b><b>2</b><c/></a>"));
        QHOLDS(xml.damage("<?xml version='1.0'?>\n<o:a xmlns:o='urn:x' y=\"1\">\n <b>1 &amp; 2</b><!-- c --></o:a>"));
    }
};

PATCHBAY_TEST("tst_formats", FormatsTest);
#include "tst_formats.moc"
