#pragma once

#include <string>
#include <string_view>

namespace pb::schema {

/// The five components of a URI reference (RFC 3986 §3), as slices of the text. `has…` tells an empty component from a
/// missing one.
struct UriParts {
    std::string_view scheme, authority, path, query, fragment;
    bool hasAuthority = false, hasQuery = false, hasFragment = false;
};

UriParts splitUri(std::string_view uri);

/// RFC 3986 §5.2. A base without scheme (a schema without `$id`) is treated as if it had one.
std::string resolveUri(std::string_view base, std::string_view reference);

std::string_view withoutFragment(std::string_view uri);
std::string percentDecoded(std::string_view text);

}  // namespace pb::schema
