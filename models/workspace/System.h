#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace pb::workspace {

/// One `exposes:` entry of a system; what is not written is empty.
struct Exposed {
    std::string contract, schema;  ///< workspace-relative paths
    std::string channel;
    std::string connection;        ///< name in the environments
};

/// systems/NAME.yaml
struct System {
    std::string name;   ///< of the file
    std::string title;  ///< its own `title`, else the name
    std::vector<Exposed> exposes;
};

/// The systems of a workspace by name; files that cannot be read are left out (check() says what is wrong with them).
std::vector<System> systemsOf(const std::filesystem::path& workspace);

}  // namespace pb::workspace
