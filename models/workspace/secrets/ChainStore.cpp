#include "models/base/Text.h"
#include "models/workspace/secrets/EncryptedFileStore.h"
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

Result<std::unique_ptr<SecretStore>> chooseSecretStore(const SecretStoreChoice& choice) {
    std::vector<std::unique_ptr<SecretStore>> stores;
    stores.push_back(std::make_unique<EnvironmentStore>());
    if (choice.useKeychain) {
        auto keychain = std::make_unique<KeychainStore>();
        if (keychain->isAvailable()) stores.push_back(std::move(keychain));
    }
    if (choice.passphrase && !choice.file.empty()) {
        PB_TRY(encrypted, EncryptedFileStore::open(choice.file, *choice.passphrase));
        stores.push_back(std::move(encrypted));
    }
    return std::make_unique<ChainStore>(std::move(stores));
}

}  // namespace pb::workspace
