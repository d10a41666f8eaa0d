#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace pb::doc::avro {

/// How the blocks of a container are packed (Avro 1.11 specification, "Required Codecs" and "Optional Codecs").
struct Packing {
    std::string_view name;  ///< as the header says it
    /// None where the bytes are not so packed, or stand for more than `mostBytes`.
    std::optional<std::string> (*unpack)(std::string_view bytes, std::size_t mostBytes);
    std::string (*pack)(std::string_view bytes);
};

/// null, deflate, snappy and zstandard; null pointer for another name.
const Packing* packingNamed(std::string_view name);

}  // namespace pb::doc::avro
