#include "models/base/Clock.h"

#include <QUuid>

#include <cstdio>

namespace pb {

namespace {

class SystemClock final : public Clock {
public:
    Millis now() const override {
        const auto sinceEpoch = std::chrono::system_clock::now().time_since_epoch();
        return std::chrono::duration_cast<std::chrono::milliseconds>(sinceEpoch).count();
    }
};

class RandomIds final : public IdSource {
public:
    std::string next() override { return QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString(); }
};

}  // namespace

const Clock& Clock::system() {
    static const SystemClock clock;
    return clock;
}

IdSource& IdSource::random() {
    static RandomIds ids;
    return ids;
}

std::string isoTime(Millis time) {
    using namespace std::chrono;
    const sys_time<milliseconds> instant{milliseconds(time)};
    const auto day = floor<days>(instant);
    const year_month_day date(day);
    const hh_mm_ss clock(instant - day);
    char text[48];
    std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                  static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                  static_cast<int>(clock.seconds().count()), static_cast<int>(clock.subseconds().count()));
    return text;
}

}  // namespace pb
