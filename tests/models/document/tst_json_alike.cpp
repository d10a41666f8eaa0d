#include "models/document/Json.h"

#include "models/base/Text.h"
#include "models/document/Formats.h"
#include "models/document/JsonTree.h"
#include "tests/models/document/JsonChecks.h"
#include "tests/models/document/Samples.h"
#include "tests/support/TestMain.h"

using namespace pb;
using namespace pb::doc;
using pb::test::checkJson;
using pb::test::parsedJson;

namespace {

/// Members of objects in one order or another, some missing, some new, some there twice, at any depth.
std::string likeOthers(std::mt19937& random, int depth) {
    const char* names[] = {"id", "name", "lines", "a\\u0062c", "a\\\"b", "long name of seventeen", "", "x"};
    const char* leaves[] = {"0", "-17.50", "1e3", "\"t\\n\"", "\"plain\"", "\"\"", "true", "false", "null", "[]", "{}"};
    if (depth == 0 || random() % 4 == 0) {
        return leaves[random() % std::size(leaves)];
    }
    const bool isObject = random() % 3 != 0;
    std::string text;
    const std::size_t size = random() % 6, first = random() % 3;
    for (std::size_t i = 0; i < size; ++i) {
        const std::size_t name = random() % 10 == 0 ? random() % std::size(names) : (first + i) % std::size(names);
        const std::string fresh = random() % 30 == 0 ? std::to_string(random()) : names[name];
        text += (i > 0 ? ", " : "") + (isObject ? "\"" + fresh + "\": " : std::string()) + likeOthers(random, depth - 1);
    }
    return (isObject ? "{" : "[") + text + (isObject ? "}" : "]");
}

/// A list of about `size` bytes whose strings are full of what a list is made of.
std::string largeList(std::size_t size) {
    std::mt19937 random(17);
    const char* texts[] = {"plain", "},{", "]],,[", "a \\\"},{\\\" b", "\\\\", "", "x,y,"};
    const char* others[] = {R"({"a":1,"b":[{},{}]})", R"({"b":[{"c":"\n"},{"c":"\n"}]})", "17.5e0", "true", "[[]]"};
    std::string list = "[";
    while (list.size() < size) {
        std::string text = texts[random() % std::size(texts)];
        if (random() % 1'000 == 0) {
            text += std::string(random() % 600'000, ',');
        }
        list += (list.size() > 1 ? "," : "") + std::string("{\"id\":") + std::to_string(random() % 100'000) + ",\"text\":\"" + text +
                "\",\"more\":" + (random() % 5 == 0 ? others[random() % std::size(others)] : "[1,2,{\"deep\":null}]") + "}";
    }
    return list + "]";
}

void checkSame(const Document& document, const Document& alone) {
    QVERIFY(isSameTree(document.root(), alone.root()));
    QCOMPARE(pb::test::treeFault(document), std::string());
    QCOMPARE(document.findings().size(), alone.findings().size());
    for (std::size_t i = 0; i < alone.nodes().size(); ++i) {
        const Node &ours = document.nodes()[i], &wanted = alone.nodes()[i];
        QCOMPARE(ours.begin, wanted.begin);
        QCOMPARE(ours.end, wanted.end);
        QCOMPARE(ours.nameBegin, wanted.nameBegin);
        QVERIFY(ours.a == wanted.a && ours.b == wanted.b);
    }
}

}  // namespace

/// Documents and elements that are alike, and texts that are read in windows.
class JsonAlikeTest : public QObject {
    Q_OBJECT

private slots:
    void oneReaderReadsManyAsEachAlone() {
        std::mt19937 random(11);
        JsonReader reader;
        DocumentPtr first;
        for (int i = 0; i < 2000; ++i) {
            const std::string text = i % 50 == 49 ? "{\"id\": [1, }" : likeOthers(random, 5);
            const auto document = reader.read(text);
            const auto alone = readJson(std::string(text));
            QCOMPARE(document.has_value(), alone.has_value());
            if (document) {
                checkSame(**document, **alone);
                first = first ? first : *document;
            }
        }
        QCOMPARE(pb::test::treeFault(*first), std::string());
    }

    void elementsThatAreLikeTheOneBeforeAreMarked() {
        const auto document = parsedJson(R"([{"a":1,"b":[{"x":2}]}, {"a":3, "b" : [{"x":4}] }, {"a":"5","b":[{"x":6}]}, {"a":"7","b":[]},
            {"a":"8","b":[{"x":9}],"c":0}, {"a":"1","b":[{"x":9}],"c":0}, {"a":"1","b":[{"x":9}],"c":0,"d":1}, {"b":[{"x":9}],"a":1}])");
        std::string marks;
        for (const Value element : document->root().children()) {
            marks += element.node().isLikeBefore() ? '+' : '-';
        }
        QCOMPARE(marks, std::string("-+---+--"));
        QCOMPARE(pb::test::treeFault(*document), std::string());
    }

    void documentsThatAreAlikeShareTheirNames() {
        JsonReader reader;
        const DocumentPtr first = *reader.read(R"({"a": 1, "b": [{"c": 2}]})");
        const DocumentPtr alike = *reader.read(R"({"a": 3, "b": [{"c": 4}, {}]})");
        const DocumentPtr more = *reader.read(R"({"a": 5, "d": 6})");
        QCOMPARE(alike->names(), first->names());
        QVERIFY(more->names() != first->names());
        QCOMPARE(more->nameId("a"), first->nameId("a"));
        QCOMPARE(first->nameId("d"), Node::noName);
        QCOMPARE(more->root().find("d").digits(), std::string_view("6"));
        QVERIFY(!more->root().find("b"));
    }

    void namesThatNeverEndAreNotKept() {
        JsonReader reader;
        std::uint32_t most = 0;
        for (int i = 0; i < 2000; ++i) {
            const auto document = reader.read("{\"n" + std::to_string(i) + "\": 1}");
            most = std::max(most, (*document)->nameCount());
        }
        QVERIFY(most < 1000);
    }

    void aLargeTextIsReadAsItsElementsAre() {
        const std::string large = largeList(3'000'000);
        const auto document = parsedJson(large);
        QCOMPARE(pb::test::treeFault(*document), std::string());
        for (const Value element : document->root().children()) {
            QVERIFY2(isSameTree(element, parsedJson(element.raw())->root()), element.pointer().c_str());
        }
    }

    void windowsOfAnySizeGiveTheSameTree() {
        std::mt19937 random(29);
        JsonTokens tokens;
        for (int i = 0; i < 2000; ++i) {
            std::string text = likeOthers(random, 5);
            if (random() % 4 == 0) {
                text[random() % text.size()] = "\"\\{}[],:x"[random() % 9];
            }
            const auto whole = readJson(std::string(text));
            const DocumentPtr inWindows = tryJsonTree(text, nullptr, tokens, {}, nullptr, 1 + random() % 64);
            QCOMPARE(inWindows != nullptr, whole.has_value());
            if (inWindows) {
                checkSame(*inWindows, **whole);
            }
        }
    }

    void damageInALargeTextIsFoundWhereItIs() {
        std::string large = "\xEF\xBB\xBF" + largeList(700'000);
        checkJson(large);
        std::mt19937 random(3);
        for (int i = 0; i < 60; ++i) {
            const std::size_t at = random() % large.size();
            const char was = std::exchange(large[at], "\"\\{}[],:x\n\xff"[random() % 12]);
            checkJson(large);
            checkJson(large.substr(0, at));
            large[at] = was;
        }
    }

    void largeDocumentsOfAStreamAreReadWhereverTheyStand() {
        const std::string large = largeList(1'500'000), pretty = writeJson(parsedJson(large)->root(), {2, false});
        const std::string stream = "1\n" + large + " \n{}\n" + pretty + large + "\n" + pretty;
        std::vector<std::string> seen;
        QVERIFY(readJsonLines(stream, [&](const DocumentPtr& document, std::uint64_t firstByte) {
            if (document->bytes() == std::string_view(stream).substr(firstByte, document->bytes().size())) {
                seen.emplace_back(document->root().raw());
            }
            return true;
        }));
        QCOMPARE(seen.size(), std::size_t{6});
        QVERIFY(seen[1] == large && seen[3] == pretty && seen[4] == large && seen[5] == pretty);
    }
};

PATCHBAY_TEST("tst_json_alike", JsonAlikeTest);
#include "tst_json_alike.moc"
