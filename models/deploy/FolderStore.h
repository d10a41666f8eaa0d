#pragma once

#include "models/deploy/Target.h"

#include <filesystem>
#include <string>
#include <vector>

namespace pb::deploy {

/// The files of a runtime that runs a folder: FOLDER/routes and FOLDER/maps. Identities are paths inside of it with "/".
/// Which of them are ours stands in FOLDER/.patchbay/managed, one path a line. New text is written beside the watched
/// folders and renamed into place, so that the runtime never sees half a file.
class FolderStore {
public:
    explicit FolderStore(std::filesystem::path folder);

    const std::filesystem::path& folder() const { return folder_; }
    std::filesystem::path pathOf(const std::string& identity) const;

    Result<LiveState> read() const;
    Result<std::optional<std::string>> contentOf(const std::string& identity) const;
    Done write(const std::string& identity, const std::string& content);  ///< and marks it as ours
    Done remove(const std::string& identity);                             ///< what is gone already is no error

    /// The present content against what a step expects to find (its `before`): no value = as expected.
    Result<std::optional<Error>> conflictOf(const Step& step) const;

    /// Paths that leave the folder, hidden files and other folders are refused.
    static Done checkIdentity(const std::string& identity);
    static std::vector<ResourceRules> rules();  ///< "route-file" after "map-file", both text

private:
    Result<std::vector<std::string>> managed() const;
    Done setManaged(const std::string& identity, bool isManaged);
    std::filesystem::path folder_;
};

/// "route-file" for routes/…, "map-file" for maps/….
std::string kindOfPath(const std::string& identity);

}  // namespace pb::deploy
