#if defined(_WIN32)

#include "models/base/platform/Disk.h"

#include <algorithm>

#include <windows.h>

namespace pb::platform {

namespace {

std::error_code lastCode() { return {static_cast<int>(::GetLastError()), std::system_category()}; }

std::error_code writeAll(HANDLE file, std::string_view bytes) {
    while (!bytes.empty()) {
        const DWORD wanted = static_cast<DWORD>(std::min<std::size_t>(bytes.size(), 1u << 30));
        DWORD written = 0;
        if (!::WriteFile(file, bytes.data(), wanted, &written, nullptr)) return lastCode();
        bytes.remove_prefix(written);
    }
    return ::FlushFileBuffers(file) ? std::error_code() : lastCode();
}

}  // namespace

std::error_code writeDurably(const std::filesystem::path& path, std::string_view bytes) {
    const HANDLE file = ::CreateFileW(path.c_str(), GENERIC_WRITE, 0, nullptr, CREATE_ALWAYS, FILE_ATTRIBUTE_NORMAL, nullptr);
    if (file == INVALID_HANDLE_VALUE) return lastCode();
    std::error_code code = writeAll(file, bytes);
    if (!::CloseHandle(file) && !code) code = lastCode();
    if (code) ::DeleteFileW(path.c_str());
    return code;
}

std::error_code replaceFile(const std::filesystem::path& from, const std::filesystem::path& to) {
    const DWORD how = MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH;
    return ::MoveFileExW(from.c_str(), to.c_str(), how) ? std::error_code() : lastCode();
}

std::error_code syncFolder(const std::filesystem::path&) { return {}; }

}  // namespace pb::platform

#endif
