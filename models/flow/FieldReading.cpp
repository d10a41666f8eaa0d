#include "models/flow/FieldReading.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>

namespace pb::flow {

namespace {

std::optional<std::int64_t> decimal(std::string_view text) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

/// Reads fixed-width digits and single characters off the front of a text.
class Scan {
public:
    explicit Scan(std::string_view text) : rest_(text) {}
    bool number(std::size_t digits, int& value) {
        if (rest_.size() < digits) return false;
        const auto part = decimal(rest_.substr(0, digits));
        if (!part || rest_[0] == '-') return false;
        value = static_cast<int>(*part);
        rest_.remove_prefix(digits);
        return true;
    }
    bool oneOf(std::string_view characters) {
        if (rest_.empty() || characters.find(rest_[0]) == std::string_view::npos) return false;
        rest_.remove_prefix(1);
        return true;
    }
    /// The digits of a fraction of a second, of any length, in milliseconds.
    int fraction() {
        int millis = 0, weight = 100;
        while (!rest_.empty() && rest_[0] >= '0' && rest_[0] <= '9') {
            millis += (rest_[0] - '0') * weight;
            weight /= 10;
            rest_.remove_prefix(1);
        }
        return millis;
    }
    std::string_view rest() const { return rest_; }

private:
    std::string_view rest_;
};

std::optional<int> offsetMinutes(std::string_view text) {
    while (!text.empty() && text[0] == ' ') text.remove_prefix(1);
    if (text.empty() || text == "Z" || text == "z") return 0;
    const int sign = text[0] == '-' ? -1 : 1;
    Scan scan(text);
    int hours = 0, minutes = 0;
    if (!scan.oneOf("+-") || !scan.number(2, hours)) return std::nullopt;
    scan.oneOf(":");
    scan.number(2, minutes);
    return sign * (hours * 60 + minutes);
}

std::optional<Millis> readIsoTime(std::string_view text) {
    Scan scan(text);
    int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, millis = 0;
    const bool hasDate = scan.number(4, year) && scan.oneOf("-") && scan.number(2, month) && scan.oneOf("-") &&
                         scan.number(2, day);
    const bool hasTime = hasDate && scan.oneOf("Tt ") && scan.number(2, hour) && scan.oneOf(":") && scan.number(2, minute);
    if (!hasTime) return std::nullopt;
    if (scan.oneOf(":")) {
        if (!scan.number(2, second)) return std::nullopt;
        if (scan.oneOf(".,:")) millis = scan.fraction();
    }
    const auto offset = offsetMinutes(scan.rest());
    const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                           std::chrono::day(static_cast<unsigned>(day))};
    if (!offset || !date.ok() || hour > 24 || minute > 59 || second > 60) return std::nullopt;
    const std::int64_t days = std::chrono::sys_days(date).time_since_epoch().count();
    return (((days * 24 + hour) * 60 + minute - *offset) * 60 + second) * 1000 + millis;
}

constexpr Millis smallestMillis = 100'000'000'000;  // 1973 in milliseconds, the year 5138 in seconds

void putText(DeadLetter& letter, FailureField field, std::string_view value) {
    switch (field) {
    case FailureField::originChannel: letter.origin.channel = value; break;
    case FailureField::originExchange: letter.origin.exchange = value; break;
    case FailureField::originRoutingKey: letter.origin.routingKey = value; break;
    case FailureField::group: letter.group = value; break;
    case FailureField::endpoint: letter.endpoint = value; break;
    case FailureField::route: letter.route = value; break;
    case FailureField::className: letter.className = value; break;
    case FailureField::rootClass: letter.rootClass = value; break;
    case FailureField::message: letter.message = value; break;
    case FailureField::rootMessage: letter.rootMessage = value; break;
    case FailureField::stack: letter.stack = value; break;
    case FailureField::stage: letter.stage = value; break;
    case FailureField::detail: letter.detail = value; break;
    default: break;
    }
}

constexpr std::array<std::pair<std::string_view, FailureField>, 18> fieldNames{{
    {"originChannel", FailureField::originChannel}, {"originPartition", FailureField::originPartition},
    {"originOffset", FailureField::originOffset}, {"originExchange", FailureField::originExchange},
    {"originRoutingKey", FailureField::originRoutingKey}, {"group", FailureField::group},
    {"endpoint", FailureField::endpoint}, {"route", FailureField::route}, {"className", FailureField::className},
    {"rootClass", FailureField::rootClass}, {"message", FailureField::message},
    {"rootMessage", FailureField::rootMessage}, {"stack", FailureField::stack}, {"attempts", FailureField::attempts},
    {"firstFailure", FailureField::firstFailure}, {"lastFailure", FailureField::lastFailure},
    {"stage", FailureField::stage}, {"detail", FailureField::detail},
}};

}  // namespace

std::optional<std::int64_t> readBigEndian(std::string_view bytes) {
    if (bytes.empty() || bytes.size() > 8) return std::nullopt;
    std::uint64_t value = static_cast<signed char>(bytes[0]) < 0 ? ~0ull : 0;
    for (const char byte : bytes) value = (value << 8) | static_cast<unsigned char>(byte);
    return static_cast<std::int64_t>(value);
}

std::optional<std::int64_t> readNumber(std::string_view bytes, FieldEncoding encoding) {
    if (encoding == FieldEncoding::bigEndian) return readBigEndian(bytes);
    if (const auto text = decimal(bytes)) return text;
    const std::size_t size = bytes.size();
    const bool isBinary = size == 1 || size == 2 || size == 4 || size == 8;
    const bool hasControl = std::ranges::any_of(bytes, [](char c) { return static_cast<unsigned char>(c) < 32; });
    return isBinary && hasControl ? readBigEndian(bytes) : std::nullopt;
}

std::optional<Millis> readTime(std::string_view bytes, FieldEncoding encoding) {
    if (const auto number = readNumber(bytes, encoding)) {
        const bool isSeconds = *number > -smallestMillis && *number < smallestMillis;
        return isSeconds ? *number * 1000 : *number;
    }
    return readIsoTime(bytes);
}

void putField(DeadLetter& letter, FailureField field, std::string_view value, FieldEncoding encoding) {
    const bool isTime = field == FailureField::firstFailure || field == FailureField::lastFailure;
    const auto number = isTime ? readTime(value, encoding) : readNumber(value, encoding);
    switch (field) {
    case FailureField::originPartition: letter.origin.partition = static_cast<std::int32_t>(number.value_or(-1)); break;
    case FailureField::originOffset: letter.origin.offset = number.value_or(-1); break;
    case FailureField::attempts: letter.attempts = number.value_or(0); break;
    case FailureField::firstFailure: letter.firstFailure = number.value_or(0); break;
    case FailureField::lastFailure: letter.lastFailure = number.value_or(0); break;
    default: putText(letter, field, value);
    }
}

std::optional<FailureField> failureFieldNamed(std::string_view name) {
    const auto found = std::ranges::find(fieldNames, name, [](const auto& entry) { return entry.first; });
    return found == fieldNames.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace pb::flow
