#include "models/workspace/EditedFile.h"

#include "models/base/Files.h"
#include "models/base/Text.h"

#include <algorithm>

namespace pb::workspace {

namespace {

constexpr std::string_view autosaveMark = "patchbay-unsaved 1 ";  // then the hash of the text the edits began from
constexpr std::string_view noFile = "-";

Done removeFile(const std::filesystem::path& file) {
    std::error_code code;
    std::filesystem::remove(file, code);
    if (!code || code == std::errc::not_a_directory) return {};
    return fail(ErrorCode::storage, say("Cannot delete “%1”. %2.").arg(qs(pathToUtf8(file)), qs(code.message())), {},
                Place{pathToUtf8(file)});
}

}  // namespace

Result<EditedFile> EditedFile::open(std::filesystem::path file, std::filesystem::path autosaveFolder, const Clock& clock) {
    EditedFile out(std::move(file), std::move(autosaveFolder), clock);
    PB_CHECK(out.adopt(readFile(out.file_)));
    PB_CHECK(out.restore());
    return out;
}

/// Takes what is on the disk as the text; a file that is not there is an empty text.
Done EditedFile::adopt(Result<std::string> onDisk) {
    if (!onDisk && onDisk.error().code != ErrorCode::notFound) return pb::fail(std::move(onDisk).error());
    savedHash_ = onDisk ? sha256Hex(*onDisk) : std::string();
    saved_ = onDisk ? std::move(*onDisk) : std::string();
    text_ = saved_;
    return {};
}

Done EditedFile::restore() {
    auto kept = readFile(autosaveFile());
    if (!kept && kept.error().code == ErrorCode::notFound) return {};
    if (!kept) return pb::fail(std::move(kept).error());
    const std::size_t lineEnd = kept->find('\n');
    if (kept->compare(0, autosaveMark.size(), autosaveMark) != 0 || lineEnd == std::string::npos) return {};
    std::string base = kept->substr(autosaveMark.size(), lineEnd - autosaveMark.size());
    text_ = kept->substr(lineEnd + 1);
    wasRestored_ = text_ != saved_;
    if (!wasRestored_) return removeFile(autosaveFile());
    savedHash_ = base == noFile ? std::string() : std::move(base);
    return {};
}

/// By the way from the autosave folder, so that it stays the same when the workspace is moved.
std::filesystem::path EditedFile::autosaveFile() const {
    const std::string way = pathToUtf8(file_.lexically_relative(autosaveFolder_));
    return autosaveFolder_ / pathFromUtf8(sha256Hex(way).substr(0, 16) + "-" + pathToUtf8(file_.filename()) + ".unsaved");
}

Done EditedFile::autosave() {
    if (!isEdited()) return removeFile(autosaveFile());
    PB_CHECK(makeFolder(autosaveFolder_));
    std::string kept(autosaveMark);
    kept += savedHash_.empty() ? std::string(noFile) : savedHash_;
    kept += '\n';
    return writeFileAtomically(autosaveFile(), kept + text_);
}

Result<EditedFile::Outside> EditedFile::changedOutside() const {
    const auto onDisk = readFile(file_);
    if (!onDisk && onDisk.error().code != ErrorCode::notFound) return pb::fail(onDisk.error());
    if (!onDisk) return savedHash_.empty() ? Outside::same : Outside::deleted;
    return sha256Hex(*onDisk) == savedHash_ ? Outside::same : Outside::changed;
}

Done EditedFile::save() {
    PB_TRY(outside, changedOutside());
    if (outside != Outside::changed) return write();
    return fail(ErrorCode::conflict,
                say("Cannot save “%1”. The file was changed by another program since it was read.").arg(qs(pathToUtf8(file_))),
                say("Keep this text or take the other one; the one that loses is kept beside."), Place{pathToUtf8(file_)});
}

Done EditedFile::write() {
    PB_CHECK(makeFolder(file_.parent_path()));
    PB_CHECK(writeFileAtomically(file_, text_));
    saved_ = text_;
    savedHash_ = sha256Hex(saved_);
    wasRestored_ = false;
    return removeFile(autosaveFile());
}

Result<bool> EditedFile::reloadWhenUnedited() {
    if (isEdited()) return false;
    std::string before = text_;
    PB_CHECK(adopt(readFile(file_)));
    return before != text_;
}

Result<std::filesystem::path> EditedFile::keepMine() {
    auto theirs = readFile(file_);
    if (!theirs && theirs.error().code != ErrorCode::notFound) return pb::fail(std::move(theirs).error());
    std::filesystem::path kept;
    if (theirs) {
        PB_TRY(path, keepAside(*theirs, "theirs"));
        kept = std::move(path);
    }
    PB_CHECK(write());
    return kept;
}

Result<std::filesystem::path> EditedFile::takeTheirs() {
    PB_TRY(kept, keepAside(text_, "mine"));
    PB_CHECK(adopt(readFile(file_)));
    wasRestored_ = false;
    PB_CHECK(removeFile(autosaveFile()));
    return kept;
}

Result<std::filesystem::path> EditedFile::keepAside(const std::string& text, const char* whose) const {
    PB_CHECK(makeFolder(autosaveFolder_));
    std::string time = isoTime(clock_->now());
    std::replace(time.begin(), time.end(), ':', '-');
    const std::string base = pathToUtf8(file_.filename()) + "." + whose + "-" + time;
    auto path = autosaveFolder_ / pathFromUtf8(base);
    for (int i = 2; std::filesystem::exists(path); ++i) path = autosaveFolder_ / pathFromUtf8(base + "-" + std::to_string(i));
    PB_CHECK(writeFileAtomically(path, text));
    return path;
}

}  // namespace pb::workspace
