#if !defined(_WIN32)

#include "models/base/platform/Disk.h"

#include <cerrno>
#include <cstdio>

#include <fcntl.h>
#include <unistd.h>

namespace pb::platform {

namespace {

std::error_code lastCode() { return {errno, std::generic_category()}; }

std::error_code writeAll(int file, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(file, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return lastCode();
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return ::fsync(file) == 0 ? std::error_code() : lastCode();
}

}  // namespace

std::error_code writeDurably(const std::filesystem::path& path, std::string_view bytes) {
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (file < 0) return lastCode();
    std::error_code code = writeAll(file, bytes);
    if (::close(file) != 0 && !code) code = lastCode();
    if (code) ::unlink(path.c_str());
    return code;
}

std::error_code replaceFile(const std::filesystem::path& from, const std::filesystem::path& to) {
    return std::rename(from.c_str(), to.c_str()) == 0 ? std::error_code() : lastCode();
}

std::error_code syncFolder(const std::filesystem::path& folder) {
    const int file = ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (file < 0) return lastCode();
    std::error_code code;
    // Some network and user-space file systems cannot sync a folder and say EINVAL: there is nothing more to do then.
    if (::fsync(file) != 0 && errno != EINVAL) code = lastCode();
    ::close(file);
    return code;
}

}  // namespace pb::platform

#endif
