#pragma once

#include "models/contract/Contract.h"

#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace pb::contract {

/// Finds the operation of a path by its segments: a tree whose cost does not grow with the number of operations.
/// Concrete segments win over "a{b}c" ones, those over "{b}" (OAS 3.1 §4.8.8).
class Router {
public:
    void add(std::string_view pathTemplate, std::size_t operation);
    /// Indices of the operations of the template that fits best; empty where none does.
    std::vector<std::size_t> find(std::string_view path) const;
    /// What stands in the places of a template's names, decoded.
    static std::vector<std::pair<std::string, std::string>> parameters(std::string_view pathTemplate,
                                                                       std::string_view path);

private:
    struct Node {
        std::unordered_map<std::string, std::size_t> literals;
        std::vector<std::pair<std::string, std::size_t>> mixed;  ///< segment template → node
        std::size_t parameter = none;
        std::vector<std::size_t> operations;
    };
    static constexpr std::size_t none = static_cast<std::size_t>(-1);
    std::size_t child(std::size_t node, std::string_view segment);
    std::size_t walk(std::size_t node, const std::vector<std::string>& segments, std::size_t at) const;

    std::vector<Node> nodes_{1};
};

}  // namespace pb::contract
