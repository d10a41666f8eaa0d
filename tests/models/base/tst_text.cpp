#include "models/base/Clock.h"
#include "models/base/Log.h"
#include "models/base/Secret.h"
#include "models/base/Text.h"
#include "tests/support/TestMain.h"

#include <QRegularExpression>

#include <set>
#include <sstream>

class TextTest : public QObject {
    Q_OBJECT

private slots:
    void wellFormedUtf8_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<bool>("good");
        QTest::newRow("ascii") << QByteArray("a longer text without anything special") << true;
        QTest::newRow("two to four bytes") << QByteArray("ä€𝄞 and more") << true;
        QTest::newRow("overlong slash") << QByteArray("\xc0\xaf") << false;
        QTest::newRow("overlong three") << QByteArray("\xe0\x80\xaf") << false;
        QTest::newRow("surrogate") << QByteArray("\xed\xa0\x80") << false;
        QTest::newRow("beyond U+10FFFF") << QByteArray("\xf4\x90\x80\x80") << false;
        QTest::newRow("cut") << QByteArray("abc\xe2\x82") << false;
        QTest::newRow("bare continuation after eight") << QByteArray("12345678\x80") << false;
    }
    void wellFormedUtf8() {
        QFETCH(QByteArray, bytes);
        QFETCH(bool, good);
        QCOMPARE(pb::isUtf8(bytes.toStdString()), good);
    }

    void clippingKeepsCodePointsWhole() {
        const std::string text = "aäöü𝄞z";
        for (std::size_t limit = 0; limit <= text.size(); ++limit) {
            const auto cut = pb::clipped(text, limit);
            QVERIFY(cut.size() <= limit);
            QVERIFY(pb::isUtf8(cut));
        }
        QCOMPARE(pb::clipped(text, 100), text);
        QCOMPARE(pb::clipped("abcdefgh", 6), std::string("abc…"));
    }

    void base64RefusesWhatIsOutsideOfTheAlphabet() {
        const std::string bytes("\0\xff\x10 any", 7);
        bool ok = false;
        QCOMPARE(pb::fromBase64(pb::toBase64(bytes), &ok), bytes);
        QVERIFY(ok);
        QCOMPARE(pb::fromBase64("QUI", &ok), std::string("AB"));
        QVERIFY(ok);
        for (const char* wrong : {"QUJ*", "x", "QUJDx", "QUJ="}) {
            QVERIFY(pb::fromBase64(wrong, &ok).empty());
            QVERIFY2(!ok, wrong);
        }
    }

    void sha256OfTheStandardsExample() {
        QCOMPARE(pb::sha256Hex("abc"), std::string("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
    }

    void isoTimeIsUtcWithMilliseconds() {
        QCOMPARE(pb::isoTime(0), std::string("1970-01-01T00:00:00.000Z"));
        QCOMPARE(pb::isoTime(1764057120123), std::string("2025-11-25T07:52:00.123Z"));
        QCOMPARE(pb::isoTime(-1), std::string("1969-12-31T23:59:59.999Z"));
    }

    void randomIdsAreUuidsOfVersion4() {
        std::set<std::string> seen;
        const QRegularExpression shape(QStringLiteral("^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"));
        for (int i = 0; i < 1000; ++i) {
            const auto id = pb::IdSource::random().next();
            QVERIFY(shape.match(pb::qs(id)).hasMatch());
            QVERIFY(seen.insert(id).second);
        }
    }

    void errorsPrintPlaceHintAndCauses() {
        pb::Error inner(pb::ErrorCode::invalidInput, QStringLiteral("Line 12 has no “:”."), {}, {"maps/a.map.yaml", 12, 5});
        const auto outer = pb::Error(pb::ErrorCode::invalidInput, QStringLiteral("Cannot read the map."),
                                     QStringLiteral("Correct it in an editor."))
                               .because(std::move(inner));
        QCOMPARE(outer.print(), QStringLiteral("Cannot read the map. Correct it in an editor.\n"
                                               "maps/a.map.yaml:12:5: Line 12 has no “:”."));
    }

    void secretsPrintAsDotsOnly() {
        for (const std::string& value : {std::string("hunter2"), std::string("a-much-longer-secret-than-any-small-buffer-holds")}) {
            const pb::Secret secret(value);
            std::ostringstream stream;
            stream << secret;
            QString debug;
            QDebug(&debug) << secret << "end";
            QVERIFY(stream.str().find(value) == std::string::npos);
            QVERIFY(!debug.contains(pb::qs(value)));
            QVERIFY(debug.contains(QStringLiteral("••")));
            QCOMPARE(stream.str().size(), std::string("••••••").size());  // the length is not told either
            QCOMPARE(std::string(secret.reveal()), value);
        }
    }

    void aMovedSecretLeavesNothingBehind() {
        pb::Secret first(std::string("short"));
        const char* before = first.reveal().data();
        const pb::Secret second(std::move(first));
        QCOMPARE(std::string(second.reveal()), std::string("short"));
        QVERIFY(first.isEmpty());  // NOLINT(bugprone-use-after-move): that is the case
        QVERIFY(std::string_view(before, 5) != "short");
    }

    void logLinesReachTheSinkWithTimeAndPlace() {
        const pb::FixedClock clock(42);
        std::vector<pb::LogLine> lines;
        const pb::Log log([&](const pb::LogLine& line) { lines.push_back(line); }, clock);
        log.error(pb::Error(pb::ErrorCode::storage, QStringLiteral("Cannot save."), {}, {"map:a"}));
        pb::Log::none().info(QStringLiteral("nobody hears it"));
        QCOMPARE(lines.size(), std::size_t(1));
        QCOMPARE(lines[0].time, pb::Millis(42));
        QCOMPARE(lines[0].address, std::string("map:a"));
        QCOMPARE(lines[0].level, pb::LogLevel::error);
    }
};

PATCHBAY_TEST("tst_text", TextTest);
#include "tst_text.moc"
