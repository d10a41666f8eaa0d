#pragma once

#include "models/workspace/SecretStore.h"

#include <chrono>
#include <memory>
#include <string>

namespace pb::workspace {

/// The keychain of the desktop (Secret Service, KWallet, macOS Keychain, Windows Credential Store) through QtKeychain,
/// whose jobs need an event loop: they run on a thread of this store, and the calls here wait for them. The service may
/// ask the user to unlock it, so that the wait is long; a stop ends it. Make one per process: QtKeychain queues all jobs
/// on the thread of its first use.
class KeychainStore final : public SecretStore {
public:
    explicit KeychainStore(std::chrono::milliseconds timeout = std::chrono::seconds(60));
    ~KeychainStore() override;

    /// Whether a keychain service answers on this machine, asked once by a read of a name that does not exist.
    bool isAvailable(std::chrono::milliseconds timeout = std::chrono::seconds(3));

    QString displayName() const override;
    Result<Secret> get(const std::string& reference, StopToken stop) override;
    Done put(const std::string& reference, const Secret& value, StopToken stop) override;
    Done remove(const std::string& reference, StopToken stop) override;

private:
    struct Worker;
    std::unique_ptr<Worker> worker_;
    std::chrono::milliseconds timeout_;
};

}  // namespace pb::workspace
