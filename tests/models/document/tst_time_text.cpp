#include "models/document/TimeText.h"
#include "tests/support/TestMain.h"

#include <limits>

using namespace pb::doc;

namespace {

constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min(), most = std::numeric_limits<std::int64_t>::max();

class TimeTextTest : public QObject {
    Q_OBJECT

private slots:
    void anyNumberIsADay() {
        QCOMPARE(dateText(least), std::string("-25252734927764585-06-07"));
        QCOMPARE(dateText(-1), std::string("1969-12-31"));
        QCOMPARE(dateText(most), std::string("+25252734927768524-07-27"));
    }

    void anyNumberIsAMoment() {
        QCOMPARE(instantText(instantOfUnits(least, 3), 3, true), std::string("-292275055-05-16T16:47:04.192Z"));
        QCOMPARE(instantText(instantOfUnits(-1, 3), 3, true), std::string("1969-12-31T23:59:59.999Z"));
        QCOMPARE(instantText({least, 0}, 0, false), std::string("-292277022657-01-27T08:29:52"));
        for (const int decimals : {0, 3, 6, 9}) {
            for (const std::int64_t units : {least, least + 1, std::int64_t{-1}, std::int64_t{0}, most}) {
                QCOMPARE(unitsOf(instantOfUnits(units, decimals), decimals), std::optional(units));
            }
        }
    }

    void noTimeIsBeyondADay() {
        QCOMPARE(timeText(86'399'999, 3), std::optional<std::string>("23:59:59.999"));
        for (const std::int64_t units : {least, std::int64_t{-1}, std::int64_t{86'400'000}, most}) {
            QVERIFY(!timeText(units, 3));
        }
    }
};

PATCHBAY_TEST("tst_time_text", TimeTextTest);

}  // namespace

#include "tst_time_text.moc"
