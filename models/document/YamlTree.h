#pragma once

#include "models/document/Yaml.h"
#include "models/document/YamlEvents.h"

#include <map>

namespace pb::doc {

/// The tree with what an editor must know of the text beneath it.
struct YamlTree {
    DocumentPtr document;
    std::vector<YamlEvent> events;
    std::vector<std::uint32_t> eventOf;            ///< by node; `fromAlias` for what an alias repeats
    std::vector<std::uint32_t> keyStarts;          ///< by node: where the member begins, with the anchor of its key
    std::map<std::uint32_t, std::size_t> aliases;  ///< node that an alias stands for → its event
    static constexpr std::uint32_t fromAlias = 0xffffffff;

    bool isFromAlias(Value value) const { return eventOf[value.index()] == fromAlias; }
    /// Of a node that stands in the text, if only as an alias.
    const YamlEvent& event(Value value) const {
        return events[isFromAlias(value) ? aliases.at(value.index()) : eventOf[value.index()]];
    }
};

/// Exactly one document (or none: null).
Result<YamlTree> readYamlTree(std::string_view bytes, std::shared_ptr<const void> owner, const YamlLimits& limits);

}  // namespace pb::doc
