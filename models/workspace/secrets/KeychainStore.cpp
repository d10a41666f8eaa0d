#include "models/workspace/secrets/KeychainStore.h"

#include "models/base/Text.h"
#include "models/workspace/secrets/SecretStores.h"

#include <QThread>

#include <qt6keychain/keychain.h>

#include <condition_variable>
#include <mutex>
#include <optional>

namespace pb::workspace {

namespace {

using namespace std::chrono_literals;

QString serviceName() { return QStringLiteral("Patchbay"); }

struct Answer {
    QKeychain::Error error = QKeychain::OtherError;
    QString reason;
    Secret value;
};

/// Shared by the caller and the job: whoever is later finds it still there.
struct Mailbox {
    std::mutex mutex;
    std::condition_variable arrived;
    std::optional<Answer> answer;

    void put(Answer value) {
        const std::lock_guard lock(mutex);
        answer = std::move(value);
        arrived.notify_all();
    }
};

Error errorOf(const Answer& answer) {
    switch (answer.error) {
    case QKeychain::AccessDenied:
    case QKeychain::AccessDeniedByUser:
        return {ErrorCode::refused, say("Cannot use the keychain. Access was denied."), say("Unlock it and allow the access.")};
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented:
        return {ErrorCode::unavailable, say("Cannot use the keychain. No keychain service answers on this machine."),
                say("Start one (GNOME Keyring, KWallet), or use an encrypted file.")};
    default: return {ErrorCode::unavailable, say("Cannot use the keychain. %1").arg(answer.reason), say("Check the keychain service.")};
    }
}

}  // namespace

struct KeychainStore::Worker {
    QThread thread;
    QObject inThread;

    Worker() {
        inThread.moveToThread(&thread);
        thread.start();
    }
    ~Worker() {
        thread.quit();
        thread.wait();
    }

    /// `make` gives the job, `read` what it found; both run on the thread of the keychain.
    template <typename Make, typename Read>
    Result<Answer> run(Make make, Read read, std::chrono::milliseconds timeout, StopToken stop) {
        const auto mailbox = std::make_shared<Mailbox>();
        QMetaObject::invokeMethod(&inThread, [this, mailbox, make, read] {
            auto* job = make();
            job->setAutoDelete(true);
            job->setInsecureFallback(false);
            QObject::connect(job, &QKeychain::Job::finished, &inThread, [mailbox, job, read](QKeychain::Job*) {
                mailbox->put({job->error(), job->errorString(), Secret(read(*job))});
            });
            job->start();
        });
        const auto end = std::chrono::steady_clock::now() + timeout;
        std::unique_lock lock(mailbox->mutex);
        while (!mailbox->answer) {
            if (stop.stop_requested()) return fail(ErrorCode::cancelled, say("Stopped waiting for the keychain."));
            if (std::chrono::steady_clock::now() >= end) {
                return fail(ErrorCode::unavailable, say("Cannot use the keychain. It did not answer in %1 s.").arg(timeout / 1s),
                            say("Look whether it asks for its password in a window of its own."));
            }
            mailbox->arrived.wait_for(lock, 50ms);
        }
        return std::move(*mailbox->answer);
    }

    Result<Answer> read(const std::string& reference, std::chrono::milliseconds timeout, StopToken stop) {
        const auto make = [key = qs(reference)] {
            auto* job = new QKeychain::ReadPasswordJob(serviceName());
            job->setKey(key);
            return job;
        };
        return run(make, [](QKeychain::ReadPasswordJob& job) { return job.binaryData().toStdString(); }, timeout, stop);
    }
};

KeychainStore::KeychainStore(std::chrono::milliseconds timeout) : worker_(std::make_unique<Worker>()), timeout_(timeout) {}
KeychainStore::~KeychainStore() = default;

bool KeychainStore::isAvailable(std::chrono::milliseconds timeout) {
    const auto answer = worker_->read("patchbay-probe", timeout, {});
    return answer && (answer->error == QKeychain::NoError || answer->error == QKeychain::EntryNotFound);
}

QString KeychainStore::displayName() const { return say("the keychain"); }

Result<Secret> KeychainStore::get(const std::string& reference, StopToken stop) {
    PB_TRY(answer, worker_->read(reference, timeout_, stop));
    if (answer.error == QKeychain::EntryNotFound) return secretNotFound(reference, displayName());
    if (answer.error != QKeychain::NoError) return fail(errorOf(answer));
    return std::move(answer.value);
}

Done KeychainStore::put(const std::string& reference, const Secret& value, StopToken stop) {
    const auto make = [key = qs(reference), value] {
        auto* job = new QKeychain::WritePasswordJob(serviceName());
        job->setKey(key);
        const auto bytes = value.reveal();
        job->setBinaryData(QByteArray(bytes.data(), static_cast<qsizetype>(bytes.size())));
        return job;
    };
    PB_TRY(answer, worker_->run(make, [](QKeychain::WritePasswordJob&) { return std::string(); }, timeout_, stop));
    if (answer.error != QKeychain::NoError) return fail(errorOf(answer));
    return {};
}

/// libsecret calls the removal of what is not there done; here it is notFound, as in the other stores.
Done KeychainStore::remove(const std::string& reference, StopToken stop) {
    PB_CHECK(get(reference, stop));
    const auto make = [key = qs(reference)] {
        auto* job = new QKeychain::DeletePasswordJob(serviceName());
        job->setKey(key);
        return job;
    };
    PB_TRY(answer, worker_->run(make, [](QKeychain::DeletePasswordJob&) { return std::string(); }, timeout_, stop));
    if (answer.error != QKeychain::NoError) return fail(errorOf(answer));
    return {};
}

}  // namespace pb::workspace
