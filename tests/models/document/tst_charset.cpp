#include "models/document/Charset.h"
#include "models/document/Utf8.h"
#include "tests/support/TestMain.h"

#include <algorithm>
#include <string>

using namespace pb;
using doc::Charset;

class CharsetTest : public QObject {
    Q_OBJECT

private slots:
    void bytesComeBack_data();
    void bytesComeBack();
    void whatHasNoByteIsRefused();
    void countsAreThoseOfTheSingleBytes();
};

void CharsetTest::bytesComeBack_data() {
    QTest::addColumn<QByteArray>("name");
    for (const char* name : {"ISO-8859-1", "windows-1252", "IBM037", "IBM273", "IBM500", "IBM1140", "IBM1047", "IBM1141"}) {
        QTest::newRow(name) << QByteArray(name);
    }
}

/// Each byte is a character of its own and is written again as it came.
void CharsetTest::bytesComeBack() {
    QFETCH(QByteArray, name);
    const auto charset = doc::charsetNamed(name.toStdString());
    QVERIFY(charset && doc::isSingleByte(*charset));
    std::string bytes, text, again;
    for (int byte = 0; byte < 256; ++byte) {
        bytes.push_back(static_cast<char>(byte));
    }
    doc::decodeText(*charset, bytes, text);
    QVERIFY(doc::encodeText(*charset, text, again));
    QCOMPARE(QByteArray::fromStdString(again).toHex(), QByteArray::fromStdString(bytes).toHex());
}

void CharsetTest::whatHasNoByteIsRefused() {
    std::string out;
    QVERIFY(!doc::encodeText(Charset::latin1, "\u20ac", out));
    QVERIFY(doc::encodeText(Charset::cp1252, "\u20ac", out));
    QVERIFY(doc::encodeText(Charset::cp1140, "\u20ac", out));
    QVERIFY(!doc::encodeText(Charset::cp037, "\u20ac", out));
    QVERIFY(!doc::encodeText(Charset::cp037, "\U0001f600", out));
}

/// Eight bytes are counted at a time, the rest one by one.
void CharsetTest::countsAreThoseOfTheSingleBytes() {
    std::string text;
    for (int i = 0; i < 300; ++i) {
        text.push_back(static_cast<char>(i % 7 == 0 ? '\n' : i * 37));
        const std::string_view bytes = text;
        const auto starts = std::count_if(bytes.begin(), bytes.end(), [](char c) { return (c & 0xc0) != 0x80; });
        QCOMPARE(doc::countCodePoints(bytes), static_cast<std::size_t>(starts));
        QCOMPARE(doc::countLineBreaks(bytes), static_cast<std::size_t>(std::count(bytes.begin(), bytes.end(), '\n')));
        QCOMPARE(doc::countLineBreaks(bytes.substr(i % 8)), static_cast<std::size_t>(std::count(bytes.begin() + i % 8, bytes.end(), '\n')));
    }
}

PATCHBAY_TEST("tst_charset", CharsetTest);
#include "tst_charset.moc"
