#include "connectors/local/Partitioner.h"

#include <cstddef>

namespace pb::connectors::local {

namespace {

std::uint32_t byteAt(std::string_view bytes, std::size_t i) { return static_cast<unsigned char>(bytes[i]); }

std::uint32_t tailOf(std::string_view bytes) {
    std::uint32_t tail = 0;
    for (std::size_t i = bytes.size(); i > bytes.size() / 4 * 4; --i) {
        tail = (tail << 8) | byteAt(bytes, i - 1);
    }
    return tail;
}

}  // namespace

std::uint32_t murmur2(std::string_view bytes) {
    constexpr std::uint32_t seed = 0x9747b28c, m = 0x5bd1e995;
    std::uint32_t hash = seed ^ static_cast<std::uint32_t>(bytes.size());
    for (std::size_t i = 0; i + 4 <= bytes.size(); i += 4) {
        std::uint32_t k = byteAt(bytes, i) | byteAt(bytes, i + 1) << 8 | byteAt(bytes, i + 2) << 16 |
                          byteAt(bytes, i + 3) << 24;
        k *= m;
        k ^= k >> 24;
        hash = (hash * m) ^ (k * m);
    }
    if (bytes.size() % 4 != 0) {
        hash = (hash ^ tailOf(bytes)) * m;
    }
    hash = (hash ^ (hash >> 13)) * m;
    return hash ^ (hash >> 15);
}

std::int32_t partitionForKey(std::string_view key, std::int32_t partitions) {
    return static_cast<std::int32_t>((murmur2(key) & 0x7fffffffu) % static_cast<std::uint32_t>(partitions));
}

}  // namespace pb::connectors::local
