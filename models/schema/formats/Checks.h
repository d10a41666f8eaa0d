#pragma once

#include <string_view>

/// The checks behind the formats; each names the text that defines it.
namespace pb::schema::formats {

bool date(std::string_view text);         // RFC 3339 §5.6 full-date
bool time(std::string_view text);         // RFC 3339 §5.6 full-time, leap seconds at 23:59:60 UTC
bool dateTime(std::string_view text);     // RFC 3339 §5.6
bool duration(std::string_view text);     // RFC 3339 appendix A
bool localTime(std::string_view text);    // draft 3: hh:mm:ss

bool ipv4(std::string_view text);         // RFC 2673 §3.2
bool ipv6(std::string_view text);         // RFC 4291 §2.2
bool hostname(std::string_view text);     // RFC 1123 §2.1, A-labels by RFC 5890
bool idnHostname(std::string_view text);  // RFC 5890 … 5893
bool email(std::string_view text);        // RFC 5321 §4.1.2 Mailbox
bool idnEmail(std::string_view text);     // RFC 6531 §3.3

bool uri(std::string_view text);            // RFC 3986
bool uriReference(std::string_view text);   // RFC 3986 §4.1
bool iri(std::string_view text);            // RFC 3987
bool iriReference(std::string_view text);   // RFC 3987
bool uriTemplate(std::string_view text);    // RFC 6570
bool jsonPointer(std::string_view text);    // RFC 6901
bool relativeJsonPointer(std::string_view text);  // draft-bhutton-relative-json-pointer-00
bool uuid(std::string_view text);           // RFC 4122 §3
bool regex(std::string_view text);          // ECMA-262
bool color(std::string_view text);          // draft 3: CSS 2.1 §4.3.6

/// RFC 3987 §2.2.
bool isUcsChar(unsigned codePoint);
bool isPrivateChar(unsigned codePoint);

}  // namespace pb::schema::formats
