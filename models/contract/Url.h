#pragma once

#include "models/base/Result.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pb::contract {

/// An absolute http(s) URL cut into what a client needs; the target keeps every byte as it was given (RFC 3986 §3).
struct UrlParts {
    bool tls = false;
    std::string host;            ///< without brackets where it is an IPv6 literal
    std::uint16_t port = 0;      ///< 80 or 443 where none is given
    std::string authority;       ///< as a Host header wants it (RFC 9110 §7.2)
    std::string target;          ///< path and query, "/" at least; no fragment
    std::string_view path() const { return std::string_view(target).substr(0, target.find('?')); }
    std::string_view query() const;
};

/// ErrorCode::wrongUse for another scheme, no host, a bad port, a login inside of the URL, blanks or control characters.
Result<UrlParts> splitUrl(std::string_view url);

/// The http(s) URL inside of an endpoint as a runtime prints it: "http://erp/orders?x=1", Camel's short form
/// "http:erp:8080/orders", "netty-http:http://erp/orders". Empty where there is none.
std::string urlOfEndpoint(std::string_view endpoint);

/// RFC 3986 §2.1. `decode` leaves a broken escape as it stands.
std::string percentEncode(std::string_view text, std::string_view alsoKeep = {});
std::string percentDecode(std::string_view text, bool plusIsBlank = false);

using QueryItems = std::vector<std::pair<std::string, std::string>>;
QueryItems splitQuery(std::string_view query);  ///< decoded, in order, duplicates kept

/// `base` and `path` with exactly one slash between them.
std::string joinUrl(std::string_view base, std::string_view path);

}  // namespace pb::contract
