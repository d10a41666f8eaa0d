#pragma once

#include <cstddef>
#include <string_view>

namespace pb::doc {

inline constexpr std::string_view utf8Mark = "\xEF\xBB\xBF";  ///< byte order mark

/// Length of the well-formed UTF-8 sequence at `at` (RFC 3629), 0 when there is none.
std::size_t utf8SequenceAt(std::string_view bytes, std::size_t at);

/// The same as isUtf8 of the base, with simdjson's speed: for whole documents.
bool isValidUtf8(std::string_view bytes);

/// The first byte that is not UTF-8, or npos.
std::size_t firstNonUtf8(std::string_view bytes);

}  // namespace pb::doc
