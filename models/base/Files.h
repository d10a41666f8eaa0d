#pragma once

#include "models/base/Result.h"

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

namespace pb {

/// The whole file. Errors name the path and say whether it is missing, not readable or too large.
Result<std::string> readFile(const std::filesystem::path& path, std::uintmax_t maxBytes = 1ull << 32);

/// A file that is read from its begin to its end, for what need not be in memory as a whole.
class FileStream {
public:
    /// Errors as of readFile.
    static Result<FileStream> open(const std::filesystem::path& path);
    /// `size` bytes more; fewer, or none, only at the end.
    Done append(std::string& bytes, std::size_t size);

private:
    explicit FileStream(std::filesystem::path path) : path_(std::move(path)), in_(path_, std::ios::binary) {}
    std::filesystem::path path_;
    std::ifstream in_;
};

/// The same of any stream; what goes wrong is in its state.
void appendFrom(std::istream& in, std::string& bytes, std::size_t size);

/// Temporary file beside it, write, fsync, rename, fsync of the folder: after a crash there is the old text or the
/// new, never half of it. Where `temporaryFolder` is given the temporary file is made there (same volume), for
/// folders that a runtime watches.
Done writeFileAtomically(const std::filesystem::path& path, std::string_view bytes,
                         const std::filesystem::path& temporaryFolder = {});

/// With all that it lies in; good when it is there already.
Done makeFolder(const std::filesystem::path& folder);

/// UTF-8 path to and from the native one (Windows keeps wide characters).
std::filesystem::path pathFromUtf8(std::string_view text);
std::string pathToUtf8(const std::filesystem::path& path);

}  // namespace pb
