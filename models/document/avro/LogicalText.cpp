#include "models/document/avro/LogicalText.h"

#include "models/base/Text.h"
#include "models/document/Decimals.h"
#include "models/document/Number.h"
#include "models/document/TimeText.h"
#include "models/document/Wire.h"

#include <algorithm>
#include <array>

namespace pb::doc::avro {

namespace {

constexpr std::size_t mostDecimalBytes = 256;  ///< longer ones are shown as bytes: turning them costs their square
constexpr std::array<std::size_t, 4> uuidDashes = {8, 13, 18, 23};

bool isTimeOfDay(Logical logical) {
    return logical == Logical::timeMillis || logical == Logical::timeMicros;
}

bool isMoment(Logical logical) {
    return logical == Logical::timestampMillis || logical == Logical::timestampMicros ||
           logical == Logical::timestampNanos;
}

/// Two's complement, most significant byte first.
ScaledDigits digitsOfBytes(std::string_view bytes) {
    ScaledDigits number;
    number.isNegative = !bytes.empty() && (bytes[0] & 0x80) != 0;
    std::string size(bytes);
    if (number.isNegative) {
        std::transform(size.begin(), size.end(), size.begin(), [](char c) { return static_cast<char>(~c); });
    }
    constexpr std::uint64_t base = 1'000'000'000;
    std::vector<std::uint32_t> value = {0};  // nine digits each, the low ones first
    for (const char c : size) {
        std::uint64_t carry = static_cast<unsigned char>(c);
        for (std::uint32_t& part : value) {
            carry += std::uint64_t{part} * 256;
            part = static_cast<std::uint32_t>(carry % base);
            carry /= base;
        }
        if (carry > 0) {
            value.push_back(static_cast<std::uint32_t>(carry));
        }
    }
    std::uint64_t carry = number.isNegative ? 1 : 0;
    for (std::size_t i = 0; carry > 0; ++i) {
        if (i == value.size()) {
            value.push_back(0);
        }
        carry += value[i];
        value[i] = static_cast<std::uint32_t>(carry % base);
        carry /= base;
    }
    for (auto part = value.rbegin(); part != value.rend(); ++part) {
        number.digits += padded(*part, 9);
    }
    number.digits.erase(0, std::min(number.digits.find_first_not_of('0'), number.digits.size()));
    return number;
}

/// The fewest bytes that hold the number.
std::string bytesOfDigits(const ScaledDigits& number) {
    std::string bytes = {'\0'};  // the low ones first
    for (const char digit : number.digits) {
        int carry = digit - '0';
        for (char& byte : bytes) {
            carry += static_cast<unsigned char>(byte) * 10;
            byte = static_cast<char>(carry & 0xff);
            carry >>= 8;
        }
        if (carry > 0) {
            bytes.push_back(static_cast<char>(carry));
        }
    }
    bytes.push_back('\0');
    int carry = 1;
    for (char& byte : bytes) {
        if (number.isNegative) {
            carry += static_cast<unsigned char>(~byte);
            byte = static_cast<char>(carry & 0xff);
            carry >>= 8;
        }
    }
    while (bytes.size() > 1 && bytes.back() == (bytes[bytes.size() - 2] & 0x80 ? '\xff' : '\0')) {
        bytes.pop_back();
    }
    std::reverse(bytes.begin(), bytes.end());
    return bytes;
}

std::string durationText(std::string_view bytes) {
    const auto millis = littleEndian<std::uint32_t>(bytes.substr(8));
    return "P" + std::to_string(littleEndian<std::uint32_t>(bytes)) + "M" +
           std::to_string(littleEndian<std::uint32_t>(bytes.substr(4))) + "DT" + std::to_string(millis / 1000) + "." +
           padded(millis % 1000, 3) + "S";
}

/// P1M2DT3.004S; each part may be left out.
std::optional<std::string> bytesOfDuration(std::string_view text) {
    std::array<std::uint64_t, 3> parts{};
    const std::string_view units = "MDS";
    if (!text.starts_with('P') || text.size() < 3) {
        return std::nullopt;
    }
    text.remove_prefix(1);
    for (std::size_t unit = 0; unit < units.size() && !text.empty();) {
        if (text.starts_with('T')) {
            text.remove_prefix(1);
            unit = 2;
        }
        const std::size_t end = std::min(text.find_first_not_of("0123456789."), text.size());
        if (end == text.size() || end == 0 || end > 15 || units.find(text[end], unit) == std::string_view::npos) {
            return std::nullopt;
        }
        unit = units.find(text[end], unit);
        const auto value = scaledDigits(text.substr(0, end), unit == 2 ? 3 : 0);
        if (!value) {
            return std::nullopt;
        }
        parts[unit++] = value->digits.empty() ? 0 : std::stoull(value->digits);
        text.remove_prefix(end + 1);
    }
    std::string bytes;
    for (const std::uint64_t part : parts) {
        if (part > 0xffffffffu) {
            return std::nullopt;
        }
        appendLittleEndian(static_cast<std::uint32_t>(part), bytes);
    }
    return text.empty() ? std::optional(bytes) : std::nullopt;
}

std::string uuidText(std::string_view bytes) {
    std::string text = toHex(bytes);
    for (const std::size_t dash : uuidDashes) {
        text.insert(dash, 1, '-');
    }
    return text;
}

std::optional<std::string> bytesOfUuid(std::string_view text) {
    std::string digits;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '-' || std::find(uuidDashes.begin(), uuidDashes.end(), i) == uuidDashes.end()) {
            digits.push_back(text[i]);
        }
    }
    std::string bytes;
    for (std::size_t i = 0; digits.size() == 32 && i < digits.size(); i += 2) {
        int value = 0;
        const auto [end, error] = std::from_chars(digits.data() + i, digits.data() + i + 2, value, 16);
        if (error != std::errc() || end != digits.data() + i + 2) {
            return std::nullopt;
        }
        bytes.push_back(static_cast<char>(value));
    }
    return bytes.size() == 16 ? std::optional(bytes) : std::nullopt;
}

using Encoded = tl::expected<std::string, QString>;

Encoded bytesOfDecimal(const SchemaType& type, std::string_view text) {
    const auto digits = scaledDigits(text, type.scale);
    if (!digits) {
        return tl::unexpected(
            say("“%1” is no number with at most %2 decimals.").arg(qs(clipped(text, 60))).arg(type.scale));
    }
    if (digits->digits.size() > static_cast<std::size_t>(type.precision)) {
        return tl::unexpected(
            say("It has %1 digits, the type holds %2.").arg(digits->digits.size()).arg(type.precision));
    }
    std::string bytes = bytesOfDigits(*digits);
    if (type.type == Type::fixed && bytes.size() <= type.size) {
        bytes.insert(0, type.size - bytes.size(), bytes[0] & 0x80 ? '\xff' : '\0');
    }
    return bytes;
}

}  // namespace

std::optional<std::string> textOfWhole(Logical logical, std::int64_t value) {
    if (logical == Logical::date) {
        return dateText(value);
    }
    const int decimals = decimalsOf(logical);
    if (decimals < 0) {
        return std::nullopt;
    }
    return isTimeOfDay(logical) ? timeText(value, decimals)
                                : instantText(instantOfUnits(value, decimals), decimals, isMoment(logical));
}

std::optional<std::int64_t> wholeOfText(Logical logical, std::string_view text) {
    if (logical == Logical::date) {
        return daysOf(text);
    }
    const int decimals = decimalsOf(logical);
    if (decimals < 0) {
        return std::nullopt;
    }
    if (isTimeOfDay(logical)) {
        return timeUnitsOf(text, decimals);
    }
    const auto instant = instantOf(text, decimals, isMoment(logical));
    return instant ? unitsOf(*instant, decimals) : std::nullopt;
}

BytesText textOfBytes(const SchemaType& type, std::string_view bytes) {
    switch (type.logical) {
        case Logical::decimal:
            return bytes.size() > mostDecimalBytes ? BytesText{toBase64(bytes)}
                                                   : BytesText{jsonNumberOf(digitsOfBytes(bytes), type.scale), true};
        case Logical::duration:
            return {durationText(bytes)};
        case Logical::uuid:
            return {uuidText(bytes)};
        default:
            return {toBase64(bytes)};
    }
}

Encoded bytesOfText(const SchemaType& type, std::string_view text, bool isNumber) {
    std::optional<std::string> bytes;
    QString expected = say("bytes as base64");
    if (type.logical == Logical::decimal && (isNumber || isJsonNumber(text))) {
        Encoded decimal = bytesOfDecimal(type, text);
        if (!decimal) {
            return decimal;
        }
        bytes = std::move(*decimal);
    } else if (!isNumber && type.logical == Logical::duration) {
        bytes = bytesOfDuration(text);
        expected = say("a duration (P1M2DT3.004S)");
    } else if (!isNumber && type.logical == Logical::uuid) {
        bytes = bytesOfUuid(text);
        expected = say("a UUID");
    } else if (!isNumber) {
        bool isGood = false;
        bytes = fromBase64(text, &isGood);
        bytes = isGood ? bytes : std::nullopt;
    }
    if (!bytes) {
        return tl::unexpected(say("“%1” is not %2.").arg(qs(clipped(text, 60)), expected));
    }
    if (type.type == Type::fixed && bytes->size() != type.size) {
        return tl::unexpected(say("It has %1 bytes, the type has %2.").arg(bytes->size()).arg(type.size));
    }
    return std::move(*bytes);
}

}  // namespace pb::doc::avro
