#pragma once

#include "models/schema/diff/FieldComparison.h"
#include "models/schema/diff/Similarity.h"

#include <deque>
#include <set>
#include <tuple>
#include <utility>

namespace pb::schema {

/// Walks two trees together, breadth first, each pair of fields once.
class Differ {
public:
    explicit Differ(const ComparisonRules& rules) : rules_(rules) {}
    std::vector<Change> run(const Field& old, const Field& now);

private:
    void walk();
    void follow(FieldPair pair);
    void compareChildren(const FieldPair& pair);
    void compareUnpaired(const FieldPair& parents, const std::vector<Unpaired>& gone, const std::vector<Unpaired>& come);
    void renamed(const FieldPair& pair);
    void added(const FieldPair& parents, const Field& field);
    void removed(const FieldPair& parents, const Field& field);
    void findMoves();
    bool isNew(ChangeKind kind, const Field* old, const Field* now) { return told_.emplace(kind, old, now).second; }

    ComparisonRules rules_;
    std::deque<FieldPair> waiting_;
    std::set<std::pair<const Field*, const Field*>> seen_;
    std::set<std::tuple<ChangeKind, const Field*, const Field*>> told_;
    std::vector<Change> changes_;
};

}  // namespace pb::schema
