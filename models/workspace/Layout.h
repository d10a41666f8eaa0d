#pragma once

#include "models/base/Address.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Where the objects of a workspace stand, and what their files are called.
namespace pb::workspace {

struct Section {
    AddressKind kind;
    const char* folder;
    /// Endings that are no part of the name, longest first; a file without any of them is no object of the section.
    /// Empty: every file is an object, and its name is its path below the folder.
    std::vector<std::string_view> endings;
};

std::span<const Section> sections();

/// "maps/sub/a.jsonata" → "sub/a"; nothing where the file is no object of the section.
std::optional<std::string> objectName(const Section& section, std::string_view path);

/// The same by kind; the path itself where it is no object of that kind.
std::string objectName(AddressKind kind, std::string_view path);

constexpr const char* workspaceFile = "patchbay.yaml";

}  // namespace pb::workspace
