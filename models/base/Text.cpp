#include "models/base/Text.h"

#include "models/base/Words.h"

#include <QByteArray>
#include <QCoreApplication>
#include <QCryptographicHash>

namespace pb {

namespace {

bool isContinuation(char byte) { return (static_cast<unsigned char>(byte) & 0xc0) == 0x80; }

/// Bytes of the well-formed sequence at `at`, 0 when it is none (Unicode 15, table 3-7).
std::size_t sequenceLength(std::string_view bytes, std::size_t at) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(bytes[at + i]); };
    const unsigned char lead = byte(0);
    if (lead < 0x80) return 1;
    const std::size_t length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    if (lead < 0xc2 || lead > 0xf4 || at + length > bytes.size()) return 0;
    for (std::size_t i = 1; i < length; ++i) {
        if (!isContinuation(bytes[at + i])) return 0;
    }
    const unsigned char second = byte(1);
    const bool tooLong = (lead == 0xe0 && second < 0xa0) || (lead == 0xf0 && second < 0x90);
    const bool outside = (lead == 0xed && second > 0x9f) || (lead == 0xf4 && second > 0x8f);
    return tooLong || outside ? 0 : length;
}

QByteArray viewOf(std::string_view bytes) {
    return QByteArray::fromRawData(bytes.data(), static_cast<qsizetype>(bytes.size()));
}

}  // namespace

QString say(const char* sentence) { return QCoreApplication::translate("pb", sentence); }

std::string clipped(std::string_view text, std::size_t limit) {
    if (text.size() <= limit) return std::string(text);
    constexpr std::string_view ellipsis = "…";
    std::size_t end = limit > ellipsis.size() ? limit - ellipsis.size() : 0;
    while (end > 0 && isContinuation(text[end])) --end;
    std::string out(text.substr(0, end));
    if (limit >= ellipsis.size()) out += ellipsis;
    return out;
}

bool isUtf8(std::string_view bytes) {
    for (std::size_t at = 0; at < bytes.size();) {
        if (at + words::size <= bytes.size() && (words::at(bytes.data() + at) & words::highBits) == 0) {
            at += words::size;
            continue;
        }
        const std::size_t length = sequenceLength(bytes, at);
        if (length == 0) return false;
        at += length;
    }
    return true;
}

std::string toHex(std::string_view bytes) { return viewOf(bytes).toHex().toStdString(); }

std::string toBase64(std::string_view bytes) { return viewOf(bytes).toBase64().toStdString(); }

std::string fromBase64(std::string_view text, bool* ok) {
    const auto result = QByteArray::fromBase64Encoding(viewOf(text), QByteArray::AbortOnBase64DecodingErrors);
    const auto withoutPadding = [](std::string_view base64) { return base64.substr(0, base64.find_last_not_of('=') + 1); };
    // Bits that are left over would be dropped.
    const bool isWhole = withoutPadding(toBase64(result.decoded.toStdString())) == withoutPadding(text);
    const bool good = result.decodingStatus == QByteArray::Base64DecodingStatus::Ok && isWhole;
    if (ok) *ok = good;
    return good ? result.decoded.toStdString() : std::string();
}

std::string sha256Hex(std::string_view bytes) {
    return QCryptographicHash::hash(viewOf(bytes), QCryptographicHash::Sha256).toHex().toStdString();
}

}  // namespace pb
