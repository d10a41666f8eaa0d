#pragma once

#include "models/base/Result.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace pb {

/// What an address can point at. The names are the words of the workspace.
enum class AddressKind {
    workspace, system, connection, contract, schema, map, route, channel, message, deadLetter, cause, environment,
    release, sample, test, file,
};

/// The one way to name an object, used by search, links, problems, logs and the command line.
///
///   address  = kind ":" path [ "/" part ]            part only where the kind has parts (see partOf)
///   msg      = "msg:" connection "/" channel "/" partition "@" offset
///   file     = "file:" path [ ":" line [ ":" column ] ]
///
/// Examples: `map:order-to-idoc/lines[].qty`, `contract:erp/paths/~1orders/post`, `msg:kafka-dev/orders/3@1042`.
/// In path and part the characters `/ : @ %`, blanks and control characters of a *name* are percent-encoded as UTF-8
/// (RFC 3986 §2.1), so any name round-trips: parse(print(a)) == a.
struct Address {
    AddressKind kind = AddressKind::workspace;
    std::string name;           ///< object, connection (msg, channel) or workspace-relative path (file)
    std::string part;           ///< inside of the object: a field path or JSON pointer; the channel for msg and channel
    std::int64_t partition = 0; ///< msg only
    std::int64_t offset = 0;    ///< msg only; the delivery id where a broker has no offsets
    int line = 0;               ///< file only; 1-based, 0 = whole file
    int column = 0;             ///< file only; 1-based in code points, 0 = whole line

    static Result<Address> parse(std::string_view text);
    static Address of(AddressKind kind, std::string name, std::string part = {});
    static Address message(std::string connection, std::string channel, std::int64_t partition, std::int64_t offset);
    static Address file(std::string path, int line = 0, int column = 0);

    std::string print() const;
    friend bool operator==(const Address&, const Address&) = default;
};

/// The word before the colon: "map", "msg", "file", "dead-letter"; else the enumerator itself.
std::string_view wordFor(AddressKind kind);

}  // namespace pb
