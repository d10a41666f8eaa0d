#pragma once

#include <filesystem>
#include <string_view>
#include <system_error>

namespace pb::platform {

/// Creates (or truncates) the file, writes all of `bytes` and forces them to the disk. What was begun is removed on an
/// error.
std::error_code writeDurably(const std::filesystem::path& path, std::string_view bytes);

/// Renames onto `to`, replacing what is there in one step.
std::error_code replaceFile(const std::filesystem::path& from, const std::filesystem::path& to);

/// Forces the folder's entries to the disk; nothing to do where the system does not need it.
std::error_code syncFolder(const std::filesystem::path& folder);

}  // namespace pb::platform
