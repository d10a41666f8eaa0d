#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace pb::doc {

// Numbers as Avro and Protobuf write them.

/// Seven bits a byte, the low ones first.
inline void appendVarint(std::uint64_t bits, std::string& out) {
    for (; bits >= 0x80; bits >>= 7) {
        out.push_back(static_cast<char>(bits | 0x80));
    }
    out.push_back(static_cast<char>(bits));
}

/// Takes one from the front of the bytes; none where they end before it does or it has more than 64 bits.
inline std::optional<std::uint64_t> takeVarint(std::string_view& bytes) {
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < bytes.size() && i < 10; ++i) {
        const auto byte = static_cast<unsigned char>(bytes[i]);
        bits |= static_cast<std::uint64_t>(byte & 0x7f) << (7 * i);
        if (byte < 0x80) {
            if (i == 9 && byte > 1) {
                return std::nullopt;
            }
            bytes.remove_prefix(i + 1);
            return bits;
        }
    }
    return std::nullopt;
}

/// Small numbers of both signs have few bits.
inline std::uint64_t zigZag(std::int64_t value) {
    return static_cast<std::uint64_t>(value) << 1 ^ static_cast<std::uint64_t>(value >> 63);
}
inline std::int64_t fromZigZag(std::uint64_t bits) {
    return static_cast<std::int64_t>(bits >> 1 ^ (std::uint64_t{0} - (bits & 1)));
}

template <typename Bits>
void appendLittleEndian(Bits bits, std::string& out) {
    for (std::size_t i = 0; i < sizeof bits; ++i) {
        out.push_back(static_cast<char>(bits >> (8 * i) & 0xff));
    }
}

/// The first bytes as a number; there are enough of them.
template <typename Bits>
Bits littleEndian(std::string_view bytes) {
    Bits bits = 0;
    for (std::size_t i = 0; i < sizeof bits; ++i) {
        bits |= static_cast<Bits>(static_cast<Bits>(static_cast<unsigned char>(bytes[i])) << (8 * i));
    }
    return bits;
}

inline void appendFloat(float value, std::string& out) {
    appendLittleEndian(std::bit_cast<std::uint32_t>(value), out);
}
inline void appendDouble(double value, std::string& out) {
    appendLittleEndian(std::bit_cast<std::uint64_t>(value), out);
}

/// Magic byte 0 and the schema's id, most significant byte first, as registries of schemas frame messages.
inline void appendRegistryHead(std::uint32_t id, std::string& out) {
    out.push_back('\0');
    for (int shift = 24; shift >= 0; shift -= 8) {
        out.push_back(static_cast<char>(id >> shift & 0xff));
    }
}
inline constexpr std::size_t registryHeadSize = 5;
/// None where the bytes do not begin so.
inline std::optional<std::uint32_t> registryId(std::string_view bytes) {
    if (bytes.size() < registryHeadSize || bytes[0] != '\0') {
        return std::nullopt;
    }
    std::uint32_t id = 0;
    for (const char c : bytes.substr(1, 4)) {
        id = id << 8 | static_cast<unsigned char>(c);
    }
    return id;
}

}  // namespace pb::doc
