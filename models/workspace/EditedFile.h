#pragma once

#include "models/base/Clock.h"
#include "models/base/Result.h"

#include <filesystem>
#include <string>

namespace pb::workspace {

/// A text file under edit: what is on the disk, and what is not saved yet. Unsaved text survives a crash (autosave), a
/// change from outside is noticed before it is overwritten, and whichever version loses is kept beside. Blocking file
/// calls; used from one thread at a time.
class EditedFile {
public:
    enum class Outside { same, changed, deleted };

    /// `autosaveFolder` is `.patchbay/autosave`; it is made when it is needed. Unsaved text that is found there is
    /// brought back: wasRestored(). A file that does not exist yet opens empty.
    static Result<EditedFile> open(std::filesystem::path file, std::filesystem::path autosaveFolder,
                                   const Clock& clock = Clock::system());

    const std::filesystem::path& file() const { return file_; }
    const std::string& text() const { return text_; }
    const std::string& savedText() const { return saved_; }
    bool isEdited() const { return text_ != saved_; }
    bool wasRestored() const { return wasRestored_; }
    void setText(std::string text) { text_ = std::move(text); }

    /// Writes unsaved text aside, or removes what is there when nothing is unsaved.
    Done autosave();
    /// Atomic. ErrorCode::conflict when the file was changed outside: then keepMine() or takeTheirs().
    Done save();

    /// Compares the contents; a plain function for a job that polls.
    Result<Outside> changedOutside() const;
    /// Reads the file again when nothing is unsaved here; true = the text is another one now.
    Result<bool> reloadWhenUnedited();

    /// Saves this text over the changed file; the other one is kept. Gives the path of the kept text.
    Result<std::filesystem::path> keepMine();
    /// Reads the changed file; the unsaved text is kept. Gives the path of the kept text.
    Result<std::filesystem::path> takeTheirs();

private:
    EditedFile(std::filesystem::path file, std::filesystem::path autosaveFolder, const Clock& clock)
        : file_(std::move(file)), autosaveFolder_(std::move(autosaveFolder)), clock_(&clock) {}
    Done restore();
    std::filesystem::path autosaveFile() const;
    Result<std::filesystem::path> keepAside(const std::string& text, const char* whose) const;
    Done write();
    Done adopt(Result<std::string> onDisk);

    std::filesystem::path file_;
    std::filesystem::path autosaveFolder_;
    const Clock* clock_;
    std::string text_;
    std::string saved_;        ///< the file's text as this side last read or wrote it
    std::string savedHash_;    ///< of the text that the edits began from; empty = the file was not there
    bool wasRestored_ = false;
};

}  // namespace pb::workspace
