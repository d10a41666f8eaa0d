#pragma once

#include "models/base/Clock.h"
#include "models/base/Database.h"
#include "models/base/Finding.h"
#include "models/base/Journal.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace pb::workspace {

/// What a workspace keeps on this machine only, in `.patchbay/`: `journal.sqlite` (intents and outcomes) and
/// `store.sqlite` (small states of the program). A damaged file is moved aside, named in `findings`, and a new one made;
/// a newer one is refused (ErrorCode::conflict). The text files never depend on either.
class LocalStore {
public:
    static Result<LocalStore> open(const std::filesystem::path& stateFolder, const Clock& clock = Clock::system());

    Journal& journal() { return journal_; }
    const std::vector<Finding>& findings() const { return findings_; }

    /// Small states by name ("window.mode", "environment"): not there = nullopt.
    Result<std::optional<std::string>> value(const std::string& name);
    Done setValue(const std::string& name, std::string_view value);

private:
    LocalStore(Database store, Journal journal, std::vector<Finding> findings)
        : store_(std::move(store)), journal_(std::move(journal)), findings_(std::move(findings)) {}
    Database store_;
    Journal journal_;
    std::vector<Finding> findings_;
};

}  // namespace pb::workspace
