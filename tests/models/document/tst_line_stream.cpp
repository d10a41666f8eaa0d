#include "models/document/LineStream.h"
#include "tests/support/TestMain.h"

#include <algorithm>

using namespace pb;

class LineStreamTest : public QObject {
    Q_OBJECT

private slots:
    void deliversAllDocuments_data();
    void deliversAllDocuments();
    void holdsLittle();
    void errorsTellTheirPlace();
    void stopsWhenTold();
};

namespace {

constexpr std::size_t pieceSize = 1000;

/// Many pieces.
std::string manyLines(const std::string& line) {
    std::string text;
    while (text.size() < 100 * pieceSize) {
        text += line;
    }
    return text;
}

doc::ByteSource sourceOf(std::string_view text, std::size_t& most) {
    return [text, &most, at = std::size_t{0}](std::string& bytes, std::size_t size) mutable -> Done {
        const std::string_view piece = text.substr(at, size);
        at += piece.size();
        bytes += piece;
        most = std::max(most, bytes.size());
        return {};
    };
}

struct Delivered {
    std::vector<std::string> documents;
    std::vector<std::uint64_t> begins;
    Done done;
};

Delivered deliver(std::string_view text, std::size_t begun) {
    Delivered all;
    std::size_t most = 0;
    const auto source = sourceOf(text.substr(begun), most);
    all.done = doc::streamJsonLines(std::string(text.substr(0, begun)), source, [&](const doc::DocumentPtr& document, std::uint64_t first) {
        all.documents.push_back(doc::writeJson(document->root()));
        all.begins.push_back(first);
        return true;
    }, pieceSize);
    return all;
}

}  // namespace

void LineStreamTest::deliversAllDocuments_data() {
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char* name, const std::string& text) { QTest::newRow(name) << QByteArray::fromStdString(text); };
    row("nothing", "");
    row("blanks", " \n\n");
    row("one without line end", R"({"a": 1})");
    row("lines", "{\"a\": 1}\n\n[2]\r\n\"x\"\n");
    row("byte order mark", "\xef\xbb\xbf{\"a\": 1}\n{\"a\": 2}\n");
    row("many", manyLines("{\"id\": 17, \"text\": \"" + std::string(300, 'x') + "\"}\n"));
    row("over several lines", manyLines("{\n  \"id\": 17,\n  \"list\": [\n1,\n2\n]\n}\n"));
    row("one large", "[\n" + manyLines("\"" + std::string(100, 'y') + "\",\n") + "0]");
}

void LineStreamTest::deliversAllDocuments() {
    QFETCH(QByteArray, text);
    const std::string bytes = text.toStdString();
    Delivered whole;
    QVERIFY(doc::readJsonLines(bytes, [&](const doc::DocumentPtr& document, std::uint64_t first) {
        whole.documents.push_back(doc::writeJson(document->root()));
        whole.begins.push_back(first);
        return true;
    }));
    for (const std::size_t begun : {std::size_t{0}, bytes.size() / 3, bytes.size()}) {
        const Delivered pieces = deliver(bytes, begun);
        QVERIFY_RESULT(pieces.done);
        QVERIFY(pieces.documents == whole.documents);
        QVERIFY(pieces.begins == whole.begins);
    }
}

void LineStreamTest::holdsLittle() {
    const std::string text = manyLines("{\"id\": 17}\n");
    std::size_t most = 0;
    const auto goOn = [](const doc::DocumentPtr&, std::uint64_t) { return true; };
    QVERIFY(doc::streamJsonLines({}, sourceOf(text, most), goOn, pieceSize));
    QVERIFY(most <= 2 * pieceSize);
}

void LineStreamTest::errorsTellTheirPlace() {
    const std::string good = manyLines("{\"id\": 17}\n");
    const Delivered wrong = deliver(good + "{\"id\": 18}\n{\"id\": }\n" + good, 0);
    QVERIFY(!wrong.done);
    QCOMPARE(wrong.done.error().place.line, static_cast<int>(good.size() / 11) + 2);
    QCOMPARE(wrong.done.error().place.column, 8);
    QCOMPARE(wrong.done.error().place.byte, good.size() + 11 + 7);
    const Delivered cut = deliver(good + "{\"id\": [18", 0);
    QVERIFY(!cut.done);
    QCOMPARE(cut.documents.size(), good.size() / 11);
}

void LineStreamTest::stopsWhenTold() {
    const std::string text = manyLines("1\n");
    std::size_t most = 0;
    int count = 0;
    const auto threeTimes = [&](const doc::DocumentPtr&, std::uint64_t) { return ++count < 3; };
    QVERIFY(doc::streamJsonLines({}, sourceOf(text, most), threeTimes, pieceSize));
    QCOMPARE(count, 3);
}

PATCHBAY_TEST("tst_line_stream", LineStreamTest);

#include "tst_line_stream.moc"
