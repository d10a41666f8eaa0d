#pragma once

#include <cstddef>
#include <functional>
#include <string_view>

namespace pb::doc {

inline constexpr std::string_view utf8Mark = "\xEF\xBB\xBF";  ///< byte order mark

/// Length of the well-formed UTF-8 sequence at `at` (RFC 3629), 0 when there is none.
std::size_t utf8SequenceAt(std::string_view bytes, std::size_t at);

/// Is told now and then that the bytes before `end` are not needed until something reads on, or from the beginning again:
/// who holds a mapped file gives their pages back.
using Passed = std::function<void(std::size_t end)>;

/// The same as isUtf8 of the base, with simdjson's speed: for whole documents.
bool isValidUtf8(std::string_view bytes, const Passed& passed = {});

/// The first byte that is not UTF-8, or npos.
std::size_t firstNonUtf8(std::string_view bytes);

std::size_t countLineBreaks(std::string_view bytes);   ///< line feeds
std::size_t countCodePoints(std::string_view utf8);    ///< bytes that do not continue a sequence

}  // namespace pb::doc
