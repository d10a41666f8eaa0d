#include "models/base/Text.h"
#include "models/document/Csv.h"
#include "tests/models/document/Properties.h"
#include "tests/support/TestMain.h"

#include <random>

using namespace pb;
using namespace pb::doc;
using pb::test::codecOf;
using pb::test::FormatProperties;

namespace {

std::string asJson(const std::string& text, const CsvOptions& options = {}) {
    const auto document = readCsv(text, nullptr, options);
    return document ? writeJson((*document)->root()) : utf8(document.error().print());
}

std::string rulesOf(const std::string& text, const CsvOptions& options = {}) {
    std::string rules;
    const auto document = readCsv(text, nullptr, options);
    for (const Finding& finding : document ? (*document)->findings() : std::vector<Finding>()) {
        if (finding.rule != "csv.dialect") {
            rules += finding.rule + "@" + std::to_string(finding.place.line) + " ";
        }
    }
    return rules;
}

std::string utf16(const std::u16string& text) {
    return {reinterpret_cast<const char*>(text.data()), text.size() * 2};
}

/// What a cell's bytes mean by RFC 4180, told independently of the reader.
std::string cellText(Value leaf) {
    std::string raw(leaf.raw());
    if (!raw.starts_with('"')) {
        return raw;
    }
    raw = raw.substr(1, raw.size() - 2);
    for (std::size_t at = 0; (at = raw.find("\"\"", at)) != std::string::npos; ++at) {
        raw.erase(at, 1);
    }
    return raw;
}

std::string randomCsv(std::mt19937& random, char delimiter, const std::string& lineEnd) {
    static const std::string cells[] = {"", "plain", "12.50", "ä€😀", "two words", "it's", "a-b"};
    const auto pick = [&random](std::size_t count) { return random() % count; };
    std::string text;
    const std::size_t columns = 2 + pick(6);
    for (std::size_t row = 0; row < 1 + pick(30); ++row) {
        for (std::size_t column = 0; column < columns; ++column) {
            text += column > 0 ? std::string(1, delimiter) : "";
            if (row == 0) {
                text += "name" + std::to_string(column);
            } else if (pick(3) == 0) {
                text += "\"q" + cells[pick(7)] + delimiter + (pick(2) ? "\"\"" : "") + (pick(3) ? "" : lineEnd) + "\"";
            } else {
                text += column == 0 ? "r" : cells[pick(7)];
            }
        }
        text += lineEnd;
    }
    return text;
}

const char* const shipments = R"(
delimiter: ";"
lineEnd: lf
records:
  - {name: file, repeats: false, when: {type: F}, columns: [type, date]}
  - {name: order, when: {type: H}, columns: [type, number, customer]}
  - {name: line, under: order, when: {type: L}, columns: [type, sku, quantity]}
  - {name: text, under: order, repeats: false, when: {type: [T, U]}, columns: [type, text]}
)";
const std::string shipmentFile = "F;2026-11-24\nH;1;Ann\nL;A-1;2\nL;A-2;3\nT;\"by; hand\"\nH;2;Bob\nL;A-1;1\n";

}  // namespace

class CsvTest : public QObject {
    Q_OBJECT

private slots:
    void whatAnExpressionSees() {
        const std::pair<const char*, const char*> cases[] = {
            {"a,b\n1,2\n", R"([{"a":"1","b":"2"}])"},
            {"a,b\r\n1,\"x,\"\"y\"\"\r\nz\"", "[{\"a\":\"1\",\"b\":\"x,\\\"y\\\"\\r\\nz\"}]"},
            {"a;b\r1;2\r", R"([{"a":"1","b":"2"}])"},
            {"a\tb\n\n1\t\n", R"([{"a":"1","b":""}])"},
            {"1,2\n3,4\n", R"([{"column1":"1","column2":"2"},{"column1":"3","column2":"4"}])"},
            {"sep=|\na|b,c\n1|2\n", R"([{"a":"1","b,c":"2"}])"},
            {"a,b,\n1,2,\n", R"([{"a":"1","b":"2"}])"},
            {"a;b\n'x;y';'z'\n'v';'w'\n", R"([{"a":"x;y","b":"z"},{"a":"v","b":"w"}])"},
            {"name\nAnn\n\nBob\n", R"([{"name":"Ann"},{"name":""},{"name":"Bob"}])"},
            {"", "[]"},
            {"\xEF\xBB\xBF" "a,b\n1,2\n", R"([{"a":"1","b":"2"}])"},
            {"a,b\nx\"y,\"z\"\n", "[{\"a\":\"x\\\"y\",\"b\":\"z\"}]"},
        };
        for (const auto& [text, expected] : cases) {
            QVERIFY2(asJson(text) == expected, (asJson(text) + "\n" + expected).c_str());
        }
    }

    void charsets() {
        QCOMPARE(asJson("name;city\n\xfc;K\xf6ln\n"), std::string(R"([{"name":"ü","city":"Köln"}])"));
        CsvOptions latin;
        latin.charset = Charset::latin1;
        QCOMPARE(asJson("a;b\n\x80;x\n", latin), std::string("[{\"a\":\"\xC2\x80\",\"b\":\"x\"}]"));
        QCOMPARE(asJson("a;b\n\x80;x\n"), std::string(R"([{"a":"€","b":"x"}])"));
        const std::string wide = utf16(u"\ufeffa;b\r\n€;😀\r\n");
        const auto document = readCsv(wide, nullptr);
        QVERIFY_RESULT(document);
        QCOMPARE(writeJson((*document)->root()), std::string(R"([{"a":"€","b":"😀"}])"));
        QCOMPARE(std::string((*document)->root().at(0).find("b").raw()), utf16(u"😀"));
        QCOMPARE(*codecOf("csv")->write((*document)->root()), wide);
        CsvOptions strict;
        strict.charset = Charset::utf8;
        const auto refused = readCsv("a;b\n\xfc;x\n", nullptr, strict);
        QVERIFY(!refused);
        QCOMPARE(refused.error().place.line, 2);
    }

    void whatIsOddIsFoundAndKept() {
        QCOMPARE(asJson("a,b\n1\n1,2,3\n"), std::string(R"([{"a":"1"},{"a":"1","b":"2","column3":"3"}])"));
        QCOMPARE(rulesOf("a,b\n1,2\n1\n1,2,3\n"), std::string("csv.row.short@3 csv.row.long@4 "));
        CsvOptions withHeader;
        withHeader.hasHeader = true;
        const std::string odd = rulesOf("a,,a\n1,2,3\n\n", withHeader);
        QVERIFY2(odd == "csv.lines.blank@1 csv.header.empty@1 csv.header.duplicate@1 ", odd.c_str());
        QCOMPARE(rulesOf("a,b\n\"x\"y,2\n"), std::string("csv.quote.stray@2 "));
        const auto open = readCsv("a,b\n1,\"x\n2,3\n", nullptr);
        QVERIFY(!open);
        QCOMPARE(open.error().place.line, 2);
        QCOMPARE(open.error().place.column, 3);
    }

    void severalTypesOfRows() {
        const auto codec = codecOf("csv", shipments);
        const auto document = codec->read(shipmentFile, nullptr);
        QVERIFY_RESULT(document);
        QCOMPARE(writeJson((*document)->root()),
                 std::string(R"({"file":{"type":"F","date":"2026-11-24"},"order":[)"
                             R"({"type":"H","number":"1","customer":"Ann","line":[{"type":"L","sku":"A-1","quantity":"2"},)"
                             R"({"type":"L","sku":"A-2","quantity":"3"}],"text":{"type":"T","text":"by; hand"}},)"
                             R"({"type":"H","number":"2","customer":"Bob","line":[{"type":"L","sku":"A-1","quantity":"1"}]}]})"));
        QHOLDS(FormatProperties(codec, cellText).roundTrip(shipmentFile));
        QHOLDS(FormatProperties(codec, cellText).ranges(shipmentFile));
        QHOLDS(FormatProperties(codec, cellText).damage(shipmentFile));
        std::string records;
        QVERIFY_RESULT(codec->stream(shipmentFile, [&](const DocumentPtr& record, std::uint64_t firstByte) {
            records += record->root().at(0).name();
            return shipmentFile.compare(firstByte, record->bytes().size(), record->bytes()) == 0;
        }));
        QCOMPARE(records, std::string("fileorderorder"));
        const auto orphan = codec->read("L;A-1;2\n", nullptr);
        QVERIFY(!orphan && orphan.error().place.line == 1);
        QVERIFY(!codec->read("X;1\n", nullptr));
    }

    void theLayoutOrdersAndFillsWhatIsWritten() {
        const auto json = readJson(std::string(
            R"({"order":[{"line":[{"quantity":2,"sku":"A;1"}],"number":7}],"file":{"date":"2026-11-24"}})"));
        QCOMPARE(*codecOf("csv", shipments)->write((*json)->root()), std::string("F;2026-11-24\nH;7;\nL;\"A;1\";2\n"));
        const auto rows = readJson(std::string(R"([{"b":1.10,"a":true},{"a":null}])"));
        QCOMPARE(*codecOf("csv", "{columns: [a, b], header: true, lineEnd: lf, delimiter: ';'}")->write((*rows)->root()),
                 std::string("a;b\ntrue;1.10\n;\n"));
    }

    void whatDoesNotFitIsAnError() {
        const std::tuple<const char*, const char*, const char*> cases[] = {
            {"", R"([{"a":[1]}])", "/0/a"},
            {"", R"([1])", "/0"},
            {"columns: [a]", R"([{"a":1,"b":2}])", "/0/b"},
            {"charset: ISO-8859-1", R"([{"a":"€"}])", "/0/a"},
            {"{quote: none, delimiter: ','}", R"([{"a":"x,y"}])", "/0/a"},
            {shipments, R"({"order":[{"lines":[]}]})", "/order/0/lines"},
            {shipments, R"({"order":[{"type":"X"}]})", "/order/0/type"},
            {shipments, R"({"file":[{},{}]})", "/file"},
        };
        for (const auto& [layout, json, pointer] : cases) {
            const auto written = codecOf("csv", layout)->write((*readJson(std::string(json)))->root());
            QVERIFY2(!written, json);
            QVERIFY2(written.error().sentence.contains(qs(pointer)), qPrintable(written.error().print()));
        }
    }

    void generatedFilesHaveTheProperties() {
        std::mt19937 random(17);
        for (int i = 0; i < 120; ++i) {
            const char delimiter = ",;\t|"[i % 4];
            const std::string text = randomCsv(random, delimiter, i % 3 == 0 ? "\n" : "\r\n");
            const std::string named = delimiter == '\t' ? "tab" : std::string(1, delimiter);
            const FormatProperties csv(codecOf("csv", "{header: true, delimiter: \"" + named + "\"}"), cellText);
            QHOLDS(csv.roundTrip(text));
            QHOLDS(csv.ranges(text));
            QHOLDS(csv.streamed(text));
            QHOLDS(FormatProperties(codecOf("csv"), cellText).ranges(text));
        }
        const std::string small = "id;name;note\r\n1;\"A;\"\"B\"\"\";x\r\n2;;\"two\r\nlines\"\r\n";
        QHOLDS(FormatProperties(codecOf("csv"), cellText).damage(small));
        QHOLDS(FormatProperties(codecOf("csv")).damage(utf16(u"\ufeffa;b\r\n€;\"😀\"\r\n")));
    }

    void wrongLayoutsAreRefused() {
        for (const char* text : {"delimiter: ab", "{delimiter: ';', quote: ';'}", "lineEnd: x", "charset: nothing",
                                 "records: []", "records: [{name: a, when: {x: 1}, columns: [b]}]",
                                 "records: [{name: a, under: b}]", "records: [{name: a, columns: [b, b]}]"}) {
            const auto layout = test::layoutOf(text);
            QVERIFY2(!formatById("csv")->make({layout->root(), {}}), text);
        }
    }
};

PATCHBAY_TEST("tst_csv", CsvTest);
#include "tst_csv.moc"
