#include "tests/support/TestMain.h"
#include "ui/kit/CodeView.h"
#include "ui/kit/DiffView.h"
#include "ui/kit/Tokens.h"

#include <QSignalSpy>

#include <Qsci/qsciscintilla.h>

using namespace pb;
using namespace pb::ui;

namespace {

/// One letter a byte: n name, s string, d number, k keyword, c comment, p punctuation, f function, t plain, . blank.
std::string drawing(Language language, std::string_view line, bool* inComment = nullptr) {
    bool own = false;
    std::string letters(line.size(), '.');
    for (const TokenSpan& span : tokensOf(language, line, inComment ? *inComment : own)) {
        std::fill(letters.begin() + static_cast<std::ptrdiff_t>(span.begin), letters.begin() + static_cast<std::ptrdiff_t>(span.end), "tnsdkcpf"[static_cast<int>(span.token)]);
    }
    return letters;
}

std::string drawing(const std::vector<DiffLine>& lines) {
    std::string text;
    for (const DiffLine& line : lines) {
        text += line.kind == DiffLine::Kind::same ? ' ' : line.kind == DiffLine::Kind::added ? '+' : '-';
        text += line.text;
    }
    return text;
}

}  // namespace

class CodeTest : public QObject {
    Q_OBJECT

private slots:
    void tokens() {
        QCOMPARE(drawing(Language::json, R"({"qty": 12, "unit": "ST", "ok": true})"),
                                std::string("pnnnnnp.ddp.nnnnnnp.ssssp.nnnnp.kkkkp"));
        QCOMPARE(drawing(Language::jsonata, R"($sum(lines.qty) /* all */ and 'x')"),
                                std::string("ffffptttttptttp.ccccccccc.kkk.sss"));
        QCOMPARE(drawing(Language::yaml, R"(- from: "kafka:orders" # in)"),
                                std::string("p.nnnnp.ssssssssssssss.cccc").replace(0, 1, "."));
        QCOMPARE(drawing(Language::xml, R"(<a id="1">text</a>)"),
                                std::string("pk.nnpssspttttppkp"));
        QCOMPARE(drawing(Language::plain, "anything"), std::string("........"));
    }

    void commentGoesOnOverLines() {
        bool inComment = false;
        QCOMPARE(drawing(Language::jsonata, "1 /* a", &inComment), std::string("d.cccc"));
        QVERIFY(inComment);
        QCOMPARE(drawing(Language::jsonata, "b */ 2", &inComment), std::string("cccc.d"));
        QVERIFY(!inComment);
    }

    void hostileLinesEnd() {
        for (const Language language : {Language::json, Language::jsonata, Language::yaml, Language::xml}) {
            for (const char* line : {"\"", "'\\", "<", "<!--", "/*", "-", "`", "$", "\xff\xfe", "</", ": :"}) {
                bool inComment = false;
                for (const TokenSpan& span : tokensOf(language, line, inComment)) QVERIFY(span.end <= std::strlen(line) && span.begin < span.end);
            }
        }
    }

    void bytesSurviveTheView() {
        CodeView view(QStringLiteral("Body"));
        const std::string text = "{\"name\": \"Grüße 🎉\",\n \"n\": 1}\n";
        view.setLanguage(Language::json);
        view.setText(text);
        QCOMPARE(view.text(), text);
        view.setMarks({{9, 22, Role::bad}});
        view.goToByte(text.find("\"n\""));
        QCOMPARE(view.cursorByte(), text.find("\"n\""));
        view.goToLine(1, 17);
        QCOMPARE(view.cursorByte(), text.find("🎉"));
    }

    void editsAreToldAndUndone() {
        CodeView view(QStringLiteral("Map"));
        view.setEditable(true);
        QSignalSpy edited(&view, &CodeView::textEdited);
        view.setText("a + b");
        QCOMPARE(edited.count(), 0);
        view.replace(4, 5, "ccc");
        QCOMPARE(view.text(), std::string("a + ccc"));
        QVERIFY(edited.count() > 0 && view.isModified());
        view.undo();
        QCOMPARE(view.text(), std::string("a + b"));
    }

    void largeTextIsCutButKept() {
        CodeView view(QStringLiteral("Body"));
        std::string text(CodeView::shownAtOnce - 1, 'x');
        for (std::size_t i = 1000; i < text.size(); i += 1000) text[i] = '\n';
        text += "ß" + std::string(1000, 'y');
        view.setText(text);
        QCOMPARE(view.text(), text);
        QCOMPARE(static_cast<std::size_t>(view.editor().length()), CodeView::shownAtOnce - 1);
    }

    void aLongLineIsCutButKept() {
        CodeView view(QStringLiteral("Body"));
        const std::string text = "{\n" + std::string(CodeView::longestLine + 1, 'x') + "\n}";
        view.setText(text);
        QCOMPARE(view.text(), text);
        QCOMPARE(static_cast<std::size_t>(view.editor().length()), CodeView::longestLine + 2);
    }

    void diffs_data() {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::addColumn<QByteArray>("script");
        QTest::newRow("equal") << QByteArray("a\nb\n") << QByteArray("a\nb\n") << QByteArray(" a b");
        QTest::newRow("changed") << QByteArray("a\nb\nc\n") << QByteArray("a\nx\nc\n") << QByteArray(" a-b+x c");
        QTest::newRow("added at the end") << QByteArray("a\n") << QByteArray("a\nb\n") << QByteArray(" a+b");
        QTest::newRow("removed first") << QByteArray("a\nb\n") << QByteArray("b\n") << QByteArray("-a b");
        QTest::newRow("from nothing") << QByteArray("") << QByteArray("a\n") << QByteArray("+a");
        QTest::newRow("to nothing") << QByteArray("a\n") << QByteArray("") << QByteArray("-a");
        QTest::newRow("moved around") << QByteArray("a\nb\nc\na\nb\nb\na\n") << QByteArray("c\nb\na\nb\na\nc\n") << QByteArray("-a-b c+b a b-b a+c");
    }
    void diffs() {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        QFETCH(QByteArray, script);
        QCOMPARE(QByteArray::fromStdString(drawing(diffLines(before.toStdString(), after.toStdString()))), script);
    }

    void everyDiffRebuildsBothTexts() {
        unsigned seed = 7;
        const auto random = [&seed](unsigned below) { return (seed = seed * 1103515245 + 12345, (seed >> 16) % below); };
        for (int round = 0; round < 300; ++round) {
            std::string before, after;
            for (unsigned i = random(12); i > 0; --i) before += std::string(1, static_cast<char>('a' + random(4))) + "\n";
            for (unsigned i = random(12); i > 0; --i) after += std::string(1, static_cast<char>('a' + random(4))) + "\n";
            std::string left, right;
            for (const DiffLine& line : diffLines(before, after)) {
                if (line.kind != DiffLine::Kind::added) left += line.text + "\n";
                if (line.kind != DiffLine::Kind::removed) right += line.text + "\n";
            }
            QCOMPARE(left, before);
            QCOMPARE(right, after);
        }
    }

    void hopelessDiffIsBounded() {
        std::string before, after;
        for (int i = 0; i < 4000; ++i) before += "a" + std::to_string(i) + "\n", after += "b" + std::to_string(i) + "\n";
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(diffLines(before, after).size(), std::size_t{8000});
        QVERIFY(timer.elapsed() < 5000);
    }
};

PATCHBAY_TEST("tst_code", CodeTest);
#include "tst_code.moc"
