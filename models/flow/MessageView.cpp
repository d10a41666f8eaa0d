#include "models/flow/MessageView.h"

#include "models/base/Text.h"
#include "models/flow/FieldReading.h"
#include "models/flow/JsonLayout.h"

#include <algorithm>

namespace pb::flow {

namespace {

constexpr std::size_t maxPropertyText = 4096;
constexpr std::size_t maxHexShown = 256;
constexpr std::size_t textPerByte = 8;      ///< of laid-out JSON, before the layout gives up

// "00000010  7b 22 6f 72 64 65 72 49  64 22 3a 20 34 31 30 30  |{"orderId": 4100|": every line but the last is as long.
constexpr std::size_t bytesPerLine = 16, firstColumn = 10, textColumn = 61, lineLength = 79;
std::size_t hexColumn(std::size_t byte) { return firstColumn + 3 * byte + (byte >= 8); }

bool isTextByte(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 32 ? byte != 127 : c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

bool isText(std::string_view bytes) { return std::ranges::all_of(bytes, isTextByte) && isUtf8(bytes); }

/// At most `limit` bytes, cut at a code-point border.
std::string_view cutUtf8(std::string_view bytes, std::size_t limit) {
    if (bytes.size() <= limit) return bytes;
    std::size_t end = limit;
    while (end > 0 && (static_cast<unsigned char>(bytes[end]) & 0xc0) == 0x80 && limit - end < 4) --end;
    return bytes.substr(0, end);
}

QString noteFor(const std::optional<std::string>& value) {
    if (!value) return say("null");
    if (isText(*value)) return {};
    const std::size_t size = value->size();
    const bool isNumber = size == 1 || size == 2 || size == 4 || size == 8;
    return isNumber ? QStringLiteral("int%1").arg(size * 8) : say("%1 bytes").arg(size);
}

using Source = PropertyRow::Source;

PropertyRow row(Source source, const QString& name, const std::optional<std::string>& value) {
    return {source, name, value ? printable(*value, maxPropertyText) : QString(), noteFor(value)};
}

void addKnown(std::vector<PropertyRow>& rows, const QString& name, const std::string& value) {
    if (!value.empty()) rows.push_back(row(Source::failure, name, value));
}

void addTime(std::vector<PropertyRow>& rows, const QString& name, Millis time) {
    if (time != 0) rows.push_back(row(Source::failure, name, isoTime(time)));
}

void addNumber(std::vector<PropertyRow>& rows, const QString& name, std::int64_t value, std::int64_t unknown) {
    if (value != unknown) rows.push_back(row(Source::failure, name, std::to_string(value)));
}

bool looksLikeJson(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    return first != std::string_view::npos && (text[first] == '{' || text[first] == '[');
}

void appendHexLine(std::string_view bytes, std::size_t line, std::string& out) {
    static constexpr char digits[] = "0123456789abcdef";
    const std::string_view part = bytes.substr(line * bytesPerLine, bytesPerLine);
    std::string text(textColumn, ' ');
    for (std::size_t i = 0; i < 8; ++i) text[i] = digits[(line * bytesPerLine >> (28 - 4 * i)) & 15];
    for (std::size_t i = 0; i < part.size(); ++i) {
        const auto byte = static_cast<unsigned char>(part[i]);
        text[hexColumn(i)] = digits[byte >> 4];
        text[hexColumn(i) + 1] = digits[byte & 15];
    }
    text[textColumn - 1] = '|';
    for (const char c : part) text += c >= 32 && c < 127 ? c : '.';
    out += text + "|\n";
}

std::size_t rawInSpans(const std::vector<BodyView::Span>& spans, std::size_t text) {
    const auto behind = std::ranges::upper_bound(spans, text, {}, &BodyView::Span::text);
    if (behind == spans.begin()) return spans.empty() ? 0 : spans.front().raw;
    const BodyView::Span& span = *std::prev(behind);
    return span.raw + std::min(text - span.text, span.length);
}

std::size_t textInSpans(const std::vector<BodyView::Span>& spans, std::size_t raw) {
    const auto behind = std::ranges::upper_bound(spans, raw, {}, &BodyView::Span::raw);
    if (behind == spans.begin()) return 0;
    const BodyView::Span& span = *std::prev(behind);
    return span.text + std::min(raw - span.raw, span.length);
}

}  // namespace

QString printable(std::string_view bytes, std::size_t limit) {
    if (isText(bytes)) return qs(clipped(bytes, limit));
    const QString hex = qs(clipped(toHex(bytes.substr(0, maxHexShown + 1)), 2 * maxHexShown));
    const std::size_t size = bytes.size();
    const bool isNumber = size == 1 || size == 2 || size == 4 || size == 8;
    return isNumber ? QStringLiteral("%1 (0x%2)").arg(readBigEndian(bytes).value_or(0)).arg(hex) : u"0x" + hex;
}

std::vector<PropertyRow> propertiesOf(const Message& message) {
    std::vector<PropertyRow> out;
    out.push_back(row(Source::envelope, say("Channel"), message.position.channel));
    out.push_back(row(Source::envelope, say("Partition"), std::to_string(message.position.partition)));
    out.push_back(row(Source::envelope, say("Offset"), std::to_string(message.position.offset)));
    if (message.timestamp != 0) out.push_back(row(Source::envelope, say("Time"), isoTime(message.timestamp)));
    out.push_back(row(Source::envelope, say("Key"), message.key));
    const auto size = message.hasBody ? std::optional(std::to_string(message.body.size())) : std::nullopt;
    out.push_back(row(Source::envelope, say("Body size"), size));
    for (const Header& header : message.headers) out.push_back(row(Source::header, qs(header.name), header.value));
    return out;
}

std::vector<PropertyRow> propertiesOf(const DeadLetter& letter) {
    std::vector<PropertyRow> out;
    addKnown(out, say("Cause"), letter.rootClass);
    addKnown(out, say("Message"), letter.rootMessage);
    addKnown(out, say("In user code"), letter.topUserFrame);
    addKnown(out, say("Answer"), letter.detail);
    if (letter.className != letter.rootClass) addKnown(out, say("Wrapped in"), letter.className);
    addKnown(out, say("Stage"), letter.stage);
    addKnown(out, say("Origin"), letter.origin.channel);
    addNumber(out, say("Origin partition"), letter.origin.partition, -1);
    addNumber(out, say("Origin offset"), letter.origin.offset, -1);
    addKnown(out, say("Exchange"), letter.origin.exchange);
    addKnown(out, say("Routing key"), letter.origin.routingKey);
    addKnown(out, say("Group"), letter.group);
    addKnown(out, say("Route"), letter.route);
    addKnown(out, say("Endpoint"), letter.endpoint);
    addNumber(out, say("Attempts"), letter.attempts, 0);
    addTime(out, say("First failure"), letter.firstFailure);
    addTime(out, say("Last failure"), letter.lastFailure);
    addKnown(out, say("Convention"), letter.convention);
    return out;
}

BodyView viewOf(const Message& message, std::size_t limit) {
    if (message.hasBody) return viewOf(message.body, limit);
    return {};
}

BodyView viewOf(std::string_view body, std::size_t limit) {
    BodyView out;
    out.totalBytes = body.size();
    if (body.empty()) return out;
    const std::string_view shown = cutUtf8(body, limit);
    if (!isText(shown)) {
        out.kind = BodyKind::binary;
        out.shownBytes = std::min(body.size(), limit);
        out.text = hexDump(body.substr(0, out.shownBytes), 0, hexLineCount(out.shownBytes));
    } else if (looksLikeJson(shown)) {
        out.kind = BodyKind::json;
        layOutJson(shown, limit * textPerByte, out);
    } else {
        out.kind = BodyKind::text;
        out.shownBytes = shown.size();
        out.text = shown;
    }
    return out;
}

std::size_t BodyView::rawOffset(std::size_t textOffset) const {
    if (kind == BodyKind::json) return rawInSpans(spans, textOffset);
    if (kind != BodyKind::binary) return std::min(textOffset, shownBytes);
    const std::size_t column = textOffset % lineLength;
    std::size_t byte = column >= textColumn ? column - textColumn : 0;
    for (std::size_t i = 1; column < textColumn && i < bytesPerLine && hexColumn(i) <= column; ++i) byte = i;
    return std::min(textOffset / lineLength * bytesPerLine + std::min(byte, bytesPerLine - 1), shownBytes);
}

std::size_t BodyView::textOffset(std::size_t rawOffset) const {
    if (kind == BodyKind::json) return textInSpans(spans, rawOffset);
    if (kind != BodyKind::binary) return std::min(rawOffset, text.size());
    return std::min(rawOffset / bytesPerLine * lineLength + hexColumn(rawOffset % bytesPerLine), text.size());
}

std::size_t hexLineCount(std::size_t bytes) { return (bytes + bytesPerLine - 1) / bytesPerLine; }

std::string hexDump(std::string_view bytes, std::size_t firstLine, std::size_t lines) {
    std::string out;
    const std::size_t end = std::min(firstLine + lines, hexLineCount(bytes.size()));
    for (std::size_t line = firstLine; line < end; ++line) appendHexLine(bytes, line, out);
    return out;
}

}  // namespace pb::flow
