#include "models/base/Text.h"
#include "models/document/Charset.h"
#include "models/document/JsonLine.h"
#include "models/document/Yaml.h"
#include "tests/models/document/Properties.h"
#include "tests/support/TestMain.h"

#include <random>

using namespace pb;
using namespace pb::doc;
using namespace std::string_literals;
using pb::test::codecOf;
using pb::test::FormatProperties;

namespace {

const char* const orders = R"(
charset: UTF-8
lineEnd: lf
records:
  - name: header
    when: {type: H}
    fields:
      - {name: type, length: 1}
      - {name: number, length: 6, kind: number}
      - {name: customer, length: 8}
      - {length: 2}
  - name: line
    under: header
    when: {type: L}
    fields:
      - {name: type, length: 1}
      - {name: sku, length: 5, justify: right}
      - {name: quantity, length: 4, kind: number, pad: " "}
      - {name: price, length: 7, kind: number, decimals: 2}
)";
const std::string orderFile = "H000007Köln      \nL  A-1   20001250\nL  B-2  -1-000005\nH000008Gent      \n";

const char* const mainframe = R"(
charset: "%1"
lineEnd: none
length: 22
fields:
  - {name: account, length: 6}
  - {name: balance, length: 4, kind: packed, decimals: 2}
  - {name: turnover, length: 5, kind: zoned, decimals: 1}
  - {name: count, length: 2, kind: binary}
  - {name: branch, length: 3, kind: number}
)";

std::string mainframeLayout(const std::string& charset) {
    std::string layout = mainframe;
    layout.replace(layout.find("%1"), 2, charset);
    return layout;
}

std::string ebcdic(Charset charset, const std::string& text) {
    std::string bytes;
    encodeText(charset, text, bytes);
    return bytes;
}

/// "AB-12 ", −1234.56 as 01 23 45 6D does not fit 4 bytes of 7 digits: 0123456D, −98.7 zoned, −2 binary, 042.
std::string mainframeRecord(Charset charset) {
    return ebcdic(charset, "AB-12 ") + "\x01\x23\x45\x6D"s + "\xF0\xF0\xF9\xF8\xD7"s + "\xFF\xFE"s + ebcdic(charset, "042") +
           ebcdic(charset, "  ");
}

std::string whole(Value leaf) {
    return leaf.is(Kind::string) ? std::string(leaf.raw()) : std::string(leaf.digits());
}

}  // namespace

class FixedTest : public QObject {
    Q_OBJECT

private slots:
    void textFilesWithSeveralTypes() {
        const auto codec = codecOf("fixed-width", orders);
        const auto document = codec->read(orderFile, nullptr);
        QVERIFY_RESULT(document);
        QCOMPARE(writeJsonLine((*document)->root()),
                 std::string(R"({"header":[{"type":"H","number":7,"customer":"Köln","line":[)"
                             R"({"type":"L","sku":"A-1","quantity":2,"price":12.50},)"
                             R"({"type":"L","sku":"B-2","quantity":-1,"price":-0.05}]},)"
                             R"({"type":"H","number":8,"customer":"Gent"}]})"));
        QCOMPARE((*document)->root().follow("/header/0/line/1/price").raw(), std::string_view("-000005"));
        QCOMPARE((*document)->findings().size(), std::size_t{0});
        const FormatProperties fixed(codec, whole);
        QHOLDS(fixed.roundTrip(orderFile));
        QHOLDS(fixed.ranges(orderFile));
        QHOLDS(fixed.damage(orderFile));
        int records = 0;
        QVERIFY_RESULT(codec->stream(orderFile, [&](const DocumentPtr& record, std::uint64_t firstByte) {
            return ++records > 0 && orderFile.compare(firstByte, record->bytes().size(), record->bytes()) == 0;
        }));
        QCOMPARE(records, 2);
    }

    void mainframeFiles() {
        const std::pair<const char*, Charset> pages[] = {{"IBM037", Charset::cp037},
                                                         {"IBM273", Charset::cp273},
                                                         {"IBM500", Charset::cp500},
                                                         {"IBM1047", Charset::cp1047},
                                                         {"IBM01141", Charset::cp1141}};
        for (const auto& [name, charset] : pages) {
            const auto codec = codecOf("fixed-width", mainframeLayout(name));
            const std::string bytes = mainframeRecord(charset) + mainframeRecord(charset);
            const auto document = codec->read(bytes, nullptr);
            QVERIFY_RESULT(document);
            const std::string record =
                R"({"account":"AB-12","balance":-1234.56,"turnover":-98.7,"count":-2,"branch":42})";
            QCOMPARE(writeJsonLine((*document)->root()), "[" + record + "," + record + "]");
            const FormatProperties fixed(codec, [charset](Value leaf) {
                std::string text;
                decodeText(charset, leaf.raw(), text);
                return leaf.is(Kind::string) ? text : std::string(leaf.digits());
            });
            QHOLDS(fixed.roundTrip(bytes));
            QHOLDS(fixed.ranges(bytes));
            QHOLDS(fixed.streamed(bytes));
            QHOLDS(fixed.damage(bytes));
            QCOMPARE(*codec->write((*readJson("[" + record + "]"))->root()), mainframeRecord(charset));
        }
    }

    void codePages() {
        QCOMPARE(ebcdic(Charset::cp1047, "[]^"), "\xAD\xBD\x5F"s);
        QCOMPARE(ebcdic(Charset::cp1141, "€Ä"), "\x9F\x4A"s);
        QCOMPARE(ebcdic(Charset::cp273, "Ä"), "\x4A"s);
        QCOMPARE(ebcdic(Charset::cp037, "A1"), "\xC1\xF1"s);
    }

    void signsInAsciiZones() {
        const auto codec = codecOf("fixed-width", "{lineEnd: lf, fields: [{name: a, length: 3, kind: zoned, decimals: 1}]}");
        const auto document = codec->read("12L\n10{\n   \n123\n", nullptr);
        QVERIFY_RESULT(document);
        QCOMPARE(writeJsonLine((*document)->root()), std::string(R"([{"a":-12.3},{"a":10.0},{"a":null},{"a":12.3}])"));
    }

    void whatIsOddIsFound() {
        const auto codec = codecOf("fixed-width", "{lineEnd: lf, fields: [{name: a, length: 2, kind: number}, {length: 1}, {name: b, length: 2}]}");
        const auto document = codec->read("12\n1x yy\n01zyyMORE\n", nullptr);
        QVERIFY_RESULT(document);
        QCOMPARE(writeJsonLine((*document)->root()), std::string(R"([{"a":12},{"a":"1x","b":"yy"},{"a":1,"b":"yy"}])"));
        std::string rules;
        for (const Finding& finding : (*document)->findings()) {
            rules += finding.rule + "@" + std::to_string(finding.place.line) + " ";
        }
        QCOMPARE(rules, std::string("fixed.record.short@1 fixed.number.wrong@2 fixed.record.long@3 fixed.filler@3 "));
        QVERIFY(!codecOf("fixed-width", orders)->read("X\n", nullptr));
    }

    void whatDoesNotFitIsAnErrorThatSaysHow() {
        const std::tuple<std::string, std::string, const char*> cases[] = {
            {"{fields: [{name: a, length: 3}]}", R"([{"a":"four"}])", "4 characters"},
            {"{fields: [{name: a, length: 3}]}", R"([{"a":"x "}])", "padding"},
            {"{fields: [{name: a, length: 3}]}", R"([{"b":"x"}])", "/0/b"},
            {"{fields: [{name: a, length: 3, kind: number}]}", R"([{"a":1234}])", "holds 3"},
            {"{fields: [{name: a, length: 3, kind: number}]}", R"([{"a":1.5}])", "at most 0 decimals"},
            {"{fields: [{name: a, length: 3, kind: number}]}", R"([{"a":"x"}])", "no number"},
            {"{fields: [{name: a, length: 3, kind: number, signed: false}]}", R"([{"a":-1}])", "negative"},
            {"{charset: IBM037, fields: [{name: a, length: 1, kind: packed}]}", R"([{"a":12}])", "holds 1"},
            {"{charset: IBM037, fields: [{name: a, length: 1, kind: binary}]}", R"([{"a":128}])", "1 bytes"},
            {"{charset: IBM037, fields: [{name: a, length: 3}]}", R"([{"a":"€"}])", "IBM037"},
            {orders, R"({"header":[{"number":1,"lines":[]}]})", "/header/0/lines"},
        };
        for (const auto& [layout, json, part] : cases) {
            const auto written = codecOf("fixed-width", layout)->write((*readJson(json))->root());
            QVERIFY2(!written, json.c_str());
            QVERIFY2(written.error().sentence.contains(QString::fromUtf8(part)), qPrintable(written.error().print()));
        }
    }

    void generatedRecordsComeBack() {
        std::mt19937 random(5);
        const auto codec = codecOf("fixed-width", mainframeLayout("IBM500"));
        for (int i = 0; i < 200; ++i) {
            const auto number = [&random](int most) { return static_cast<int>(random() % static_cast<unsigned>(most)) - most / 2; };
            const auto decimal = [](int value, int scale) {
                const int size = std::abs(value);
                return (value < 0 ? "-" : "") + std::to_string(size / scale) + "." +
                       std::to_string(scale + size % scale).substr(1);
            };
            const std::string record =
                utf8(QStringLiteral("[{'account':'A%1','balance':%2,'turnover':%3,'count':%4,'branch':%5}]")
                         .replace(u'\'', u'"')
                         .arg(random() % 10000)
                         .arg(qs(decimal(number(9999999), 100)), qs(decimal(number(99999), 10)))
                         .arg(number(65535))
                         .arg(random() % 1000));
            QHOLDS(FormatProperties(codec).writtenTree((*readJson(record))->root()));
        }
    }

    void wrongLayoutsAreRefused() {
        for (const char* text :
             {"{}", "fields: []", "fields: [{name: a}]", "fields: [{name: a, length: 0}]", "{length: 1, fields: [{name: a, length: 2}]}",
              "fields: [{name: a, length: 2, kind: packed}]", "fields: [{name: a, length: 2, pad: xy}]", "charset: UTF-16",
              "fields: [{name: a, length: 2, knd: text}]", "{charset: IBM037, fields: [{name: a, length: 9, kind: binary}]}"}) {
            const auto layout = test::layoutOf(text);
            const auto codec = formatById("fixed-width")->make({layout->root(), {}});
            QVERIFY2(!codec && codec.error().place.line > 0, text);
        }
        QVERIFY(!formatById("fixed-width")->make({}));
    }
};

PATCHBAY_TEST("tst_fixed", FixedTest);
#include "tst_fixed.moc"
