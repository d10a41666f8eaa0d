#include "models/jsonata/functions/DatePicture.h"
#include "models/jsonata/functions/Natives.h"

#include <array>
#include <cmath>

namespace pb::jsonata {

namespace {

constexpr double latestTime = 8.64e15;  ///< ECMA-262 §21.4.1.1, milliseconds either side of 1970

std::string formatTime(Call& call, double millis, std::size_t pictureIndex) {
    const Word picture = call.argument(pictureIndex), zone = call.argument(pictureIndex + 1);
    if (!(std::fabs(millis) <= latestTime)) {
        raise("D3110", shown(Word::ofNumber(millis)));
    }
    const std::string_view timezone = zone.isDefined() ? textOf(zone) : std::string_view();
    const auto time = static_cast<Millis>(millis);
    const DatePicture& shape = picture.isDefined() ? call.caller.datePictures().of(textOf(picture)) : DatePicture::iso8601();
    return shape.format(time, timezone);
}

Word now(Call& call) { return call.heap.text(formatTime(call, static_cast<double>(call.caller.now()), 0)); }
Word millis(Call& call) { return Word::ofNumber(static_cast<double>(call.caller.now())); }

Word fromMillis(Call& call) {
    return call.has(0) ? call.heap.text(formatTime(call, numberOf(call.argument(0)), 1)) : Word();
}

/// ISO 8601 as the language takes it: year[-month[-day]][Thh:mm:ss[.fff]][zone]; a time without a zone is UTC.
class IsoReader {
public:
    explicit IsoReader(std::string_view text) : text_(text) {}

    std::optional<double> read() {
        std::int64_t year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0;
        if (!number(4, year) || (accept('-') && !number(2, month)) || (accept('-') && !number(2, day))) {
            return std::nullopt;
        }
        if (accept('T') && !(number(2, hour) && accept(':') && number(2, minute) && accept(':') && number(2, second))) {
            return std::nullopt;
        }
        const double fraction = readFraction();
        const auto zone = readZone();
        const bool inRange = month >= 1 && month <= 12 && day >= 1 && day <= 31 && hour <= 24 && minute < 60 && second < 60;
        if (!zone || at_ != text_.size() || !inRange) {
            return std::nullopt;
        }
        const double inDay = static_cast<double>(((hour * 60 + minute) * 60 + second) * 1000) + std::floor(fraction * 1000);
        return static_cast<double>(daysOf(year, month, day) * dayMillis) + inDay - *zone * 60'000;
    }

private:
    bool accept(char c) {
        const bool is = at_ < text_.size() && text_[at_] == c;
        at_ += is ? 1 : 0;
        return is;
    }
    bool number(std::size_t digits, std::int64_t& value) {
        value = 0;
        for (std::size_t i = 0; i < digits; ++i, ++at_) {
            if (at_ >= text_.size() || text_[at_] < '0' || text_[at_] > '9') {
                return false;
            }
            value = value * 10 + (text_[at_] - '0');
        }
        return true;
    }
    double readFraction() {
        double value = 0, scale = 0.1;
        if (accept('.')) {
            std::int64_t digit = 0;
            while (number(1, digit)) {
                value += static_cast<double>(digit) * scale;
                scale /= 10;
            }
        }
        return value + 1e-9;
    }
    std::optional<double> readZone() {
        if (at_ == text_.size() || accept('Z')) {
            return 0.0;
        }
        const bool isNegative = text_[at_] == '-';
        std::int64_t hours = 0, minutes = 0;
        if (!accept('-') && !accept('+')) {
            return std::nullopt;
        }
        if (!number(2, hours)) {
            return std::nullopt;
        }
        accept(':');
        if (!number(2, minutes)) {
            return std::nullopt;
        }
        const auto offset = static_cast<double>(hours * 60 + minutes);
        return isNegative ? -offset : offset;
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

Word toMillis(Call& call) {
    if (!call.has(0)) {
        return {};
    }
    const std::string_view text = textOf(call.argument(0));
    if (call.has(1)) {
        const auto time = call.caller.datePictures().of(textOf(call.argument(1))).parse(text, call.caller.now());
        return time ? Word::ofNumber(*time) : Word();
    }
    const auto time = IsoReader(text).read();
    if (!time) {
        raise("D3110", shown(call.argument(0)));
    }
    return Word::ofNumber(*time);
}

constexpr std::array natives = {
    Native{"now", "<s?s?:s>", now, 2},
    Native{"millis", "<:n>", millis, 0},
    Native{"fromMillis", "<n-s?s?:s>", fromMillis, 3},
    Native{"toMillis", "<s-s?:n>", toMillis, 2},
};

}  // namespace

std::span<const Native> dateFunctions() { return natives; }

}  // namespace pb::jsonata
