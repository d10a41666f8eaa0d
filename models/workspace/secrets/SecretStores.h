#pragma once

#include "models/workspace/SecretStore.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace pb::workspace {

/// Secrets from environment variables, for build servers: the reference `erp-token` is PATCHBAY_SECRET_ERP_TOKEN.
/// Read-only: put and remove are ErrorCode::unsupported.
class EnvironmentStore final : public SecretStore {
public:
    using Lookup = std::function<std::optional<std::string>(const std::string& variable)>;
    explicit EnvironmentStore(Lookup lookup = processEnvironment);

    QString displayName() const override;
    Result<Secret> get(const std::string& reference, StopToken stop) override;
    Done put(const std::string& reference, const Secret& value, StopToken stop) override;
    Done remove(const std::string& reference, StopToken stop) override;

    /// Upper case; every character that is no letter or digit becomes "_".
    static std::string variableFor(const std::string& reference);
    static std::optional<std::string> processEnvironment(const std::string& variable);

private:
    Lookup lookup_;
};

class EncryptedFileStore;

/// An encrypted file whose passphrase is given later. While it is locked, its secrets are ErrorCode::unavailable. A file
/// that is not there yet is made at the first put after unlock(). Thread-safe.
class PassphraseStore final : public SecretStore {
public:
    explicit PassphraseStore(std::filesystem::path file);   ///< looks whether the file is there
    ~PassphraseStore() override;

    bool isNew() const { return isNew_; }       ///< no file was there: the first passphrase makes it
    bool isOpen() const;
    /// ErrorCode::refused for a wrong passphrase; it stays locked.
    Done unlock(const Secret& passphrase);

    QString displayName() const override;
    Result<Secret> get(const std::string& reference, StopToken stop) override;
    Done put(const std::string& reference, const Secret& value, StopToken stop) override;
    Done remove(const std::string& reference, StopToken stop) override;

private:
    tl::unexpected<Error> locked(const std::string& reference) const;
    std::shared_ptr<EncryptedFileStore> opened() const;

    std::filesystem::path file_;
    bool isNew_;
    mutable std::mutex mutex_;
    std::shared_ptr<EncryptedFileStore> store_;
};

/// Asks several stores in order. get: the first that has it. put: the first that can keep it. remove: all of them.
class ChainStore final : public SecretStore {
public:
    /// `file` is one of the stores, or null.
    explicit ChainStore(std::vector<std::unique_ptr<SecretStore>> stores, PassphraseStore* file = nullptr)
        : stores_(std::move(stores)), file_(file) {}

    PassphraseStore* file() const { return file_; }

    QString displayName() const override;
    Result<Secret> get(const std::string& reference, StopToken stop) override;
    Done put(const std::string& reference, const Secret& value, StopToken stop) override;
    Done remove(const std::string& reference, StopToken stop) override;

private:
    std::vector<std::unique_ptr<SecretStore>> stores_;
    PassphraseStore* file_;
};

struct SecretStoreChoice {
    std::filesystem::path file;        ///< of the encrypted store; empty = none
    std::optional<Secret> passphrase;  ///< of it; without one it stays locked
    bool useKeychain = true;
};

/// Environment variables, then the keychain of the desktop where one answers (asked at its first use), then the encrypted
/// file. A wrong passphrase is an error; that nothing can keep a secret shows at the first put.
Result<std::unique_ptr<ChainStore>> chooseSecretStore(const SecretStoreChoice& choice);

/// ErrorCode::notFound with the reference and how to add it.
tl::unexpected<Error> secretNotFound(const std::string& reference, const QString& storeName);

}  // namespace pb::workspace
