#include "models/workspace/secrets/Cipher.h"

#include "models/base/Text.h"

#include <openssl/evp.h>
#include <openssl/rand.h>

#include <memory>

namespace pb::workspace::cipher {

namespace {

constexpr std::size_t keySize = 32;
constexpr std::uint64_t maxMemory = 256ull << 20;

using Context = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;

Context newContext() { return {EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free}; }

const unsigned char* in(std::string_view bytes) { return reinterpret_cast<const unsigned char*>(bytes.data()); }
unsigned char* out(std::string& bytes, std::size_t at = 0) { return reinterpret_cast<unsigned char*>(bytes.data()) + at; }
int length(std::string_view bytes) { return static_cast<int>(bytes.size()); }

tl::unexpected<Error> cannotEncrypt() {
    return fail(ErrorCode::internal, say("Cannot encrypt the secrets. The cryptographic library refused."));
}

}  // namespace

bool ScryptCost::isReasonable() const {
    if (log2N < 1 || log2N > 20 || r < 1 || r > 32 || p < 1 || p > 16) return false;
    return ((128ull * r) << log2N) <= maxMemory;
}

Done fillRandom(std::span<unsigned char> bytes) {
    if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1) return cannotEncrypt();
    return {};
}

Result<Secret> deriveKey(const Secret& passphrase, std::span<const unsigned char> salt, const ScryptCost& cost) {
    std::string key(keySize, '\0');
    constexpr std::uint64_t slack = 1u << 20;
    const auto text = passphrase.reveal();
    const int ok = EVP_PBE_scrypt(text.data(), text.size(), salt.data(), salt.size(), std::uint64_t{1} << cost.log2N, cost.r,
                                  cost.p, maxMemory + slack, out(key), key.size());
    if (ok != 1) return cannotEncrypt();
    return Secret(std::move(key));
}

Result<std::string> seal(const Secret& key, std::string_view header, const Secret& plain) {
    const auto text = plain.reveal();
    std::string sealed(nonceSize + tagSize + text.size(), '\0');
    PB_CHECK(fillRandom({out(sealed), nonceSize}));
    const auto context = newContext();
    EVP_CIPHER_CTX* cipher = context.get();
    int written = 0;
    const bool ok = cipher && EVP_EncryptInit_ex(cipher, EVP_aes_256_gcm(), nullptr, in(key.reveal()), out(sealed)) == 1 &&
                    EVP_EncryptUpdate(cipher, nullptr, &written, in(header), length(header)) == 1 &&
                    EVP_EncryptUpdate(cipher, out(sealed, nonceSize + tagSize), &written, in(text), length(text)) == 1 &&
                    EVP_EncryptFinal_ex(cipher, out(sealed, sealed.size()), &written) == 1 &&
                    EVP_CIPHER_CTX_ctrl(cipher, EVP_CTRL_GCM_GET_TAG, tagSize, out(sealed, nonceSize)) == 1;
    if (!ok) return cannotEncrypt();
    return sealed;
}

std::optional<Secret> open(const Secret& key, const Sealed& sealed) {
    std::string plain(sealed.body.size(), '\0');
    std::string tag(sealed.tag);
    const auto context = newContext();
    EVP_CIPHER_CTX* cipher = context.get();
    int written = 0;
    const bool ok = cipher &&
                    EVP_DecryptInit_ex(cipher, EVP_aes_256_gcm(), nullptr, in(key.reveal()), in(sealed.nonce)) == 1 &&
                    EVP_DecryptUpdate(cipher, nullptr, &written, in(sealed.header), length(sealed.header)) == 1 &&
                    EVP_DecryptUpdate(cipher, out(plain), &written, in(sealed.body), length(sealed.body)) == 1 &&
                    EVP_CIPHER_CTX_ctrl(cipher, EVP_CTRL_GCM_SET_TAG, tagSize, out(tag)) == 1 &&
                    EVP_DecryptFinal_ex(cipher, out(plain, plain.size()), &written) == 1;
    Secret result(std::move(plain));
    return ok ? std::optional(std::move(result)) : std::nullopt;
}

}  // namespace pb::workspace::cipher
