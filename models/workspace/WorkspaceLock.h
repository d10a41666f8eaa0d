#pragma once

#include "models/base/Result.h"

#include <filesystem>
#include <memory>

class QLockFile;

namespace pb::workspace {

/// `.patchbay/lock`: one program writes to a workspace at a time. It holds the process id, the program and the host; the
/// lock of a process that is gone is recognised (also when its id is in use again) and taken over.
class WorkspaceLock {
public:
    /// ErrorCode::conflict says who holds it and that the workspace can be opened read-only.
    static Result<WorkspaceLock> acquire(const std::filesystem::path& stateFolder);

    WorkspaceLock(WorkspaceLock&&) noexcept;
    WorkspaceLock& operator=(WorkspaceLock&&) noexcept;
    ~WorkspaceLock();

private:
    explicit WorkspaceLock(std::unique_ptr<QLockFile> file);
    std::unique_ptr<QLockFile> file_;
};

}  // namespace pb::workspace
