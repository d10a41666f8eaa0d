#include "models/workspace/System.h"

#include "models/document/Yaml.h"
#include "models/workspace/Workspace.h"

namespace pb::workspace {

namespace {

std::string textOf(doc::Value entry, std::string_view name) { return std::string(entry.find(name).text()); }

}  // namespace

std::vector<System> systemsOf(const std::filesystem::path& folder) {
    const auto workspace = Workspace::open(folder);
    if (!workspace) return {};
    std::vector<System> systems;
    for (const auto& object : workspace->objects(AddressKind::system)) {
        auto text = workspace->read(object.path);
        const auto document = text ? doc::readYaml(std::move(*text)) : tl::unexpected<Error>(text.error());
        if (!document) continue;
        System system{object.address.name, object.displayName, {}};
        for (const doc::Value entry : (*document)->root().find("exposes").children()) {
            system.exposes.push_back({textOf(entry, "contract"), textOf(entry, "schema"), textOf(entry, "channel"), textOf(entry, "connection")});
        }
        systems.push_back(std::move(system));
    }
    return systems;
}

}  // namespace pb::workspace
