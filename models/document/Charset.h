#pragma once

#include "models/document/Utf8.h"

#include <optional>
#include <string>
#include <string_view>

namespace pb::doc {

/// Encodings of text formats. The cpNNN are IBM's and Microsoft's code pages; all but 1252 are EBCDIC.
enum class Charset { utf8, utf16le, utf16be, latin1, cp1252, cp037, cp273, cp500, cp1140, cp1047, cp1141 };

/// By IANA name or alias, without regard to case: "ISO-8859-1", "windows-1252", "IBM037", "cp500" …
std::optional<Charset> charsetNamed(std::string_view name);
std::string_view nameOf(Charset charset);

bool isSingleByte(Charset charset);
/// The ASCII characters have their ASCII codes: delimiters can be searched in the raw bytes.
inline bool isAsciiBased(Charset charset) {
    return charset <= Charset::cp1252 && charset != Charset::utf16le && charset != Charset::utf16be;
}

/// What a byte order mark or, without one, the bytes themselves say: UTF-8 where they are that, else CP1252.
Charset guessCharset(std::string_view bytes, const Passed& passed = {});
std::size_t byteOrderMarkSize(std::string_view bytes);

/// Appends as UTF-8; what has no character (a lone surrogate, half a unit) becomes U+FFFD.
void decodeText(Charset charset, std::string_view bytes, std::string& out);
/// Appends in the charset; false at the first character that it does not have.
bool encodeText(Charset charset, std::string_view utf8, std::string& out);

}  // namespace pb::doc
