#pragma once

#include "models/workspace/SecretStore.h"

#include <filesystem>
#include <functional>
#include <memory>
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

/// Asks several stores in order. get: the first that has it. put: the first that can keep it. remove: all of them.
class ChainStore final : public SecretStore {
public:
    explicit ChainStore(std::vector<std::unique_ptr<SecretStore>> stores) : stores_(std::move(stores)) {}

    QString displayName() const override;
    Result<Secret> get(const std::string& reference, StopToken stop) override;
    Done put(const std::string& reference, const Secret& value, StopToken stop) override;
    Done remove(const std::string& reference, StopToken stop) override;

private:
    std::vector<std::unique_ptr<SecretStore>> stores_;
};

struct SecretStoreChoice {
    std::filesystem::path file;        ///< of the encrypted store; empty = none
    std::optional<Secret> passphrase;  ///< of it; without one an encrypted file is not opened
    bool useKeychain = true;
};

/// Environment variables, then the keychain of the desktop where one answers, then the encrypted file. A wrong
/// passphrase is an error; that nothing can keep a secret shows at the first put.
Result<std::unique_ptr<SecretStore>> chooseSecretStore(const SecretStoreChoice& choice);

/// ErrorCode::notFound with the reference and how to add it.
tl::unexpected<Error> secretNotFound(const std::string& reference, const QString& storeName);

}  // namespace pb::workspace
