#include "ui/kit/Format.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <cmath>

namespace pb::ui {

namespace {

constexpr Millis second = 1000, minute = 60 * second, hour = 60 * minute, day = 24 * hour;
constexpr QChar narrowBlank(u'\u202f');

QString tr(const char* text) { return QCoreApplication::translate("pb::ui::Format", text); }

/// At most three digits that count: "1.4", "12", "812".
QString roughly(double value) { return QString::number(value, 'f', value < 9.95 ? 1 : 0); }

QString withUnit(const QString& number, const QString& unit) { return number + narrowBlank + unit; }

}  // namespace

QString countText(std::int64_t count) {
    QString digits = QString::number(count < 0 ? -count : count);
    for (qsizetype at = digits.size() - 3; at > 0; at -= 3) digits.insert(at, narrowBlank);
    return count < 0 ? QStringLiteral("−") + digits : digits;
}

QString shortCountText(std::int64_t count) {
    if (count < 10'000) return countText(count);
    if (count < 999'500) return withUnit(roughly(static_cast<double>(count) / 1e3), QStringLiteral("k"));
    if (count < 999'500'000) return withUnit(roughly(static_cast<double>(count) / 1e6), QStringLiteral("M"));
    return withUnit(roughly(static_cast<double>(count) / 1e9), QStringLiteral("G"));
}

QString bytesText(std::int64_t bytes) {
    if (bytes < 1000) return withUnit(QString::number(bytes), QStringLiteral("B"));
    double value = static_cast<double>(bytes) / 1000;
    for (const auto& unit : {QStringLiteral("kB"), QStringLiteral("MB"), QStringLiteral("GB")}) {
        if (value < 999.5) return withUnit(roughly(value), unit);
        value /= 1000;
    }
    return withUnit(roughly(value), QStringLiteral("TB"));
}

QString durationText(Millis duration) {
    if (duration < second) return withUnit(QString::number(duration), QStringLiteral("ms"));
    if (duration < minute) return withUnit(roughly(static_cast<double>(duration) / 1000), QStringLiteral("s"));
    if (duration < hour) return withUnit(QString::number(duration / minute), QStringLiteral("min"));
    if (duration < day) {
        const QString hours = withUnit(QString::number(duration / hour), QStringLiteral("h"));
        const Millis rest = duration % hour / minute;
        return rest == 0 ? hours : hours + QChar(u' ') + withUnit(QString::number(rest), QStringLiteral("min"));
    }
    return withUnit(QString::number(duration / day), QStringLiteral("d"));
}

QString ageText(Millis then, Millis now) {
    if (then == 0) return {};
    const Millis age = now - then;
    if (age < second) return tr("just now");
    const Millis whole = age < minute ? age / second * second : age < day ? age / minute * minute : age;
    const QString text = age < minute ? withUnit(QString::number(whole / second), QStringLiteral("s"))
                         : age < day && age >= hour ? withUnit(QString::number(age / hour), QStringLiteral("h"))
                                                    : durationText(whole);
    return tr("%1 ago").arg(text);
}

QString timeText(Millis time, Millis now) {
    if (time == 0) return {};
    const QDateTime when = QDateTime::fromMSecsSinceEpoch(time);
    const bool today = when.date() == QDateTime::fromMSecsSinceEpoch(now).date();
    return when.toString(today ? QStringLiteral("HH:mm:ss") : QStringLiteral("yyyy-MM-dd HH:mm:ss"));
}

QString exactTimeText(Millis time) {
    const QDateTime when = QDateTime::fromMSecsSinceEpoch(time);
    return when.toOffsetFromUtc(when.offsetFromUtc()).toString(Qt::ISODateWithMs);
}

QString percentText(std::int64_t part, std::int64_t whole) {
    if (whole == 0) return QStringLiteral("–");
    // 99.6 % is not "100 %", and 0.4 % is not "0 %".
    const double share = 100.0 * static_cast<double>(part) / static_cast<double>(whole);
    double rounded = std::round(share);
    if (part < whole && rounded >= 100) rounded = 99;
    if (part > 0 && rounded < 1) rounded = 1;
    return withUnit(QString::number(rounded), QStringLiteral("%"));
}

}  // namespace pb::ui
