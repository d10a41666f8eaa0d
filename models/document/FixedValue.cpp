#include "models/document/FixedValue.h"

#include "models/base/Text.h"
#include "models/document/Decimals.h"
#include "models/document/Utf8.h"

#include <algorithm>
#include <charconv>
#include <cstdint>

namespace pb::doc {

namespace {

using Kind = FixedField::Kind;

FixedContent wrong(std::string_view bytes, std::string text) {
    return {FixedContent::Kind::wrong, std::move(text), 0, bytes.size()};
}

FixedContent number(std::string_view bytes, const ScaledDigits& digits, int decimals) {
    return {FixedContent::Kind::number, jsonNumberOf(digits, decimals), 0, bytes.size()};
}

std::string encodedPad(const FixedField& field, Charset charset) {
    std::string pad;
    encodeText(charset, std::string_view(&field.pad, 1), pad);
    return pad;
}

FixedContent decodeFixedText(const FixedField& field, Charset charset, std::string_view bytes) {
    const char pad = encodedPad(field, charset)[0];
    std::size_t begin = 0;
    std::size_t end = bytes.size();
    while (field.isRight && begin < end && bytes[begin] == pad) {
        ++begin;
    }
    while (!field.isRight && end > begin && bytes[end - 1] == pad) {
        --end;
    }
    FixedContent content{FixedContent::Kind::text, {}, begin, end};
    decodeText(charset, bytes.substr(begin, end - begin), content.text);
    return content;
}

/// "-0012", "12-", " 12.50": the point may stand in the text too.
FixedContent decodeFixedNumber(const FixedField& field, Charset charset, std::string_view bytes) {
    std::string text;
    decodeText(charset, bytes, text);
    const std::size_t first = text.find_first_not_of(' ');
    if (first == std::string::npos) {
        return {FixedContent::Kind::nothing, {}, 0, bytes.size()};
    }
    std::string_view rest = std::string_view(text).substr(first, text.find_last_not_of(' ') + 1 - first);
    ScaledDigits digits;
    const auto isSign = [](char c) { return c == '-' || c == '+'; };
    if (isSign(rest.front())) {
        digits.isNegative = rest.front() == '-';
        rest.remove_prefix(1);
    } else if (isSign(rest.back())) {
        digits.isNegative = rest.back() == '-';
        rest.remove_suffix(1);
    }
    const std::size_t point = rest.find('.');
    const int decimals = point == std::string_view::npos ? field.decimals : static_cast<int>(rest.size() - point - 1);
    digits.digits = rest;
    if (point != std::string_view::npos) {
        digits.digits.erase(point, 1);
    }
    const bool isNumber = !digits.digits.empty() && digits.digits.find_first_not_of("0123456789") == std::string::npos;
    return isNumber ? number(bytes, digits, decimals) : wrong(bytes, std::move(text));
}

FixedContent decodePacked(const FixedField& field, std::string_view bytes) {
    ScaledDigits digits;
    for (std::size_t i = 0; i < bytes.size() * 2; ++i) {
        const auto byte = static_cast<unsigned char>(bytes[i / 2]);
        const int half = i % 2 == 0 ? byte >> 4 : byte & 0x0f;
        const bool isLast = i + 1 == bytes.size() * 2;
        if (isLast ? half < 10 : half > 9) {
            return wrong(bytes, "0x" + toHex(bytes));
        }
        if (isLast) {
            digits.isNegative = half == 0x0d || half == 0x0b;
        } else {
            digits.digits.push_back(static_cast<char>('0' + half));
        }
    }
    return number(bytes, digits, field.decimals);
}

/// In ASCII the signed last digit is a letter: { A–I plus, } J–R minus.
int asciiZone(char c, bool& isNegative) {
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    isNegative = c == '}' || (c >= 'J' && c <= 'R');
    if (c == '{' || c == '}') {
        return 0;
    }
    return c >= 'A' && c <= 'I' ? c - 'A' + 1 : c >= 'J' && c <= 'R' ? c - 'J' + 1 : -1;
}

FixedContent decodeZoned(const FixedField& field, Charset charset, std::string_view bytes) {
    ScaledDigits digits;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const auto byte = static_cast<unsigned char>(bytes[i]);
        const bool isLast = i + 1 == bytes.size();
        int digit = -1;
        if (isAsciiBased(charset)) {
            digit = isLast || (byte >= '0' && byte <= '9') ? asciiZone(bytes[i], digits.isNegative) : -1;
        } else if ((byte & 0x0f) <= 9 && (byte >= 0xf0 || (isLast && byte >= 0xa0))) {
            digit = byte & 0x0f;
            digits.isNegative = isLast && ((byte & 0xf0) == 0xd0 || (byte & 0xf0) == 0xb0);
        }
        if (digit < 0) {
            return wrong(bytes, "0x" + toHex(bytes));
        }
        digits.digits.push_back(static_cast<char>('0' + digit));
    }
    return number(bytes, digits, field.decimals);
}

FixedContent decodeBinary(const FixedField& field, std::string_view bytes) {
    std::uint64_t bits = field.isSigned && (static_cast<unsigned char>(bytes[0]) & 0x80) ? ~std::uint64_t{0} : 0;
    for (const char c : bytes) {
        bits = bits << 8 | static_cast<unsigned char>(c);
    }
    ScaledDigits digits;
    digits.isNegative = field.isSigned && (bits >> 63) != 0;
    digits.digits = std::to_string(digits.isNegative ? ~bits + 1 : bits);
    return number(bytes, digits, field.decimals);
}

QString tooLong(std::size_t has, std::size_t holds) {
    return say("It does not fit: it has %1 characters or digits, the field holds %2.").arg(has).arg(holds);
}

using Encoded = tl::expected<std::string, QString>;

/// Justified and padded to the length of the field.
Encoded encodePadded(const FixedField& field, Charset charset, std::string_view text) {
    std::string encoded;
    if (!encodeText(charset, text, encoded)) {
        return tl::unexpected(say("The text has a character that %1 does not have.").arg(qs(nameOf(charset))));
    }
    const std::size_t size = charset == Charset::utf8 ? countCodePoints(text) : encoded.size();
    if (size > field.length) {
        return tl::unexpected(tooLong(size, field.length));
    }
    const std::string padding(field.length - size, encodedPad(field, charset)[0]);
    return field.isRight ? padding + encoded : encoded + padding;
}

Encoded encodeFixedText(const FixedField& field, Charset charset, std::string_view text) {
    const bool losesPad = !text.empty() && (field.isRight ? text.front() : text.back()) == field.pad;
    if (losesPad && text.size() <= field.length && text.find_first_not_of(field.pad) != std::string_view::npos) {
        return tl::unexpected(say("It begins or ends with the padding character, which would be lost."));
    }
    return encodePadded(field, charset, text);
}

Encoded encodeFixedNumber(const FixedField& field, Charset charset, const ScaledDigits& number) {
    std::string digits = number.digits.empty() ? "0" : number.digits;
    const std::size_t sign = number.isNegative ? 1 : 0;
    if (digits.size() + sign > field.length) {
        return tl::unexpected(tooLong(digits.size() + sign, field.length));
    }
    if (field.pad == '0') {
        digits.insert(0, field.length - sign - digits.size(), '0');
    }
    return encodePadded(field, charset, (number.isNegative ? "-" : "") + digits);
}

Encoded encodePacked(const FixedField& field, const ScaledDigits& number) {
    const std::size_t count = field.length * 2 - 1;
    if (number.digits.size() > count) {
        return tl::unexpected(tooLong(number.digits.size(), count));
    }
    const std::string digits = std::string(count - number.digits.size(), '0') + number.digits;
    const int sign = !field.isSigned ? 0x0f : number.isNegative ? 0x0d : 0x0c;
    std::string bytes;
    for (std::size_t i = 0; i < field.length; ++i) {
        const int low = 2 * i + 1 < count ? digits[2 * i + 1] - '0' : sign;
        bytes.push_back(static_cast<char>((digits[2 * i] - '0') << 4 | low));
    }
    return bytes;
}

Encoded encodeZoned(const FixedField& field, Charset charset, const ScaledDigits& number) {
    if (number.digits.size() > field.length) {
        return tl::unexpected(tooLong(number.digits.size(), field.length));
    }
    std::string bytes = std::string(field.length - number.digits.size(), '0') + number.digits;
    const int last = bytes.back() - '0';
    if (isAsciiBased(charset)) {
        if (field.isSigned) {
            bytes.back() = (number.isNegative ? "}JKLMNOPQR" : "{ABCDEFGHI")[last];
        }
        return bytes;
    }
    for (char& c : bytes) {
        c = static_cast<char>(0xf0 | (c - '0'));
    }
    if (field.isSigned) {
        bytes.back() = static_cast<char>((number.isNegative ? 0xd0 : 0xc0) | last);
    }
    return bytes;
}

Encoded encodeBinary(const FixedField& field, const ScaledDigits& number) {
    std::uint64_t size = 0;
    const std::string& digits = number.digits;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), size);
    const std::uint64_t half = std::uint64_t{1} << (field.length * 8 - 1);
    const std::uint64_t most = field.isSigned ? (number.isNegative ? half : half - 1) : half - 1 + half;
    if ((error != std::errc() && !digits.empty()) || size > most) {
        return tl::unexpected(say("It does not fit: the field has %1 bytes.").arg(field.length));
    }
    const std::uint64_t bits = number.isNegative ? ~size + 1 : size;
    std::string bytes;
    for (std::size_t i = field.length; i-- > 0;) {
        bytes.push_back(static_cast<char>(bits >> (8 * i) & 0xff));
    }
    return bytes;
}

}  // namespace

FixedContent decodeFixed(const FixedField& field, Charset charset, std::string_view bytes) {
    switch (field.kind) {
        case Kind::text:
            return decodeFixedText(field, charset, bytes);
        case Kind::number:
            return decodeFixedNumber(field, charset, bytes);
        default:
            break;
    }
    const std::string blank(1, charset == Charset::utf8 || isAsciiBased(charset) ? ' ' : '\x40');
    if (bytes.empty() || (field.kind == Kind::zoned && bytes.find_first_not_of(blank) == std::string_view::npos)) {
        return {FixedContent::Kind::nothing, {}, 0, bytes.size()};
    }
    return field.kind == Kind::packed  ? decodePacked(field, bytes)
           : field.kind == Kind::zoned ? decodeZoned(field, charset, bytes)
                                       : decodeBinary(field, bytes);
}

Encoded encodeFixed(const FixedField& field, Charset charset, std::string_view text, bool isNull) {
    if (field.kind == Kind::text) {
        return encodeFixedText(field, charset, text);
    }
    const bool hasBlanks = field.kind == Kind::number || field.kind == Kind::zoned;
    if ((isNull || text.empty()) && hasBlanks) {
        FixedField blank = field;
        blank.pad = ' ';
        return encodePadded(blank, charset, {});
    }
    const auto digits = scaledDigits(isNull || text.empty() ? "0" : text, field.decimals);
    if (!digits) {
        return tl::unexpected(say("“%1” is no number with at most %2 decimals.").arg(qs(clipped(text, 60))).arg(field.decimals));
    }
    if (digits->isNegative && !field.isSigned) {
        return tl::unexpected(say("The field has no sign, the number is negative."));
    }
    switch (field.kind) {
        case Kind::packed:
            return encodePacked(field, *digits);
        case Kind::zoned:
            return encodeZoned(field, charset, *digits);
        case Kind::binary:
            return encodeBinary(field, *digits);
        default:
            return encodeFixedNumber(field, charset, *digits);
    }
}

}  // namespace pb::doc
