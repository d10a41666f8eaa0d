#include "models/base/Text.h"
#include "models/workspace/secrets/KeychainStore.h"
#include "models/workspace/secrets/SecretStores.h"

#include <QStringList>

namespace pb::workspace {

QString ChainStore::displayName() const {
    QStringList names;
    for (const auto& store : stores_) names += store->displayName();
    return names.join(say(", "));
}

Result<Secret> ChainStore::get(const std::string& reference, StopToken stop) {
    auto missing = secretNotFound(reference, displayName());
    for (const auto& store : stores_) {
        auto found = store->get(reference, stop);
        if (found) return found;
        const ErrorCode code = found.error().code;
        if (code == ErrorCode::notFound) continue;
        if (code != ErrorCode::unavailable) return found;
        missing = fail(std::move(missing.value()).because(std::move(found).error()));
    }
    return missing;
}

Done ChainStore::put(const std::string& reference, const Secret& value, StopToken stop) {
    Error last(ErrorCode::unavailable, say("Cannot store the secret “%1”. No store of this machine can keep it.").arg(qs(reference)),
               say("Start a keychain service, or give the passphrase of an encrypted file."));
    for (const auto& store : stores_) {
        auto done = store->put(reference, value, stop);
        if (done) return done;
        const ErrorCode code = done.error().code;
        if (code != ErrorCode::unsupported && code != ErrorCode::unavailable) return done;
        if (code == ErrorCode::unavailable) last = std::move(last).because(std::move(done).error());
    }
    return fail(std::move(last));
}

Done ChainStore::remove(const std::string& reference, StopToken stop) {
    for (const auto& store : stores_) {
        auto done = store->remove(reference, stop);
        if (done) continue;
        const ErrorCode code = done.error().code;
        const bool hadNone = code == ErrorCode::notFound || code == ErrorCode::unsupported || code == ErrorCode::unavailable;
        if (!hadNone) return done;
    }
    return {};
}

namespace {

/// The keychain, looked for when it is first asked: most work needs no secret.
class KeychainWhereThere final : public SecretStore {
public:
    QString displayName() const override { return say("the keychain"); }
    Result<Secret> get(const std::string& reference, StopToken stop) override {
        PB_CHECK(look());
        return keychain_->get(reference, std::move(stop));
    }
    Done put(const std::string& reference, const Secret& value, StopToken stop) override {
        PB_CHECK(look());
        return keychain_->put(reference, value, std::move(stop));
    }
    Done remove(const std::string& reference, StopToken stop) override {
        PB_CHECK(look());
        return keychain_->remove(reference, std::move(stop));
    }

private:
    Done look() {
        std::call_once(once_, [this] {
            keychain_ = std::make_unique<KeychainStore>();
            isThere_ = keychain_->isAvailable();
        });
        if (isThere_) return {};
        return fail(ErrorCode::unavailable, say("No keychain service answers on this machine."));
    }

    std::once_flag once_;
    std::unique_ptr<KeychainStore> keychain_;
    bool isThere_ = false;
};

}  // namespace

Result<std::unique_ptr<ChainStore>> chooseSecretStore(const SecretStoreChoice& choice) {
    std::vector<std::unique_ptr<SecretStore>> stores;
    stores.push_back(std::make_unique<EnvironmentStore>());
    if (choice.useKeychain) stores.push_back(std::make_unique<KeychainWhereThere>());
    PassphraseStore* file = nullptr;
    if (!choice.file.empty()) {
        auto encrypted = std::make_unique<PassphraseStore>(choice.file);
        if (choice.passphrase) PB_CHECK(encrypted->unlock(*choice.passphrase));
        file = encrypted.get();
        stores.push_back(std::move(encrypted));
    }
    return std::make_unique<ChainStore>(std::move(stores), file);
}

}  // namespace pb::workspace
