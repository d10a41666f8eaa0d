#pragma once

#include "models/contract/Contract.h"

#include <random>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pb::contract {

/// What a schema asks of one value, with $ref and allOf folded in and one branch of every oneOf and anyOf taken. A help
/// for making values, not a judge: the validator judges.
struct Shape {
    std::vector<doc::Value> parts;       ///< the schema objects that were folded, nearest first
    std::vector<std::string> types;      ///< as written; empty = any
    bool nullable = false;
    std::vector<std::pair<std::string, doc::Value>> properties;
    std::set<std::string, std::less<>> required;
    std::vector<doc::Value> examples;

    doc::Value keyword(std::string_view name) const;  ///< of the first part that has it
    bool has(std::string_view type) const;
    bool isRequired(std::string_view name) const { return required.contains(name); }
    std::string mainType() const;                     ///< by `type`, else by what the keywords talk about
};

Shape shapeOf(const Contract& contract, doc::Value schema, std::mt19937_64& random);

}  // namespace pb::contract
