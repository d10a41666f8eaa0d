#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace pb::doc::avro {

/// RFC 1951 without a frame; a rest of zlib's checksum may stand behind it. None where the bytes are no such stream, or stand for more than `mostBytes`.
std::optional<std::string> inflated(std::string_view bytes, std::size_t mostBytes);
std::string deflated(std::string_view bytes);

}  // namespace pb::doc::avro
