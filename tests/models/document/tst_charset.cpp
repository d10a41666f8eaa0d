#include "models/document/Charset.h"
#include "tests/support/TestMain.h"

#include <string>

using namespace pb;
using doc::Charset;

class CharsetTest : public QObject {
    Q_OBJECT

private slots:
    void bytesComeBack_data();
    void bytesComeBack();
    void whatHasNoByteIsRefused();
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

PATCHBAY_TEST("tst_charset", CharsetTest);
#include "tst_charset.moc"
