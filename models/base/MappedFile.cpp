#include "models/base/MappedFile.h"

#include "models/base/Files.h"
#include "models/base/Text.h"
#include "models/base/platform/Pages.h"

#include <QFile>
#include <QTemporaryFile>

#include <algorithm>

namespace pb {

namespace {

/// Bytes that are given back at once: less is not worth a call.
constexpr std::size_t forgottenAtOnce = std::size_t{4} << 20;
/// The system brings in what is around a byte too, up to a large page: also of what was given back just before.
constexpr std::size_t broughtAround = std::size_t{2} << 20;

tl::unexpected<Error> failed(const QFileDevice& file) {
    return fail(ErrorCode::storage, say("Cannot read “%1”. %2.").arg(file.fileName(), file.errorString()),
                say("Check that it is a file that can be read, and that the disk of temporary files is not full."),
                Place{utf8(file.fileName())});
}

}  // namespace

Result<MappedFile> MappedFile::map(std::shared_ptr<QFileDevice> file) {
    const qint64 size = file->size();
    const uchar* bytes = size > 0 ? file->map(0, size) : nullptr;
    if (!bytes && size > 0) {
        return failed(*file);
    }
    return MappedFile(std::move(file), {reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size)});
}

Result<MappedFile> MappedFile::open(const std::filesystem::path& path) {
    std::error_code code;
    if (!std::filesystem::is_regular_file(path, code)) {
        PB_TRY(stream, FileStream::open(path));
        return copyOf({}, [&stream](std::string& bytes, std::size_t size) { return stream.append(bytes, size); });
    }
    auto file = std::make_shared<QFile>(path);
    return file->open(QIODevice::ReadOnly) ? map(std::move(file)) : failed(*file);
}

Result<MappedFile> MappedFile::copyOf(std::string begun, const Source& more) {
    constexpr std::size_t piece = 1 << 16;
    auto copy = std::make_shared<QTemporaryFile>();
    bool isGood = copy->open();
    for (bool isEnd = false; isGood && !isEnd;) {
        isGood = copy->write(begun.data(), static_cast<qint64>(begun.size())) == static_cast<qint64>(begun.size());
        begun.clear();
        PB_CHECK(more(begun, piece));
        isEnd = begun.empty();
    }
    return isGood && copy->flush() ? map(std::move(copy)) : failed(*copy);
}

void MappedFile::forget(std::size_t end) {
    forgotten_ = end < forgotten_ ? 0 : forgotten_;
    if (end > forgotten_ + forgottenAtOnce) {
        const std::size_t begin = forgotten_ - std::min(forgotten_, broughtAround);
        platform::forgetPages(bytes_.data() + begin, end - begin);
        forgotten_ = end;
    }
}

}  // namespace pb
