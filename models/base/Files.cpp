#include "models/base/Files.h"

#include "models/base/Clock.h"
#include "models/base/Text.h"
#include "models/base/platform/Disk.h"

namespace pb {

namespace {

QString quoted(const std::filesystem::path& path) { return qs(pathToUtf8(path)); }

constexpr std::size_t chunkSize = 1 << 14;

Place placeOf(const std::filesystem::path& path) { return Place{pathToUtf8(path)}; }

tl::unexpected<Error> cannotRead(const std::filesystem::path& path, const std::error_code& code) {
    const bool missing = code == std::errc::no_such_file_or_directory || code == std::errc::not_a_directory;
    if (missing) {
        return fail(ErrorCode::notFound, say("Cannot read “%1”. There is no such file.").arg(quoted(path)), {}, placeOf(path));
    }
    return fail(ErrorCode::storage, say("Cannot read “%1”. %2.").arg(quoted(path), qs(code.message())),
                say("Check that it is a file and that you have the right to read it."), placeOf(path));
}

QString hintFor(const std::error_code& code) {
    if (code == std::errc::no_space_on_device) return say("Free some space on the disk, then try again.");
    if (code == std::errc::read_only_file_system) return say("The disk is read-only. Use a folder on another disk, or make this one writable.");
    if (code == std::errc::permission_denied) return say("Check that you have the right to write into the folder.");
    return say("What is on the disk is as it was before.");
}

tl::unexpected<Error> cannotWrite(const std::filesystem::path& path, const std::error_code& code) {
    return fail(ErrorCode::storage, say("Cannot write “%1”. %2.").arg(quoted(path), qs(code.message())), hintFor(code),
                placeOf(path));
}

/// Keeps the mode bits of the file that is replaced: a script stays executable.
void copyPermissions(const std::filesystem::path& from, const std::filesystem::path& to) {
    std::error_code ignored;
    const auto status = std::filesystem::status(from, ignored);
    if (std::filesystem::exists(status)) std::filesystem::permissions(to, status.permissions(), ignored);
}

/// A link is followed, so that saving writes the file it points to instead of replacing the link.
std::filesystem::path realTarget(const std::filesystem::path& path) {
    std::error_code code;
    if (!std::filesystem::is_symlink(path, code)) return path;
    const auto target = std::filesystem::canonical(path, code);
    return code ? path : target;
}

}  // namespace

Result<FileStream> FileStream::open(const std::filesystem::path& path) {
    std::error_code code;
    const auto status = std::filesystem::status(path, code);
    if (code) return cannotRead(path, code);
    if (std::filesystem::is_directory(status)) return cannotRead(path, std::make_error_code(std::errc::is_a_directory));
    FileStream stream(path);
    if (!stream.in_) return cannotRead(path, std::make_error_code(std::errc::permission_denied));
    return stream;
}

Done FileStream::append(std::string& bytes, std::size_t size) {
    appendFrom(in_, bytes, size);
    if (in_.bad()) return cannotRead(path_, std::make_error_code(std::errc::io_error));
    return {};
}

void appendFrom(std::istream& in, std::string& bytes, std::size_t size) {
    const std::size_t before = bytes.size();
    bytes.resize(before + size);
    in.read(bytes.data() + before, static_cast<std::streamsize>(size));
    bytes.resize(before + static_cast<std::size_t>(in.gcount()));
}

Result<std::string> readFile(const std::filesystem::path& path, std::uintmax_t maxBytes) {
    PB_TRY(stream, FileStream::open(path));
    std::error_code code;
    const bool isPlain = std::filesystem::is_regular_file(path, code);
    const std::uintmax_t size = isPlain ? std::filesystem::file_size(path, code) : 0;
    if (code) return cannotRead(path, code);
    const auto tooLarge = [&] {
        return fail(ErrorCode::limit,
                    say("Cannot read “%1”. It is larger than the limit of %2 bytes.").arg(quoted(path)).arg(maxBytes), {},
                    placeOf(path));
    };
    if (size > maxBytes) return tooLarge();
    std::string bytes;
    bytes.reserve(static_cast<std::size_t>(size) + chunkSize);  // a text that is full would be copied to see its end
    PB_CHECK(stream.append(bytes, static_cast<std::size_t>(size)));
    // It may have grown since, or be no plain file and have no size.
    for (std::size_t before = 0; bytes.size() <= maxBytes;) {
        before = bytes.size();
        PB_CHECK(stream.append(bytes, chunkSize));
        if (bytes.size() == before) return bytes;
    }
    return tooLarge();
}

Done writeFileAtomically(const std::filesystem::path& path, std::string_view bytes,
                         const std::filesystem::path& temporaryFolder) {
    const auto target = realTarget(path);
    const auto folder = temporaryFolder.empty() ? target.parent_path() : temporaryFolder;
    const auto unique = "." + pathToUtf8(target.filename()) + "." + IdSource::random().next().substr(0, 8) + ".tmp";
    const auto temporary = folder / pathFromUtf8(unique);
    if (const auto code = platform::writeDurably(temporary, bytes)) return cannotWrite(path, code);
    copyPermissions(target, temporary);
    if (const auto code = platform::replaceFile(temporary, target)) {
        std::error_code ignored;
        std::filesystem::remove(temporary, ignored);
        return cannotWrite(path, code);
    }
    if (const auto code = platform::syncFolder(target.parent_path())) return cannotWrite(path, code);
    return {};
}

Done makeFolder(const std::filesystem::path& folder) {
    std::error_code code;
    std::filesystem::create_directories(folder, code);
    if (!code) return {};
    return fail(ErrorCode::storage, say("Cannot make the folder “%1”. %2.").arg(quoted(folder), qs(code.message())), hintFor(code),
                placeOf(folder));
}

std::filesystem::path pathFromUtf8(std::string_view text) {
    return std::filesystem::path(std::u8string(text.begin(), text.end()));
}

std::string pathToUtf8(const std::filesystem::path& path) {
    const auto text = path.generic_u8string();
    return {text.begin(), text.end()};
}

}  // namespace pb
