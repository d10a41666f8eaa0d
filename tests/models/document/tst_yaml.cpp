#include "models/document/Yaml.h"

#include "models/base/Text.h"
#include "models/document/Json.h"
#include "tests/models/document/Samples.h"
#include "tests/support/TestMain.h"

using namespace pb;
using namespace pb::doc;

namespace {

DocumentPtr yaml(const std::string& text) {
    auto document = readYaml(text);
    if (!document) {
        qFatal("%s\n%s", qPrintable(document.error().print()), text.c_str());
    }
    return *document;
}

DocumentPtr json(const std::string& text) {
    return *readJson(text);
}

std::string asJson(const std::string& text) {
    return writeJson(yaml(text)->root());
}

YamlText edited(const std::string& text) {
    return *YamlText::parse(text);
}

/// A file as people write them.
const std::string route = pb::test::sourceFile("tests/models/document/files/route.yaml");

class YamlMaker {
public:
    explicit YamlMaker(std::mt19937& random) : random_(random) {}

    std::string make() {
        map(0, 3);
        return out_;
    }

private:
    int pick(int count) { return std::uniform_int_distribution<int>(0, count - 1)(random_); }

    std::string comment() {
        static const std::string choices[] = {"", "", "", " # note: [not] {a} value", "   # ä"};
        return choices[pick(5)];
    }

    void map(std::size_t column, int depth) {
        const int count = 1 + pick(4);
        for (int i = 0; i < count; ++i) {
            out_ += pick(6) == 0 ? std::string(column, ' ') + "# a comment line\n" : "";
            out_ += std::string(column, ' ') + "key" + std::to_string(i) + ":";
            value(column + 2, depth);
        }
    }

    void list(std::size_t column, int depth) {
        const int count = 1 + pick(3);
        for (int i = 0; i < count; ++i) {
            out_ += std::string(column, ' ') + "-";
            value(column + 2, depth);
        }
    }

    void value(std::size_t column, int depth) {
        if (depth > 0 && pick(3) == 0) {
            out_ += comment() + "\n";
            pick(2) == 0 ? map(column, depth - 1) : list(column, depth - 1);
            return;
        }
        static const std::string choices[] = {"plain",
                                              "'single ''quoted'''",
                                              "\"double \\\"quoted\\\" \\u00e4\"",
                                              "12",
                                              "-1.50",
                                              "true",
                                              "null",
                                              "~",
                                              "\"\"",
                                              "''",
                                              "[a, 'b', {c: d, \"e\": 1}]",
                                              "{x: 1, y: [ ], z: 'ä€😀' }",
                                              "plain words, with: colons:inside",
                                              "!!str 12",
                                              "2026-11-25"};
        if (const int choice = pick(20); choice < 15) {
            out_ += " " + (choice == 12 ? "plain words, with colons:inside" : choices[choice]) + comment() + "\n";
        } else if (choice < 18) {
            const std::string lead(column + 2, ' ');
            out_ += (choice == 15   ? " |\n"
                     : choice == 16 ? " >-\n"
                                    : " |-\n") +
                    lead + "first line\n" + lead + "second line\n";
        } else {
            out_ += comment() + "\n";
        }
    }

    std::mt19937& random_;
    std::string out_;
};

/// All but [begin, end) of the old text must stand in the new one.
bool isOnlyChangedWithin(const std::string& before, const std::string& after, ByteRange range) {
    const std::size_t tail = before.size() - range.end;
    return after.size() >= range.begin + tail && before.compare(0, range.begin, after, 0, range.begin) == 0 &&
           before.compare(range.end, tail, after, after.size() - tail, tail) == 0;
}

}  // namespace

class YamlTest : public QObject {
    Q_OBJECT

private slots:
    void plainScalarsHaveTheTypesOfTheCoreSchema() {
        const std::pair<const char*, const char*> cases[] = {{"12", "12"},
                                                             {"1.10", "1.10"},
                                                             {"12345678901234567890", "12345678901234567890"},
                                                             {"-0", "-0"},
                                                             {"1e3", "1e3"},
                                                             {"+1", "1"},
                                                             {".5", "0.5"},
                                                             {"1.", "1"},
                                                             {"-.5e3", "-0.5e3"},
                                                             {"0x1F", "31"},
                                                             {"0o17", "15"},
                                                             {"true", "true"},
                                                             {"True", "true"},
                                                             {"FALSE", "false"},
                                                             {"~", "null"},
                                                             {"Null", "null"},
                                                             {"", "null"},
                                                             {"nUll", "\"nUll\""},
                                                             {"yes", "\"yes\""},
                                                             {"0123", "\"0123\""},
                                                             {"1_000", "\"1_000\""},
                                                             {"2026-11-25", "\"2026-11-25\""},
                                                             {".inf", "\".inf\""},
                                                             {"!!str 12", "\"12\""},
                                                             {"!!int \"12\"", "12"},
                                                             {"! 12", "\"12\""},
                                                             {"'12'", "\"12\""},
                                                             {"\"\\u00e4\\n\"", "\"ä\\n\""},
                                                             {".", "\".\""},
                                                             {"-", "[null]"},
                                                             {"+", "\"+\""},
                                                             {"1.5.2", "\"1.5.2\""},
                                                             {"0x", "\"0x\""}};
        for (const auto& [text, expected] : cases) {
            QCOMPARE(asJson(text), std::string(expected));
        }
        QCOMPARE(yaml("a: yes\nb: 0123\nc: !x y")->findings().size(), std::size_t{3});
    }

    void structureIsRead() {
        const std::pair<const char*, const char*> cases[] = {
            {"a: 1\nb:\n- x\n- y: z\n  w: [1, {q: }]\n", R"({"a":1,"b":["x",{"y":"z","w":[1,{"q":null}]}]})"},
            {"a: &x {k: 1}\nb: *x\nc: [*x, *x]\n", R"({"a":{"k":1},"b":{"k":1},"c":[{"k":1},{"k":1}]})"},
            {"base: &b\n  k: v\nuse:\n  <<: *b\n  m: 1\n", R"({"base":{"k":"v"},"use":{"<<":{"k":"v"},"m":1}})"},
            {"&k key: 1\nother: *k\n*k : 2", R"({"key":1,"other":"key","key":2})"},
            {"? a\n: b\n", R"({"a":"b"})"},
            {"", "null"},
            {"# nothing\n", "null"},
            {"--- 5\n...\n", "5"},
            {"1: one\n~: nothing\n", R"({"1":"one","~":"nothing"})"},
            {"lit: |\n  a\n   b\n\nfold: >\n  a\n  b\n", R"({"lit":"a\n b\n","fold":"a b\n"})"}};
        for (const auto& [text, expected] : cases) {
            QCOMPARE(asJson(text), std::string(expected));
        }
    }

    void everyValueKnowsItsBytes() {
        const auto document =
            yaml("\xEF\xBB\xBFä: &a !!str 'x y'  # c\nlist:\n  - {k: 1.10 }\n  - |\n    one\n    two\n\nlast: plain\n");
        const Value root = document->root();
        QCOMPARE(root.find("ä").raw(), std::string_view("'x y'"));
        QCOMPARE(root.follow("/list/0/k").raw(), std::string_view("1.10"));
        QCOMPARE(root.follow("/list/0").raw(), std::string_view("{k: 1.10 }"));
        QCOMPARE(root.follow("/list/1").raw(), std::string_view("|\n    one\n    two"));
        QCOMPARE(root.find("list").raw(), std::string_view("- {k: 1.10 }\n  - |\n    one\n    two"));
        QCOMPARE(root.find("last").raw(), std::string_view("plain"));
        QCOMPARE(document->bytes().substr(root.find("last").node().nameBegin, 4), std::string_view("last"));
        QCOMPARE(root.find("last").place().line, 8);
    }

    void streamsOfDocuments() {
        const std::string stream = "--- {a: 1}\n---\nb: 2\n...\n--- 3\n";
        const auto documents = readYamlDocuments(stream);
        QVERIFY_RESULT(documents);
        QCOMPARE(documents->size(), std::size_t{3});
        QCOMPARE((*documents)[1]->root().find("b").raw(), std::string_view("2"));
        QCOMPARE((*documents)[1]->root().place().line, 3);
        const auto single = readYaml(stream);
        QVERIFY(!single);
        QCOMPARE(single.error().place.line, 2);
    }

    void errorsNameThePlace() {
        const std::pair<std::string, int> cases[] = {
            {"a: 1\nb: c: d\n", 2},     {"a:\n\t- 1\n", 2},   {"a: [1,\n", 2},
            {"a: *missing\n", 1},       {"a: &x [*x]\n", 1},  {"? [1]\n: 2\n", 1},
            {"x: 1\ny: \"\x01\"\n", 2}, {"x: \"\xff\"\n", 1}, {"x: 'open\n", 2}};
        for (const auto& [text, line] : cases) {
            const auto document = readYaml(text);
            QVERIFY2(!document, text.c_str());
            QCOMPARE(document.error().place.line, line);
            QVERIFY(!document.error().hint.isEmpty());
        }
    }

    void manyLaughsAreRefusedByName() {
        std::string text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
        for (int i = 1; i < 12; ++i) {
            const std::string alias = "*a" + std::to_string(i - 1);
            text += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + alias;
            for (int k = 1; k < 10; ++k) {
                text += ", " + alias;
            }
            text += "]\n";
        }
        const auto document = readYaml(text);
        QVERIFY(!document);
        QCOMPARE(document.error().code, ErrorCode::limit);
        QVERIFY(document.error().sentence.contains(QStringLiteral("1000000")));
        QCOMPARE(readYaml(std::string(1'000'000, '[')).error().code, ErrorCode::limit);
        QCOMPARE(readYaml(std::string(501, '[') + std::string(501, ']')).error().code, ErrorCode::limit);
    }

    void damageGivesADocumentOrAnError() {
        pb::test::forEachDamage(route, [](const std::string& text) {
            const auto document = readYaml(text);
            if (!document) {
                QVERIFY(document.error().place.line > 0 && !document.error().hint.isEmpty());
            }
        });
    }

    void writingReadsBack() {
        const char* cases[] = {
            R"({"a":[1,{"b":"x","c":[]},[[2],{}]],"d":{"e":null,"f":true}})",
            "\"multi\\nline\\n\"",
            R"(["a\n\nb","x\n\n"," lead\nx"])",
            R"(["yes","12","","~","- x","a: b","a #b","#x","'q'","\u0022","\u005c","\u0001","ä€😀","\u2028","\ufeff","0x1F","1_000","12:30:00","a:","=","on"])",
            R"({"key: odd":1,"":2,"true":3,"multi\nline key":4})",
            "12345678901234567890"};
        for (const char* text : cases) {
            const auto document = json(text);
            for (const int indent : {0, 4}) {
                const std::string written = writeYaml(document->root(), indent);
                QVERIFY2(equals(yaml(written)->root(), document->root()), written.c_str());
            }
        }
        QCOMPARE(writeYaml(json(R"({"a":[{"b":1,"c":"x\ny\n"}]})")->root()),
                 std::string("a:\n  - b: 1\n    c: |\n      x\n      y\n"));
    }

    void aScalarKeepsItsQuotes() {
        YamlText text = edited(route);
        QVERIFY_RESULT(text.setScalar("/0/route/id", "orders-2"));
        QVERIFY_RESULT(text.setScalar("/0/route/from/uri", "kafka:\"new\""));
        QVERIFY_RESULT(text.setScalar("/0/route/from/parameters/brokers", "it's"));
        QVERIFY_RESULT(text.setScalar("/0/route/from/parameters/groupId", "a, b"));
        QVERIFY_RESULT(text.setScalar("/0/route/from/steps/1/to/parameters/throwExceptionOnFailure", "false", false));
        QVERIFY_RESULT(text.setScalar("/0/route/from/steps/2/script", "new one\nnew two\n"));
        QVERIFY_RESULT(text.setScalar("/0/route/empty", "3"));
        QVERIFY_RESULT(text.setScalar("/0/route/retries", "5", false));
        std::string expected = route;
        const std::pair<std::string, std::string> changes[] = {
            {"id: orders ", "id: orders-2 "},
            {"\"kafka:orders\"", "\"kafka:\\\"new\\\"\""},
            {"'localhost:9092'", "'it''s'"},
            {"groupId: erp", "groupId: \"a, b\""},
            {"Failure: true", "Failure: false"},
            {"line one\n              line two\n\n            line four", "new one\n            new two"},
            {"empty:", "empty: \"3\""},
            {"retries: 3", "retries: 5"}};
        for (const auto& [before, after] : changes) {
            expected.replace(expected.find(before), before.size(), after);
        }
        QCOMPARE(text.text(), expected);
    }

    void everyScalarOfGeneratedFilesChangesOnlyItsSpan() {
        std::mt19937 random(3);
        for (int i = 0; i < 40; ++i) {
            const std::string before = YamlMaker(random).make();
            const YamlText parsed = edited(before);
            QCOMPARE(pb::test::treeFault(*parsed.document()), std::string());
            QCOMPARE(parsed.text(), before);
            for (std::uint32_t index = 0; index < parsed.document()->nodes().size(); ++index) {
                const Value value(parsed.document().get(), index);
                if (value.node().isContainer()) {
                    continue;
                }
                for (const char* fresh : {"changed", "12", "with 'quotes' and: #", "two\nlines", ""}) {
                    YamlText text = edited(before);
                    const Done done = text.setScalar(value.pointer(), fresh);
                    QVERIFY2(done.has_value(), (before + "\n" + value.pointer() + " := " + fresh).c_str());
                    QVERIFY2(isOnlyChangedWithin(before, text.text(), value.range()), text.text().c_str());
                    QCOMPARE(text.root().follow(value.pointer()).text(), std::string_view(fresh));
                }
            }
        }
    }

    void entriesOfGeneratedFilesCanBeRemovedAndReplaced() {
        std::mt19937 random(4);
        int refusals = 0;
        int edits = 0;
        for (int i = 0; i < 40; ++i) {
            const std::string before = YamlMaker(random).make();
            const DocumentPtr document = edited(before).document();
            for (std::uint32_t index = 1; index < document->nodes().size(); ++index) {
                const std::string pointer = Value(document.get(), index).pointer();
                for (const char* fresh : {"", "{\"a\":[1,{\"b\":\"c\"}]}", "[]", "\"x\"", "7"}) {
                    YamlText text = edited(before);
                    const Done done = *fresh ? text.setValue(pointer, json(fresh)->root()) : text.remove(pointer);
                    ++edits;
                    refusals += done ? 0 : 1;
                    QVERIFY(done || text.text() == before);
                }
            }
        }
        QVERIFY2(refusals * 100 <= edits, qPrintable(QStringLiteral("%1 of %2 refused").arg(refusals).arg(edits)));
    }

    void entriesAreAddedWhereTheyBelong() {
        const auto value = json(R"({"uri":"log:x","count":[1]})");
        const auto one = json("1");
        const std::tuple<std::string, std::string, std::string> cases[] = {
            {"a: 1  # c\n# end\n", "", "a: 1  # c\nnew: 1\n# end\n"},
            {"a:\n  b: 1\nc: 2\n", "/a", "a:\n  b: 1\n  new: 1\nc: 2\n"},
            {"a: {b: 1}\n", "/a", "a: {b: 1, new: 1}\n"},
            {"a: {}\n", "/a", "a:\n  new: 1\n"},
            {"a:\nb: 1\n", "/a", "a:\n  new: 1\nb: 1\n"},
            {"- a: 1\n  b: |\n    x\n- c\n", "/0", "- a: 1\n  b: |\n    x\n  new: 1\n- c\n"}};
        for (const auto& [before, pointer, after] : cases) {
            YamlText text = edited(before);
            QVERIFY_RESULT(text.insert(pointer, "new", one->root()));
            QCOMPARE(text.text(), after);
        }
        YamlText text = edited("steps:\n- log: a # first\n# tail\nother: [1]\nnone: []\n");
        QVERIFY_RESULT(text.append("/steps", value->root()));
        QVERIFY_RESULT(text.append("/other", one->root()));
        QVERIFY_RESULT(text.append("/none", one->root()));
        QCOMPARE(
            text.text(),
            std::string(
                "steps:\n- log: a # first\n- uri: log:x\n  count:\n    - 1\n# tail\nother: [1, 1]\nnone:\n  - 1\n"));
    }

    void entriesAreRemovedWithTheirLines() {
        const std::tuple<std::string, std::string, std::string> cases[] = {
            {"a: 1\nb: 2 # gone\nc: 3\n", "/b", "a: 1\nc: 3\n"},
            {"a: 1\nb:\n  - x\n  - y\n", "/b/0", "a: 1\nb:\n  - y\n"},
            {"- a: 1\n  b: 2\n", "/0/a", "- b: 2\n"},
            {"a: [1, 2, 3]\n", "/a/2", "a: [1, 2]\n"},
            {"a: [1, 2, 3]\n", "/a/0", "a: [2, 3]\n"},
            {"a:\n  b: 1\nc: 2\n", "/a/b", "a: {}\nc: 2\n"},
            {"a: 1\nb: 2", "/b", "a: 1"},
            {"x: &a 1\ny: *a\nz: 3\n", "/y", "x: &a 1\nz: 3\n"}};
        for (const auto& [before, pointer, after] : cases) {
            YamlText text = edited(before);
            QVERIFY_RESULT(text.remove(pointer));
            QCOMPARE(text.text(), after);
        }
    }

    void harmIsRefusedAndNothingChanges() {
        const std::string anchored = "a: &x 1\nb: *x\nc: &m {k: 1}\nd: *m\n";
        YamlText text = edited(anchored);
        QVERIFY(!text.setScalar("/a", "2"));
        QVERIFY(!text.setScalar("/b", "2"));
        QVERIFY(!text.setScalar("/d/k", "2"));
        QVERIFY(!text.remove("/a"));
        QVERIFY(!text.remove(""));
        QVERIFY(!text.insert("/d", "x", json("1")->root()));
        QVERIFY(!text.insert("", "a", json("1")->root()));
        QVERIFY(!text.setScalar("/c", "x"));
        QVERIFY(!text.setScalar("/nowhere", "x"));
        QVERIFY(!text.setScalar("/a", "{k: v}", false));
        QCOMPARE(text.text(), anchored);
        QVERIFY(!YamlText::parse("a: 1\n---\nb: 2\n"));
    }
};

PATCHBAY_TEST("tst_yaml", YamlTest);
#include "tst_yaml.moc"
