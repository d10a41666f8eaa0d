#include "models/base/Files.h"
#include "models/base/Text.h"
#include "models/workspace/secrets/EncryptedFileStore.h"
#include "models/workspace/secrets/SecretStores.h"

namespace pb::workspace {

namespace {

bool isThere(const std::filesystem::path& file) {
    std::error_code ignored;
    return std::filesystem::exists(file, ignored);
}

}  // namespace

PassphraseStore::PassphraseStore(std::filesystem::path file) : file_(std::move(file)), isNew_(!isThere(file_)) {}
PassphraseStore::~PassphraseStore() = default;

std::shared_ptr<EncryptedFileStore> PassphraseStore::opened() const {
    const std::lock_guard lock(mutex_);
    return store_;
}

bool PassphraseStore::isOpen() const { return opened() != nullptr; }

Done PassphraseStore::unlock(const Secret& passphrase) {
    if (passphrase.reveal().empty()) return fail(ErrorCode::wrongUse, say("The passphrase is empty."), say("Type one."));
    PB_TRY(store, EncryptedFileStore::open(file_, passphrase));
    const std::lock_guard lock(mutex_);
    store_ = std::move(store);
    return {};
}

QString PassphraseStore::displayName() const { return say("the encrypted file “%1”").arg(qs(pathToUtf8(file_))); }

tl::unexpected<Error> PassphraseStore::locked(const std::string& reference) const {
    return fail(ErrorCode::unavailable, say("Cannot use the secret “%1” in %2. It is locked.").arg(qs(reference), displayName()),
                say("Unlock it with its passphrase."));
}

Result<Secret> PassphraseStore::get(const std::string& reference, StopToken stop) {
    if (const auto store = opened()) return store->get(reference, std::move(stop));
    if (isNew_) return secretNotFound(reference, displayName());
    return locked(reference);
}

Done PassphraseStore::put(const std::string& reference, const Secret& value, StopToken stop) {
    if (const auto store = opened()) return store->put(reference, value, std::move(stop));
    return locked(reference);
}

Done PassphraseStore::remove(const std::string& reference, StopToken stop) {
    if (const auto store = opened()) return store->remove(reference, std::move(stop));
    if (isNew_) return secretNotFound(reference, displayName());
    return locked(reference);
}

}  // namespace pb::workspace
