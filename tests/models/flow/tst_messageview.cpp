#include "models/flow/MessageView.h"
#include "tests/support/TestMain.h"

using namespace pb::flow;
using namespace Qt::StringLiterals;
using namespace std::string_literals;

class MessageViewTest : public QObject {
    Q_OBJECT

private slots:
    void bodiesAreLaidOut_data() {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("kind");
        QTest::addColumn<QByteArray>("text");
        const auto row = [](const char* name, BodyKind kind, const QByteArray& body, const QByteArray& text) {
            QTest::newRow(name) << body << static_cast<int>(kind) << text;
        };
        row("json", BodyKind::json, "{\"a\":[1,{}, []],\"b\" : \"x\\\"}\"}",
            "{\n  \"a\": [\n    1,\n    {},\n    []\n  ],\n  \"b\": \"x\\\"}\"\n}");
        row("digits stay", BodyKind::json, "[12345678901234567890.10]", "[\n  12345678901234567890.10\n]");
        row("cut json", BodyKind::json, "{\"a\":{\"b\":\"unfin", "{\n  \"a\": {\n    \"b\": \"unfin");
        row("too many ends", BodyKind::json, "[]]}", "[]\n]\n}");
        row("xml is text", BodyKind::text, "<order id=\"1\"/>", "<order id=\"1\"/>");
        row("utf-8", BodyKind::text, "Stra\xc3\x9f" "e", "Stra\xc3\x9f" "e");
        row("none", BodyKind::none, "", "");
        row("binary", BodyKind::binary, QByteArray("\0\x01{\"order\": 4100}\xff", 18),
            "00000000  00 01 7b 22 6f 72 64 65  72 22 3a 20 34 31 30 30  |..{\"order\": 4100|\n"
            "00000010  7d ff                                             |}.|\n");
    }
    void bodiesAreLaidOut() {
        QFETCH(QByteArray, body);
        QFETCH(int, kind);
        QFETCH(QByteArray, text);
        const BodyView view = viewOf(body.toStdString());
        QCOMPARE(static_cast<int>(view.kind), kind);
        QCOMPARE(QByteArray::fromStdString(view.text), text);
        QVERIFY(!view.isCut());
    }

    void everyByteFindsItsTextAndBack() {
        for (const std::string& body : {R"({"order": {"lines": [ 1, "two", null ]}, "n":-1.5e3})"s, "plain text"s, "\0\1\2 more than sixteen bytes\xff"s}) {
            const BodyView view = viewOf(body);
            for (std::size_t raw = 0; raw < body.size(); ++raw) {
                if (view.kind == BodyKind::json && (body[raw] == ' ' || body[raw] == '\n')) continue;
                QCOMPARE(view.rawOffset(view.textOffset(raw)), raw);
                if (view.kind != BodyKind::binary) QCOMPARE(view.text[view.textOffset(raw)], body[raw]);
            }
        }
    }

    void aLargeBodyIsCutAndTheRestComesOnDemand() {
        std::string body = "[";
        while (body.size() < 10u << 20) body += "\"\xc3\xa4\",";
        const BodyView view = viewOf(body);
        QVERIFY(view.isCut());
        QVERIFY(view.shownBytes <= BodyView::defaultLimit && view.shownBytes > BodyView::defaultLimit - 8);
        QVERIFY(viewOf(body, body.size()).shownBytes == body.size());
        const BodyView deep = viewOf(std::string(300'000, '['));
        QVERIFY(deep.isCut());
        QVERIFY(deep.text.size() < 4u << 20);
    }

    void headerValuesAreShownAsWhatTheyAre_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("shown");
        QTest::newRow("text") << QByteArray("shop") << u"shop"_s;
        QTest::newRow("int32") << QByteArray("\0\0\1\2", 4) << u"258 (0x00000102)"_s;
        QTest::newRow("int64") << QByteArray("\xff\xff\xff\xff\xff\xff\xff\xff", 8) << u"-1 (0xffffffffffffffff)"_s;
        QTest::newRow("bytes") << QByteArray("\0\1\2", 3) << u"0x000102"_s;
        QTest::newRow("empty") << QByteArray() << QString();
    }
    void headerValuesAreShownAsWhatTheyAre() {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, shown);
        QCOMPARE(printable(bytes.toStdString()), shown);
    }

    void aNullIsNotAnEmptyValue() {
        Message message;
        message.position = {"orders", 1, 2};
        message.hasBody = false;
        message.headers = {{"none", std::nullopt}, {"empty", ""}};
        const auto rows = propertiesOf(message);
        QCOMPARE(rows[rows.size() - 2].note, u"null"_s);
        QCOMPARE(rows.back().note, QString());
    }
};

PATCHBAY_TEST("tst_messageview", MessageViewTest);
#include "tst_messageview.moc"
