#pragma once

#include "models/base/Clock.h"
#include "models/deploy/Target.h"

#include <filesystem>
#include <string>
#include <vector>

namespace pb::deploy {

/// One file of a release.
struct ReleaseResource {
    std::string kind;      ///< "route-file", "map-file"
    std::string identity;  ///< workspace path, which is its path at the target too: "maps/order.jsonata"
    std::string source;    ///< workspace path it was made of
    std::string sha256;    ///< of its contents
    friend bool operator==(const ReleaseResource&, const ReleaseResource&) = default;
};

/// A named set of desired resources, the same for every environment. On disk it is self-contained text for git:
/// releases/NAME/release.yaml and the contents under releases/NAME/files/SOURCE.
struct Release {
    std::string name;      ///< letters, digits, ". _ -"; "2026-11-24.1"
    Millis created = 0;
    std::string notes;
    std::vector<ReleaseResource> resources;
};

struct ReleaseSelection {
    std::vector<std::string> routes;  ///< workspace paths; empty = every routes/*.camel.yaml
};

/// Reads the routes and the maps they use from the workspace and writes releases/NAME. A route with errors, a map that is
/// not there and a name that exists are refused.
Result<Release> makeRelease(const std::filesystem::path& workspace, const std::string& name, const std::string& notes,
                            const ReleaseSelection& selection = {}, const Clock& clock = Clock::system());

/// The resources the workspace would release now, without writing anything.
Result<std::vector<Resource>> resourcesOf(const std::filesystem::path& workspace, const ReleaseSelection& selection = {});

Result<Release> readRelease(const std::filesystem::path& workspace, const std::string& name);
/// Oldest first; by time, then by name. A broken one is left out and is a finding.
Result<std::vector<Release>> listReleases(const std::filesystem::path& workspace, std::vector<Finding>* broken = nullptr);
/// The resources with their contents; contents that do not fit their sha256 are ErrorCode::invalidInput.
Result<std::vector<Resource>> contentsOf(const std::filesystem::path& workspace, const Release& release);

/// A name that is free: the day and a number, "2026-11-25.2".
std::string nextReleaseName(const std::filesystem::path& workspace, const Clock& clock = Clock::system());

}  // namespace pb::deploy
