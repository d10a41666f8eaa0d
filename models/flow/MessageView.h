#pragma once

#include "models/flow/DeadLetter.h"
#include "models/flow/Message.h"

#include <QString>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace pb::flow {

/// One row of the properties of a message.
struct PropertyRow {
    enum class Source { envelope, header, failure };
    Source source = Source::header;
    QString name;
    QString value;      ///< as text; binary values as number and hex; cut at 4,096 characters
    QString note;       ///< "null", "int32", "8 bytes" …; empty for text
};
std::vector<PropertyRow> propertiesOf(const Message& message);
/// The normal form: origin, cause, attempts, times … only what is known.
std::vector<PropertyRow> propertiesOf(const DeadLetter& letter);

/// A header value or key for people: UTF-8 text, else numbers of 1, 2, 4, 8 bytes big-endian, else hex.
QString printable(std::string_view bytes, std::size_t limit = 4096);

enum class BodyKind { none, json, text, binary };

/// A body made readable, with the way back to the bytes.
struct BodyView {
    static constexpr std::size_t defaultLimit = 256 * 1024;

    struct Span {
        std::size_t text = 0, raw = 0, length = 0;  ///< UTF-8 byte offsets; `length` bytes are the same in both
    };
    BodyKind kind = BodyKind::none;
    std::string text;           ///< UTF-8: pretty JSON, the text, or hex lines
    std::vector<Span> spans;    ///< in order; JSON only (text maps 1:1, hex by its columns)
    std::size_t shownBytes = 0, totalBytes = 0;
    bool isCut() const { return shownBytes < totalBytes; }  ///< the rest on demand: call again with a larger limit

    std::size_t rawOffset(std::size_t textOffset) const;    ///< nearest byte of the body at or before
    std::size_t textOffset(std::size_t rawOffset) const;
};

/// At most `limit` bytes of the body are laid out. Broken or cut JSON is laid out as far as it goes.
BodyView viewOf(const Message& message, std::size_t limit = BodyView::defaultLimit);
BodyView viewOf(std::string_view body, std::size_t limit = BodyView::defaultLimit);

/// Offset, 16 bytes, the printable ones: `00000010  7b 22 6f …  |{"o…|`; lines first … first + count - 1.
std::string hexDump(std::string_view bytes, std::size_t firstLine, std::size_t lines);
std::size_t hexLineCount(std::size_t bytes);

}  // namespace pb::flow
