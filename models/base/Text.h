#pragma once

#include <QString>

#include <string>
#include <string_view>

namespace pb {

/// Marks a sentence for translators and translates it: every text a user can see goes through here (outside of
/// QObject, where tr() does the same). `lupdate` reads it by its alias.
QString say(const char* sentence);

/// UTF-8 bytes of the domain to the text of the screen, and back. Invalid UTF-8 becomes U+FFFD.
inline QString qs(std::string_view utf8) {
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}
inline std::string utf8(const QString& text) { return text.toStdString(); }

/// At most `limit` bytes of `text`, cut at a code-point border, with "…" where something was cut.
std::string clipped(std::string_view text, std::size_t limit);

/// Whether the bytes are well-formed UTF-8 (RFC 3629).
bool isUtf8(std::string_view bytes);

std::string toHex(std::string_view bytes);

/// RFC 4648 §4, with padding. `fromBase64` is empty on any character outside of the alphabet.
std::string toBase64(std::string_view bytes);
std::string fromBase64(std::string_view text, bool* ok = nullptr);

/// SHA-256 (FIPS 180-4) as 64 lower-case hex digits: the identity of contents in journals, plans and fingerprints.
std::string sha256Hex(std::string_view bytes);

}  // namespace pb
