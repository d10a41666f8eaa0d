#include "models/workspace/WorkspaceLock.h"

#include "models/base/Files.h"
#include "models/base/Text.h"

#include <QLockFile>

namespace pb::workspace {

namespace {

tl::unexpected<Error> heldBySomeone(const QLockFile& lock, const std::filesystem::path& file) {
    qint64 process = 0;
    QString host, program;
    QString holder = say("another program");
    if (lock.getLockInfo(&process, &host, &program)) {
        holder = say("%1 on %2, process %3").arg(program.isEmpty() ? say("a program") : program, host).arg(process);
    }
    return fail(ErrorCode::conflict, say("Cannot open the workspace for writing. It is held by %1.").arg(holder),
                say("Open it read-only, or close the other program. If that program is gone, delete “%1”.").arg(qs(pathToUtf8(file))),
                Place{pathToUtf8(file)});
}

}  // namespace

Result<WorkspaceLock> WorkspaceLock::acquire(const std::filesystem::path& stateFolder) {
    const auto file = stateFolder / "lock";
    auto lock = std::make_unique<QLockFile>(qs(pathToUtf8(file)));
    lock->setStaleLockTime(0);  // never by age: a session may last for days
    if (lock->tryLock(0)) return WorkspaceLock(std::move(lock));
    if (lock->error() == QLockFile::LockFailedError) return heldBySomeone(*lock, file);
    return fail(ErrorCode::storage,
                say("Cannot open the workspace for writing. The file “%1” cannot be written.").arg(qs(pathToUtf8(file))),
                say("Open it read-only, or check that the disk is not full or read-only and that you have the right to write into the folder."), Place{pathToUtf8(file)});
}

WorkspaceLock::WorkspaceLock(std::unique_ptr<QLockFile> file) : file_(std::move(file)) {}
WorkspaceLock::WorkspaceLock(WorkspaceLock&&) noexcept = default;
WorkspaceLock& WorkspaceLock::operator=(WorkspaceLock&&) noexcept = default;
WorkspaceLock::~WorkspaceLock() = default;

}  // namespace pb::workspace
