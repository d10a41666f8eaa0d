#include "tests/support/TestMain.h"
#include "ui/kit/Format.h"

using namespace pb::ui;

class FormatTest : public QObject {
    Q_OBJECT

    static QString plain(QString text) { return text.replace(QChar(u'\u202f'), QChar(u'_')); }

private slots:
    void counts() {
        QCOMPARE(plain(countText(0)), QStringLiteral("0"));
        QCOMPARE(plain(countText(999)), QStringLiteral("999"));
        QCOMPARE(plain(countText(12480)), QStringLiteral("12_480"));
        QCOMPARE(plain(countText(-1234567)), QStringLiteral("−1_234_567"));
        QCOMPARE(plain(shortCountText(9999)), QStringLiteral("9_999"));
        QCOMPARE(plain(shortCountText(12480)), QStringLiteral("12_k"));
        QCOMPARE(plain(shortCountText(3'140'000)), QStringLiteral("3.1_M"));
        QCOMPARE(plain(shortCountText(999'999)), QStringLiteral("1.0_M"));
    }
    void bytes() {
        QCOMPARE(plain(bytesText(812)), QStringLiteral("812_B"));
        QCOMPARE(plain(bytesText(1400)), QStringLiteral("1.4_kB"));
        QCOMPARE(plain(bytesText(10'000'000)), QStringLiteral("10_MB"));
        QCOMPARE(plain(bytesText(999'999)), QStringLiteral("1.0_MB"));
    }
    void durations() {
        QCOMPARE(plain(durationText(38)), QStringLiteral("38_ms"));
        QCOMPARE(plain(durationText(4200)), QStringLiteral("4.2_s"));
        QCOMPARE(plain(durationText(125'000)), QStringLiteral("2_min"));
        QCOMPARE(plain(durationText(12'000'000)), QStringLiteral("3_h 20_min"));
        QCOMPARE(plain(durationText(5 * 86'400'000LL)), QStringLiteral("5_d"));
    }
    void ages() {
        QCOMPARE(ageText(0, 1000), QString());
        QCOMPARE(plain(ageText(1000, 1500)), QStringLiteral("just now"));
        QCOMPARE(plain(ageText(1000, 43'900)), QStringLiteral("42_s ago"));
        QCOMPARE(plain(ageText(1, 3 * 3'600'000LL + 120'000)), QStringLiteral("3_h ago"));
    }
    void percentNeverRoundsToAllOrNothing() {
        QCOMPARE(plain(percentText(0, 10)), QStringLiteral("0_%"));
        QCOMPARE(plain(percentText(1, 1000)), QStringLiteral("1_%"));
        QCOMPARE(plain(percentText(999, 1000)), QStringLiteral("99_%"));
        QCOMPARE(plain(percentText(1000, 1000)), QStringLiteral("100_%"));
        QCOMPARE(percentText(1, 0), QStringLiteral("–"));
    }
};

PATCHBAY_TEST("tst_format", FormatTest);
#include "tst_format.moc"
