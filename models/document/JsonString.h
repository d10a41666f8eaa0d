#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace pb::doc {

/// Appends what a JSON string's content (between the quotes) means. \uD800 without a partner becomes its three WTF-8
/// bytes. Returns npos, or the offset in `content` of the escape that RFC 8259 §7 does not know.
std::size_t decodeJsonString(std::string_view content, std::string& out);

/// Whether the text is its own JSON: nothing of it is to be escaped.
bool isPlainInJson(std::string_view text);

/// Appends the text as it stands between the quotes: see writeJsonString.
void escapeJson(std::string_view text, std::string& out);

/// Appends a code point in UTF-8, surrogates too (WTF-8).
void appendCodePoint(char32_t codePoint, std::string& out);

}  // namespace pb::doc
