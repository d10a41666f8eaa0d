#include "models/workspace/Layout.h"

#include <array>

namespace pb::workspace {

std::span<const Section> sections() {
    using enum AddressKind;
    static const std::array<Section, 8> list{{
        {system, "systems", {".yaml", ".yml"}},
        {contract, "contracts",
         {".asyncapi.yaml", ".asyncapi.json", ".asyncapi.yml", ".openapi.yaml", ".openapi.json", ".openapi.yml", ".yaml", ".json", ".yml"}},
        {schema, "schemas",
         {".schema.json", ".schema.yaml", ".json", ".yaml", ".yml", ".xsd", ".avsc", ".proto", ".csv", ".xml", ".txt", ".edi"}},
        {map, "maps", {".jsonata"}},
        {route, "routes", {".camel.yaml", ".camel.yml"}},
        {environment, "environments", {".yaml", ".yml"}},
        {sample, "samples", {}},
        {test, "tests", {}},
    }};
    return list;
}

std::optional<std::string> objectName(const Section& section, std::string_view path) {
    path.remove_prefix(std::string_view(section.folder).size() + 1);
    if (section.endings.empty()) return std::string(path);
    for (const std::string_view ending : section.endings) {
        if (path.size() > ending.size() && path.substr(path.size() - ending.size()) == ending) {
            return std::string(path.substr(0, path.size() - ending.size()));
        }
    }
    return std::nullopt;
}

std::string objectName(AddressKind kind, std::string_view path) {
    for (const Section& section : sections()) {
        const bool isIn = section.kind == kind && path.starts_with(std::string(section.folder) + "/");
        if (const auto name = isIn ? objectName(section, path) : std::nullopt) return *name;
    }
    return std::string(path);
}

}  // namespace pb::workspace
