#pragma once

#include "models/base/Address.h"
#include "models/base/Finding.h"
#include "models/base/Result.h"
#include "models/workspace/Environment.h"

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace pb::workspace {

/// One thing that stands in the folder.
struct WorkspaceObject {
    Address address;          ///< kind and name: `map:order-to-erp`, `sample:orders/first.json`
    std::string displayName;  ///< the file's own `title` where it has one, else the name
    std::string path;         ///< relative to the workspace, with "/"; of the folder for a release
};

/// The folder of text files that a team shares (DESIGN.md §1):
///
///   patchbay.yaml  systems/NAME.yaml  contracts/NAME.{openapi,asyncapi}.yaml  schemas/NAME.schema.json
///   maps/NAME.jsonata + NAME.map.yaml  routes/NAME.camel.yaml  environments/NAME.yaml  samples/…  tests/…  releases/NAME/
///
/// `.patchbay/` beside them is local and git-ignored. A broken file never keeps the workspace from opening: check()
/// says what is wrong. A value: copy it to a job, and give the fresh one back.
class Workspace {
public:
    static constexpr int formatVersion = 1;

    /// notFound where there is no patchbay.yaml; conflict where its format is newer.
    static Result<Workspace> open(const std::filesystem::path& folder);
    /// Makes the folder, patchbay.yaml, the sub-folders and .patchbay/; conflict where a workspace is already there.
    static Result<Workspace> create(const std::filesystem::path& folder, const std::string& name);
    /// The workspace folder at or above `start`; notFound when there is none.
    static Result<std::filesystem::path> locate(const std::filesystem::path& start);

    const std::filesystem::path& folder() const { return folder_; }
    std::filesystem::path stateFolder() const { return folder_ / ".patchbay"; }  ///< made on first use by ensureStateFolder
    Done ensureStateFolder() const;
    const std::string& name() const { return name_; }

    /// All objects by kind, then name (bytewise).
    const std::vector<WorkspaceObject>& objects() const { return objects_; }
    std::vector<WorkspaceObject> objects(AddressKind kind) const;
    const WorkspaceObject* find(const Address& address) const;         ///< by kind and name; null when there is none
    const WorkspaceObject* findPath(std::string_view path) const;
    /// The file behind an address (the object's own, or the path of a `file:` address); notFound names it.
    Result<std::filesystem::path> fileOf(const Address& address) const;

    /// The text of a file and an atomic save of it; `path` is relative and must stay inside of the workspace.
    Result<std::string> read(std::string_view path) const;
    Done save(std::string_view path, std::string_view text);

    Result<Environment> environment(const std::string& name) const;

    /// Reads every file and says all that is wrong: files that cannot be read (line and column), names that clash,
    /// references that lead nowhere, unknown keys, secrets in clear text. Sorted by path and line.
    std::vector<Finding> check() const;
    /// Reads the folder again.
    Done refresh();

private:
    explicit Workspace(std::filesystem::path folder) : folder_(std::move(folder)) {}
    std::filesystem::path folder_;
    std::string name_;
    std::vector<WorkspaceObject> objects_;
};

}  // namespace pb::workspace
