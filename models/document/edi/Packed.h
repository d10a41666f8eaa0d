#pragma once

#include <cstdint>
#include <string_view>

namespace pb::doc::edi {

/// A short text (tag, code) as one number, so that comparing it is one instruction; 0 when it is longer than 8 bytes.
constexpr std::uint64_t packed(std::string_view text) {
    std::uint64_t word = 0;
    if (text.size() > sizeof word) {
        return 0;
    }
    for (const char c : text) {
        word = word << 8 | static_cast<std::uint8_t>(c);
    }
    return word;
}

/// The highest `bits` bits are well mixed.
constexpr std::uint64_t mixed(std::uint64_t word, int bits) {
    return word * 0x9e3779b97f4a7c15u >> (64 - bits);
}

}  // namespace pb::doc::edi
