#pragma once

#include "models/base/Result.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

class QFileDevice;

namespace pb {

/// The bytes of a file that is read from its beginning to its end, whatever its size: the system brings them in where
/// they are touched, and `forget` gives them back. Nobody may make the file shorter meanwhile.
class MappedFile {
public:
    /// Errors as of readFile.
    static Result<MappedFile> open(const std::filesystem::path& path);
    /// What cannot be mapped, as a pipe, is copied into a temporary file to its end: `begun`, then what `more` appends,
    /// which is less than `size` only at the end.
    using Source = std::function<Done(std::string& bytes, std::size_t size)>;
    static Result<MappedFile> copyOf(std::string begun, const Source& more);

    std::string_view bytes() const { return bytes_; }
    /// What stands before `end` is not needed for now; it can be read again. An `end` before the last one: it is read
    /// again, from the beginning. Cheap: only large parts are given back.
    void forget(std::size_t end);

private:
    static Result<MappedFile> map(std::shared_ptr<QFileDevice> file);
    MappedFile(std::shared_ptr<QFileDevice> file, std::string_view bytes) : file_(std::move(file)), bytes_(bytes) {}

    std::shared_ptr<QFileDevice> file_;
    std::string_view bytes_;
    std::size_t forgotten_ = 0;
};

}  // namespace pb
