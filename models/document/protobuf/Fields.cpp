#include "models/document/protobuf/Fields.h"

#include "models/base/Text.h"
#include "models/document/Decimals.h"
#include "models/document/TimeText.h"
#include "models/document/Wire.h"

#include <algorithm>
#include <array>

namespace pb::doc::protobuf {

namespace proto = google::protobuf;
using Field = proto::FieldDescriptor;

namespace {

constexpr std::int64_t leastSeconds = -62'135'596'800, mostSeconds = 253'402'300'799;  // years 1 to 9999
constexpr std::int64_t mostDuration = 315'576'000'000;
constexpr std::int64_t nanosPerSecond = 1'000'000'000;

/// Takes the heads and values of one message after the other from the data.
class Scanner {
public:
    Scanner(std::string_view data, Slice part, Fault& fault)
        : data_(data), at_(part.begin), end_(part.end), fault_(fault) {}

    bool atEnd() const { return at_ == end_; }

    bool next(Entry& entry) {
        const std::size_t head = at_;
        std::uint64_t tag = 0;
        if (!varint(tag)) {
            return false;
        }
        const auto wire = static_cast<unsigned>(tag & 7);
        if (tag >> 3 == 0 || tag >> 3 > 0x1fffffff || wire > static_cast<unsigned>(WireType::fixed32)) {
            return failed(head, say("No field begins with the number %1.").arg(tag));
        }
        entry.number = static_cast<std::uint32_t>(tag >> 3);
        entry.wire = static_cast<WireType>(wire);
        entry.begin = at_;
        return value(entry, head);
    }

private:
    bool failed(std::size_t at, QString reason, ErrorCode code = ErrorCode::invalidInput) {
        fault_ = {std::move(reason), at, code};
        return false;
    }

    bool varint(std::uint64_t& value) {
        std::string_view rest = data_.substr(at_, end_ - at_);
        const auto taken = takeVarint(rest);
        if (!taken) {
            return failed(at_, say("A number is expected here; the message ends, or it has more than 64 bits."));
        }
        at_ = end_ - rest.size();
        value = *taken;
        return true;
    }

    bool skip(std::uint64_t size) {
        if (size > end_ - at_) {
            return failed(at_, say("%1 bytes are expected where %2 follow.").arg(size).arg(end_ - at_));
        }
        at_ += static_cast<std::size_t>(size);
        return true;
    }

    bool value(Entry& entry, std::size_t head) {
        std::uint64_t number = 0;
        bool good = true;
        switch (entry.wire) {
            case WireType::varint:
                good = varint(number);
                break;
            case WireType::fixed64:
            case WireType::fixed32:
                good = skip(entry.wire == WireType::fixed64 ? 8 : 4);
                break;
            case WireType::bytes:
                good = varint(number);
                entry.begin = at_;
                good = good && skip(number);
                break;
            case WireType::groupBegin:
                return group(entry);
            case WireType::groupEnd:
                return failed(head, say("A group ends here that did not begin."));
        }
        entry.end = at_;
        return good;
    }

    /// Up to the mark that ends it; groups inside of it are passed over.
    bool group(Entry& entry) {
        std::vector<std::uint32_t> open = {entry.number};
        while (!open.empty()) {
            const std::size_t head = at_;
            std::uint64_t tag = 0;
            if (!varint(tag)) {
                return false;
            }
            const auto number = static_cast<std::uint32_t>(tag >> 3);
            if ((tag & 7) == static_cast<unsigned>(WireType::groupEnd)) {
                if (number != open.back()) {
                    return failed(head, say("Another group ends here than the one that began last."));
                }
                open.pop_back();
                entry.end = head;
            } else if ((tag & 7) == static_cast<unsigned>(WireType::groupBegin)) {
                if (open.size() >= static_cast<std::size_t>(mostDepth)) {
                    return failed(head, say("The groups are nested deeper than %1.").arg(mostDepth), ErrorCode::limit);
                }
                open.push_back(number);
            } else {
                at_ = head;
                Entry inner;
                if (!next(inner)) {
                    return false;
                }
            }
        }
        return true;
    }

    std::string_view data_;
    std::size_t at_, end_;
    Fault& fault_;
};

/// Without its sign, as few groups of three digits as hold it.
std::string fractionText(std::int64_t nanos) {
    if (nanos == 0) {
        return {};
    }
    const std::string digits = padded(nanos, 9);
    const std::size_t size = nanos % 1'000'000 == 0 ? 3 : nanos % 1000 == 0 ? 6 : 9;
    return "." + digits.substr(0, size);
}

}  // namespace

bool scan(std::string_view data, Slice message, std::vector<Entry>& entries, Fault& fault) {
    Scanner scanner(data, message, fault);
    while (!scanner.atEnd()) {
        Entry entry;
        if (!scanner.next(entry)) {
            return false;
        }
        entries.push_back(entry);
    }
    return true;
}

WireType wireOf(Field::Type type) {
    switch (type) {
        case Field::TYPE_DOUBLE:
        case Field::TYPE_FIXED64:
        case Field::TYPE_SFIXED64:
            return WireType::fixed64;
        case Field::TYPE_FLOAT:
        case Field::TYPE_FIXED32:
        case Field::TYPE_SFIXED32:
            return WireType::fixed32;
        case Field::TYPE_STRING:
        case Field::TYPE_BYTES:
        case Field::TYPE_MESSAGE:
            return WireType::bytes;
        case Field::TYPE_GROUP:
            return WireType::groupBegin;
        default:
            return WireType::varint;
    }
}

std::string digitsOf(Field::Type type, std::string_view bytes) {
    std::string_view rest = bytes;
    const std::uint64_t bits = wireOf(type) == WireType::varint    ? takeVarint(rest).value_or(0)
                               : wireOf(type) == WireType::fixed64 ? littleEndian<std::uint64_t>(bytes)
                                                                   : littleEndian<std::uint32_t>(bytes);
    switch (type) {
        case Field::TYPE_SINT32:
        case Field::TYPE_SINT64:
            return std::to_string(fromZigZag(type == Field::TYPE_SINT32 ? static_cast<std::uint32_t>(bits) : bits));
        case Field::TYPE_UINT64:
        case Field::TYPE_FIXED64:
            return std::to_string(bits);
        case Field::TYPE_UINT32:
        case Field::TYPE_FIXED32:
            return std::to_string(static_cast<std::uint32_t>(bits));
        case Field::TYPE_INT32:
        case Field::TYPE_SFIXED32:
            return std::to_string(static_cast<std::int32_t>(bits));
        default:
            return std::to_string(static_cast<std::int64_t>(bits));
    }
}

namespace {

bool isUnsigned(Field::Type type) {
    return type == Field::TYPE_UINT32 || type == Field::TYPE_UINT64 || type == Field::TYPE_FIXED32 || type == Field::TYPE_FIXED64;
}

/// The number as the wire has it; nothing where the type cannot hold it.
std::optional<std::uint64_t> bitsOf(Field::Type type, std::string_view digits) {
    const bool isShort = type == Field::TYPE_UINT32 || type == Field::TYPE_FIXED32 || type == Field::TYPE_INT32 ||
                         type == Field::TYPE_SINT32 || type == Field::TYPE_SFIXED32 || type == Field::TYPE_ENUM;
    if (isUnsigned(type)) {
        const auto natural = wholeNumber<std::uint64_t>(digits);
        return natural && isShort && *natural > 0xffffffffu ? std::nullopt : natural;
    }
    const auto found = wholeNumber<std::int64_t>(digits);
    const std::int64_t whole = found.value_or(0);
    if (!found || (isShort && whole != static_cast<std::int32_t>(whole))) {
        return std::nullopt;
    }
    const bool isZigZag = type == Field::TYPE_SINT32 || type == Field::TYPE_SINT64;
    return isZigZag ? zigZag(whole) : static_cast<std::uint64_t>(whole);
}

}  // namespace

bool appendWhole(Field::Type type, std::string_view digits, std::string& out) {
    const auto known = bitsOf(type, digits);
    if (!known) {
        return false;
    }
    const std::uint64_t bits = *known;
    switch (wireOf(type)) {
        case WireType::fixed64:
            appendLittleEndian(bits, out);
            break;
        case WireType::fixed32:
            appendLittleEndian(static_cast<std::uint32_t>(bits), out);
            break;
        default:
            appendVarint(bits, out);
    }
    return true;
}

bool isPackable(const Field& field) {
    return field.is_repeated() && field.is_packable();
}

WellKnown wellKnownKind(const proto::Descriptor& type) {
    switch (type.well_known_type()) {
        case proto::Descriptor::WELLKNOWNTYPE_UNSPECIFIED:
            return WellKnown::no;
        case proto::Descriptor::WELLKNOWNTYPE_ANY:
            return WellKnown::any;
        case proto::Descriptor::WELLKNOWNTYPE_TIMESTAMP:
            return WellKnown::timestamp;
        case proto::Descriptor::WELLKNOWNTYPE_DURATION:
            return WellKnown::duration;
        case proto::Descriptor::WELLKNOWNTYPE_STRUCT:
            return WellKnown::structure;
        case proto::Descriptor::WELLKNOWNTYPE_VALUE:
            return WellKnown::value;
        case proto::Descriptor::WELLKNOWNTYPE_LISTVALUE:
            return WellKnown::list;
        case proto::Descriptor::WELLKNOWNTYPE_FIELDMASK:
            return WellKnown::fieldMask;
        default:
            return WellKnown::wrapper;
    }
}

std::string memberName(const Field& field) {
    return field.is_extension() ? "[" + field.full_name() + "]" : field.json_name();
}

const proto::Descriptor* typeOfUrl(const proto::DescriptorPool& pool, std::string_view url) {
    const std::size_t slash = url.rfind('/');
    return slash == std::string_view::npos ? nullptr : pool.FindMessageTypeByName(std::string(url.substr(slash + 1)));
}

std::string timestampText(std::int64_t seconds, std::int64_t nanos) {
    if (seconds < leastSeconds || seconds > mostSeconds || nanos < 0 || nanos >= nanosPerSecond) {
        return {};
    }
    return instantText({seconds, 0}, 0, false) + fractionText(nanos) + "Z";
}

std::optional<SecondsAndNanos> timestampOf(std::string_view text) {
    const auto instant = instantOf(text, 9, true);
    if (!instant || instant->seconds < leastSeconds || instant->seconds > mostSeconds) {
        return std::nullopt;
    }
    return SecondsAndNanos{instant->seconds, static_cast<std::int32_t>(instant->fraction)};
}

std::string durationText(std::int64_t seconds, std::int64_t nanos) {
    const bool isMixed = (seconds < 0 && nanos > 0) || (seconds > 0 && nanos < 0);
    if (seconds < -mostDuration || seconds > mostDuration || nanos <= -nanosPerSecond || nanos >= nanosPerSecond ||
        isMixed) {
        return {};
    }
    const bool isNegative = seconds < 0 || nanos < 0;
    return (isNegative ? "-" : "") + std::to_string(isNegative ? -seconds : seconds) +
           fractionText(isNegative ? -nanos : nanos) + "s";
}

std::optional<SecondsAndNanos> durationOf(std::string_view text) {
    const bool isNegative = text.starts_with('-');
    text.remove_prefix(isNegative ? 1 : 0);
    if (!text.ends_with('s')) {
        return std::nullopt;
    }
    text.remove_suffix(1);
    const std::size_t point = std::min(text.find('.'), text.size());
    const auto seconds = wholeNumber<std::int64_t>(text.substr(0, point));
    const auto nanos = fractionOf(text.substr(std::min(point + 1, text.size())), 9);
    if (!seconds || !nanos || *seconds < 0 || *seconds > mostDuration) {
        return std::nullopt;
    }
    const std::int64_t sign = isNegative ? -1 : 1;
    return SecondsAndNanos{sign * *seconds, static_cast<std::int32_t>(sign * *nanos)};
}

std::string camelPath(std::string_view path) {
    std::string camel;
    bool isUpper = false;
    for (const char c : path) {
        if (c == '_' && !isUpper) {
            isUpper = true;
            continue;
        }
        if ((isUpper && (c < 'a' || c > 'z')) || (c >= 'A' && c <= 'Z') || c == ',') {
            return {};
        }
        camel.push_back(isUpper ? static_cast<char>(c - 'a' + 'A') : c);
        isUpper = false;
    }
    return isUpper ? std::string() : camel;
}

std::string snakePath(std::string_view path) {
    std::string snake;
    for (const char c : path) {
        if (c == '_') {
            return {};
        }
        if (c >= 'A' && c <= 'Z') {
            snake.push_back('_');
            snake.push_back(static_cast<char>(c - 'A' + 'a'));
        } else {
            snake.push_back(c);
        }
    }
    return snake;
}

}  // namespace pb::doc::protobuf
