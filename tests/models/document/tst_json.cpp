#include "models/document/Json.h"

#include "models/base/Text.h"
#include "models/document/Formats.h"
#include "models/document/JsonNumber.h"
#include "models/document/Number.h"
#include "tests/models/document/JsonChecks.h"
#include "tests/models/document/Samples.h"
#include "tests/support/TestMain.h"

#include <QDir>

#include <cmath>

using namespace pb;
using namespace pb::doc;
using pb::test::parsedJson;

namespace {

struct Case {
    std::string json;
    std::string expected;
};

bool sameByEquals(std::string_view left, std::string_view right) {
    return equals(parsedJson(left)->root(), parsedJson(right)->root());
}

std::string numberText(double value) {
    std::string text;
    writeJsonNumber(value, text);
    return text;
}

}  // namespace

class JsonTest : public QObject {
    Q_OBJECT

private slots:
    void publicSuiteIsJudgedAsRfc8259Says() {
        const std::string folder = pb::test::conformanceFolder("json-parsing/test_parsing");
        if (folder.empty()) {
            qInfo("The public suite is not present; the own cases stand for it.");
        }
        const QDir files(qs(folder), QStringLiteral("*.json"));
        for (const QString& name : folder.empty() ? QStringList() : files.entryList()) {
            QFile file(files.filePath(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            const std::string bytes = file.readAll().toStdString();
            const auto document = readJson(bytes);
            QVERIFY2(!name.startsWith(QLatin1String("y_")) || document.has_value(), qPrintable(name));
            QVERIFY2(!name.startsWith(QLatin1String("n_")) || !document.has_value(), qPrintable(name));
            const bool isTooDeep = !document && document.error().code == ErrorCode::limit;
            if (!isTooDeep) {
                pb::test::checkJson(bytes);
            }
        }
    }

    void errorsNameThePlaceAndWhatToDo() {
        const Case cases[] = {
            {"", "1:1 There is no value."},
            {"[1,\n 2,]", "2:4 A value is expected after the comma."},
            {"{\"a\":1,}", "1:8 A name is expected after the comma."},
            {"{'a':1}", "1:2 A name in double quotes is expected."},
            {"{\"a\" 1}", "1:6 A colon is expected after the name."},
            {"[1 2]", "1:4 A comma or “]” is expected here."},
            {"{\"ä\": 01}", "1:7 This is not a number as JSON writes it."},
            {"[NaN]", "1:2 A value is expected here."},
            {"[\"a\nb\"]", "1:4 A control character (code 10) stands in a string."},
            {"[\"\\x\"]", "1:3 JSON does not know this escape."},
            {"[\"abc", "1:2 The string that begins here has no closing quote."},
            {"[\"\xff\"]", "1:3 The bytes are not UTF-8 here."},
            {"{} {}", "1:4 There is more text after the end of the value."},
            {"[1, // no\n2]", "1:5 JSON has no comments."},
            {"{\"a\":[1,2", "1:10 The text ends inside of an array."},
            {"[truefalse]", "1:2 A value is expected here."},
        };
        for (const auto& [json, expected] : cases) {
            const auto document = readJson(json);
            QVERIFY2(!document, json.c_str());
            const Place& place = document.error().place;
            const QString reason = document.error().sentence.section(QStringLiteral(": "), 1);
            QCOMPARE(QStringLiteral("%1:%2 %3").arg(place.line).arg(place.column).arg(reason), qs(expected));
            QVERIFY(!document.error().hint.isEmpty());
        }
    }

    void everyNodeKnowsItsBytes() {
        const auto document =
            parsedJson("\xEF\xBB\xBF { \"id\" : 12345678901234567890 , \"t\":\"a\\u0062\", \"l\":[1.10,true , null] }\n");
        const Value root = document->root();
        QCOMPARE(root.find("id").raw(), std::string_view("12345678901234567890"));
        QCOMPARE(root.find("id").digits(), std::string_view("12345678901234567890"));
        QCOMPARE(root.find("t").raw(), std::string_view("\"a\\u0062\""));
        QCOMPARE(root.find("t").text(), std::string_view("ab"));
        QCOMPARE(root.follow("/l/0").digits(), std::string_view("1.10"));
        QCOMPARE(root.follow("/l/1").raw(), std::string_view("true"));
        QCOMPARE(root.find("l").raw(), std::string_view("[1.10,true , null]"));
        QCOMPARE(document->bytes().substr(root.find("t").node().nameBegin, 3), std::string_view("\"t\""));
    }

    void loneSurrogatesAreKept() {
        const auto document = parsedJson(R"(["\uD800", "\uDC00x", "\ud83d\ude00", "\ud800\ud83d\ude00"])");
        QCOMPARE(document->root().at(0).text(), std::string_view("\xED\xA0\x80"));
        QCOMPARE(document->root().at(1).text(), std::string_view("\xED\xB0\x80x"));
        QCOMPARE(document->root().at(2).text(), std::string_view("\xF0\x9F\x98\x80"));
        QCOMPARE(document->root().at(3).text(), std::string_view("\xED\xA0\x80\xF0\x9F\x98\x80"));
        std::string text;
        writeJsonString(document->root().at(1).text(), text);
        QCOMPARE(text, std::string("\"\\udc00x\""));
    }

    void pointersLeadThereAndBack() {
        const auto document = parsedJson(R"({"a":{"x/y":[10,{"~":20}],"":30},"b":[[],{}]})");
        const Value root = document->root();
        QCOMPARE(root.follow("/a/x~1y/1/~0").digits(), std::string_view("20"));
        QCOMPARE(root.follow("/a/").digits(), std::string_view("30"));
        for (const char* wrong : {"a", "/c", "/b/2", "/b/00", "/b/-", "/a/x~2y", "/b/0/0", "/a/x~1y/0/0"}) {
            QVERIFY2(!root.follow(wrong), wrong);
        }
        for (std::uint32_t index = 0; index < document->nodes().size(); ++index) {
            const Value value(document.get(), index);
            QCOMPARE(root.follow(value.pointer()), value);
            for (const Value child : value.children()) {
                QCOMPARE(child.parent(), value);
            }
        }
    }

    void readersOfOtherKindsAreEmpty() {
        const auto document = parsedJson(R"({"n":1,"s":"x"})");
        const Value nothing;
        QVERIFY(!nothing.find("a") && !nothing.at(0) && nothing.text().empty() && nothing.size() == 0);
        QVERIFY(nothing.children().begin() == nothing.children().end());
        QVERIFY(document->root().find("n").text().empty() && document->root().find("s").digits().empty());
        QVERIFY(!document->root().find("s").find("x") && !document->root().at(2) && !nothing.parent());
    }

    void duplicateNamesAreReportedAndTheLastCounts() {
        const auto document = parsedJson("[{\"a\":1,\"b\":2},{\"a\":1,\n\"b\":{\"a\":0},\"\\u0061\":3},{\"a\":4,\"b\":5}]");
        QCOMPARE(document->findings().size(), std::size_t{1});
        QCOMPARE(document->findings()[0].place.line, 2);
        QCOMPARE(document->findings()[0].place.column, 13);
        QCOMPARE(document->root().at(1).find("a").digits(), std::string_view("3"));
        QCOMPARE(document->root().at(1).size(), 3u);
    }

    void namesThatLookAlikeOnlyRawAreNotMixedUp() {
        const auto document =
            parsedJson("[{\"a\\\\\\\"b\":1},{\"a\\\"b\":2},{\"a\\\\\\\"b\":3},{\"ab\":4},{\"abc\":5},{\"a\":6}]");
        const char* expected[] = {"a\\\"b", "a\"b", "a\\\"b", "ab", "abc", "a"};
        for (std::uint32_t i = 0; i < 6; ++i) {
            QCOMPARE(document->root().at(i).at(0).name(), std::string_view(expected[i]));
        }
    }

    void shapesThatChangeAreReadRight() {
        const auto document = parsedJson(R"([{"a":1,"b":{"x":1,"y":2},"c":[{"p":1},{"p":2,"q":3}]},
            {"b":{"y":2,"x":1},"a":1,"c":[{"q":1,"p":2}]}, {"a":1,"c":[],"b":{}}, [1], {"a":{"x":1},"b":2,"z":3,"c":[{"p":1}]}])");
        QCOMPARE(writeJson(document->root().at(1), {0, true}),
                 std::string(R"({"a":1,"b":{"x":1,"y":2},"c":[{"p":2,"q":1}]})"));
        QCOMPARE(writeJson(document->root().at(4), {0, true}),
                 std::string(R"({"a":{"x":1},"b":2,"c":[{"p":1}],"z":3})"));
    }

    void equalityIsByExactValue() {
        QVERIFY(sameByEquals(R"({"a":1,"b":[1.0,10e-1]})", R"({"b":[1,1],"a":100e-2})"));
        QVERIFY(!sameByEquals("12345678901234567890", "12345678901234567891"));
        QVERIFY(sameByEquals("12345678901234567890", "1234567890123456789e1"));
        QVERIFY(sameByEquals("-0", "0.0e5"));
        QVERIFY(!sameByEquals("1e400", "1e401"));
        QVERIFY(sameByEquals("10e400", "1e401"));
        QVERIFY(sameByEquals(R"({"a":1,"a":2})", R"({"a":2})"));
        QVERIFY(!sameByEquals(R"({"a":1})", R"({"b":1})"));
        QVERIFY(!sameByEquals("[1,2]", "[2,1]"));
        QVERIFY(!sameByEquals("\"1\"", "1"));
    }

    void doublesAreTheNearest() {
        QCOMPARE(parseDouble("0.1"), 0.1);
        QCOMPARE(parseDouble("9007199254740993"), 9007199254740992.0);
        QCOMPARE(parseDouble("-123.456e-2"), -1.23456);
        QCOMPARE(parseDouble("1e400"), HUGE_VAL);
        QCOMPARE(parseDouble("-1e99999999999999999999"), -HUGE_VAL);
        QCOMPARE(parseDouble("1e-99999999999999999999"), 0.0);
        QVERIFY(std::signbit(parseDouble("-0")));
        std::mt19937_64 random(7);
        for (int i = 0; i < 20000; ++i) {
            const std::uint64_t bits = random();
            double value = 0;
            std::memcpy(&value, &bits, sizeof value);
            if (std::isfinite(value)) {
                QCOMPARE(parseDouble(numberText(value)), value == 0 ? 0 : value);
            }
        }
    }

    void numbersAreWrittenAsEcmaScriptDoes() {
        const std::pair<double, const char*> cases[] = {{0, "0"},
                                                        {-0.0, "0"},
                                                        {1, "1"},
                                                        {-1.5, "-1.5"},
                                                        {100, "100"},
                                                        {1e20, "100000000000000000000"},
                                                        {1e21, "1e+21"},
                                                        {123456789012345680000.0, "123456789012345680000"},
                                                        {1.5e-6, "0.0000015"},
                                                        {1e-7, "1e-7"},
                                                        {1.25e-7, "1.25e-7"},
                                                        {5e-324, "5e-324"},
                                                        {1.7976931348623157e308, "1.7976931348623157e+308"},
                                                        {0.1 + 0.2, "0.30000000000000004"},
                                                        {HUGE_VAL, "null"},
                                                        {std::nan(""), "null"}};
        for (const auto& [value, expected] : cases) {
            QCOMPARE(numberText(value), std::string(expected));
        }
    }

    void writingWithoutChangeIsByteIdentical() {
        std::mt19937 random(11);
        for (int i = 0; i < 300; ++i) {
            const std::string json = pb::test::randomJson(random, 1 + i % 60);
            const auto document = parsedJson(json);
            QCOMPARE(pb::test::treeFault(*document), std::string());
            const std::string trimmed = qs(json).trimmed().toStdString();
            QCOMPARE(writeJson(document->root()), trimmed);
            for (const JsonStyle style : {JsonStyle{2, false}, JsonStyle{0, true}}) {
                QVERIFY(equals(parsedJson(writeJson(document->root(), style))->root(), document->root()));
            }
        }
    }

    void damageGivesADocumentOrAnError() {
        std::mt19937 random(5);
        for (int i = 0; i < 25; ++i) {
            pb::test::forEachDamage(pb::test::randomJson(random, 12), pb::test::checkJson);
        }
    }

    void depthIsLimitedByName() {
        const std::string deep = std::string(1000, '[') + std::string(1000, ']');
        QVERIFY(readJson(deep).has_value());
        const auto tooDeep = readJson("[" + deep + "]");
        QVERIFY(!tooDeep);
        QCOMPARE(tooDeep.error().code, ErrorCode::limit);
        QVERIFY(tooDeep.error().sentence.contains(QStringLiteral("1000")));
        QVERIFY(!readJson(std::string(5'000'000, '[')));
        QVERIFY(!readJson("[1,2,3]", nullptr, {1000, 5}));
    }

    void linesAreDeliveredInOrder_data() {
        QTest::addColumn<QString>("separator");
        QTest::newRow("lines") << QStringLiteral("\n");
        QTest::newRow("windows lines") << QStringLiteral("\r\n");
        QTest::newRow("blanks only") << QStringLiteral(" ");
        QTest::newRow("nothing") << QString();
    }

    void linesAreDeliveredInOrder() {
        QFETCH(QString, separator);
        std::string stream;
        for (int i = 0; i < 30000; ++i) {
            stream +=
                R"({"id":)" + std::to_string(i) + ",\"text\":\"line \\\"quoted\\\"\",\"list\":[1,2]}" + utf8(separator);
        }
        int next = 0;
        const Done done = readJsonLines(stream, [&](const DocumentPtr& document, std::uint64_t firstByte) {
            const bool isRight = document->root().find("id").number() == next++ &&
                                 stream.compare(firstByte, document->bytes().size(), document->bytes()) == 0;
            return isRight;
        });
        QVERIFY_RESULT(done);
        QCOMPARE(next, 30000);
    }

    void linesMayBePrettyPrintedAndLarge() {
        const std::string filler(3'000'000, 'x');
        const std::string stream =
            "{\n \"a\": [\n1,\n2\n]\n}\n\n 7\n\"" + filler + "\"\n[\n" + std::string(2'000'000, '\n') + "]\n true";
        std::string kinds;
        QVERIFY_RESULT(readJsonLines(stream, [&](const DocumentPtr& document, std::uint64_t) {
            kinds += std::to_string(static_cast<int>(document->root().kind()));
            return true;
        }));
        QCOMPARE(kinds, std::string("52341"));
    }

    void aBadLineStopsAfterTheGoodOnes() {
        for (const std::string_view bad : {"{\"a\":}", "\"open", "{\"a\":1}}", "[1,2", "\"\xff\"", "nul"}) {
            const int goodOnes = bad.starts_with("{\"a\":1}") ? 3 : 2;
            int count = 0;
            const std::string stream = "{\"id\":1}\n[2]\n" + std::string(bad) + "\n{\"id\":3}\n";
            const Done done = readJsonLines(stream, [&](const DocumentPtr&, std::uint64_t) { return ++count < 100; });
            QVERIFY2(!done, bad.data());
            QCOMPARE(count, goodOnes);
            QVERIFY2(done.error().place.line >= 3, bad.data());
        }
        int count = 0;
        QVERIFY_RESULT(readJsonLines("1 2 3 4", [&](const DocumentPtr&, std::uint64_t) { return ++count < 2; }));
        QCOMPARE(count, 2);
    }
};

PATCHBAY_TEST("tst_json", JsonTest);
#include "tst_json.moc"
