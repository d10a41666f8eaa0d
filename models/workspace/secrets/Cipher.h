#pragma once

#include "models/base/Result.h"
#include "models/base/Secret.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>

/// scrypt (RFC 7914) and AES-256-GCM (NIST SP 800-38D) of OpenSSL, as the encrypted file of secrets needs them.
namespace pb::workspace::cipher {

constexpr std::size_t nonceSize = 12;
constexpr std::size_t tagSize = 16;

/// The default takes 32 MiB and about a tenth of a second.
struct ScryptCost {
    unsigned log2N = 15, r = 8, p = 1;
    bool isReasonable() const;  ///< at most 256 MiB
};

struct Sealed {
    std::string_view header;  ///< authenticated, not encrypted
    std::string_view nonce;
    std::string_view tag;
    std::string_view body;
};

Done fillRandom(std::span<unsigned char> out);
Result<Secret> deriveKey(const Secret& passphrase, std::span<const unsigned char> salt, const ScryptCost& cost);

/// nonce, tag and ciphertext, one behind the other.
Result<std::string> seal(const Secret& key, std::string_view header, const Secret& plain);
/// Nothing when the tag does not fit: another key, or other bytes.
std::optional<Secret> open(const Secret& key, const Sealed& sealed);

}  // namespace pb::workspace::cipher
