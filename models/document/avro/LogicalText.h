#pragma once

#include "models/document/avro/Schema.h"

namespace pb::doc::avro {

/// What people read of a date or time; none for plain numbers and where the number is no such time.
std::optional<std::string> textOfWhole(Logical logical, std::int64_t value);
std::optional<std::int64_t> wholeOfText(Logical logical, std::string_view text);

/// What is seen of bytes and fixed: a decimal's digits, a UUID, a duration (P1M2DT3.004S), else base64.
struct BytesText {
    std::string text;
    bool isNumber = false;
};
BytesText textOfBytes(const SchemaType& type, std::string_view bytes);
/// The error is why they are not of the type.
tl::expected<std::string, QString> bytesOfText(const SchemaType& type, std::string_view text, bool isNumber);

}  // namespace pb::doc::avro
