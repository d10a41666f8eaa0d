#include "models/document/JsonStream.h"
#include "tests/models/document/Samples.h"
#include "tests/support/TestMain.h"

using namespace pb;
using namespace pb::doc;

namespace {

/// Larger than a piece, with names that a pointer escapes.
DocumentPtr largeDocument() {
    std::string json = "[{}, [], null";
    for (int i = 0; i < 8000; ++i) {
        json += ", {\"a/b\": [\"x\", 1.50], \"c~d\": {\"\": true}}";
    }
    return *readJson(json + "]");
}

}  // namespace

class JsonStreamTest : public QObject {
    Q_OBJECT

private slots:
    void thePiecesAreTheWholeText() {
        const DocumentPtr document = largeDocument();
        for (const JsonStyle style : {JsonStyle{0, false}, JsonStyle{2, false}, JsonStyle{0, true}}) {
            std::string text;
            std::size_t longest = 0;
            streamJson(document->root(), style, [&](std::string_view piece) {
                text += piece;
                longest = std::max(longest, piece.size());
            });
            QCOMPARE(text, writeJson(document->root(), style));
            QVERIFY(longest < 2 * jsonPieceSize || style.indent + int{style.sortNames} == 0);  // its own bytes are one piece
        }
    }

    void aRangeANode() {
        const DocumentPtr document = largeDocument();
        std::string text;
        streamRanges(document->root(), [&](std::string_view piece) { text += piece; });
        std::string expected;
        for (std::uint32_t i = 0; i < document->nodes().size(); i += i < 20 ? 1 : 4999) {
            const Value value(document.get(), i);
            expected += "{\"pointer\":\"" + value.pointer() + "\",\"range\":[" + std::to_string(value.range().begin) + "," +
                        std::to_string(value.range().end) + "]}\n";
        }
        std::size_t line = 0;
        std::string found;
        for (std::size_t at = 0; at < text.size(); ++line) {
            const std::size_t end = text.find('\n', at) + 1;
            found += line < 20 || (line - 20) % 4999 == 0 ? text.substr(at, end - at) : std::string();
            at = end;
        }
        QCOMPARE(line, document->nodes().size());
        QCOMPARE(found, expected);
    }
};

PATCHBAY_TEST("tst_json_stream", JsonStreamTest);
#include "tst_json_stream.moc"
