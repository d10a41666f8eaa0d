#pragma once

#include "models/schema/Tree.h"

#include <string_view>
#include <utility>
#include <vector>

namespace pb::schema {

/// How much two names mean the same, 0 to 1: case, separators and abbreviations do not count ("qty", "orderQuantity").
double nameSimilarity(std::string_view left, std::string_view right);

/// One child that is there on one side only, with its position among its siblings from 0 to 1.
struct Unpaired {
    const Field* field = nullptr;
    double position = 0;
};

/// Which of the new fields each old one most likely became: indices into both lists, each at most once. Judged by name,
/// type, position, documentation, members, choices, and Avro aliases and Protobuf numbers, which decide alone.
std::vector<std::pair<std::size_t, std::size_t>> likelyRenames(const std::vector<Unpaired>& gone,
                                                               const std::vector<Unpaired>& come);

}  // namespace pb::schema
