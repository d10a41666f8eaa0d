#pragma once

#include "models/workspace/SecretStore.h"

#include <array>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace pb::workspace {

/// Secrets in one file under a passphrase, for machines without a keychain. On the disk are a header and ciphertext:
///
///   "PBSECR" version:u8=1 log2N:u8 r:u8 p:u8 salt[16] nonce[12] tag[16] ciphertext
///
/// Key: scrypt (RFC 7914) N=2^15 r=8 p=1 over the passphrase. Cipher: AES-256-GCM (NIST SP 800-38D), the header before
/// the tag authenticated with it, a new nonce at every save. Plain text: pairs of length:u32le bytes. Thread-safe.
class EncryptedFileStore final : public SecretStore {
public:
    /// A file that is not there is an empty store, written at the first put. ErrorCode::refused: the passphrase is
    /// wrong or the file damaged (GCM cannot tell the two apart).
    static Result<std::unique_ptr<EncryptedFileStore>> open(const std::filesystem::path& file, const Secret& passphrase);

    QString displayName() const override;
    Result<Secret> get(const std::string& reference, StopToken stop) override;
    Done put(const std::string& reference, const Secret& value, StopToken stop) override;
    Done remove(const std::string& reference, StopToken stop) override;
    std::vector<std::string> references() const;

private:
    using Salt = std::array<unsigned char, 16>;

    EncryptedFileStore(std::filesystem::path file, Secret key, Salt salt)
        : file_(std::move(file)), key_(std::move(key)), salt_(salt) {}
    Done save(const std::map<std::string, Secret>& secrets) const;

    std::filesystem::path file_;
    Secret key_;
    Salt salt_;
    mutable std::mutex mutex_;
    std::map<std::string, Secret> secrets_;
};

}  // namespace pb::workspace
