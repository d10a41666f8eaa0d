#pragma once

#include "models/flow/DeadLetter.h"

#include <optional>
#include <string_view>

namespace pb::flow {

/// Signed big-endian integer of 1 to 8 bytes.
std::optional<std::int64_t> readBigEndian(std::string_view bytes);

/// Decimal text, or 1, 2, 4 or 8 bytes big-endian; with `bigEndian` only the latter, of any length up to 8.
std::optional<std::int64_t> readNumber(std::string_view bytes, FieldEncoding encoding = FieldEncoding::automatic);

/// Milliseconds or seconds since 1970 (told apart by their size), ISO 8601 with or without an offset, and NServiceBus's
/// "2026-11-25 07:52:00:123456 Z".
std::optional<Millis> readTime(std::string_view bytes, FieldEncoding encoding = FieldEncoding::automatic);

/// Puts a header's value into the field; what cannot be read leaves the field as it was.
void putField(DeadLetter& letter, FailureField field, std::string_view value, FieldEncoding encoding);

std::optional<FailureField> failureFieldNamed(std::string_view name);

}  // namespace pb::flow
