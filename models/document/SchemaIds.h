#pragma once

#include "models/document/Formats.h"
#include "models/document/Layout.h"

#include <map>
#include <optional>
#include <string>

namespace pb::doc {

/// Schemas by the ids that a registry has given them, and the id to write with.
template <typename Schema>
struct SchemaIds {
    std::map<std::uint32_t, Schema> known;
    std::optional<std::uint32_t> toWrite;

    bool empty() const { return known.empty() && !toWrite; }
    Schema find(std::uint32_t id, const Schema& fallback) const {
        const auto found = known.find(id);
        return found == known.end() ? fallback : found->second;
    }
    /// What the layout says, else the id that the document came with, else the only one there is.
    std::optional<std::uint32_t> idToWrite(std::optional<std::uint32_t> ofSource) const {
        return toWrite             ? toWrite
               : ofSource          ? ofSource
               : known.size() == 1 ? std::optional(known.begin()->first)
                                   : std::nullopt;
    }
};

/// A layout's `ids: {7: file}` and `id: 7`, with the files' names.
SchemaIds<std::string> readSchemaIds(LayoutMembers& members);

/// The text of a file that the layout names.
Result<std::string> loadNamed(const CodecSettings& settings, const std::string& name);

}  // namespace pb::doc
