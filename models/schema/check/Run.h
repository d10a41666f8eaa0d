#pragma once

#include "models/schema/check/Program.h"

#include <memory>
#include <unordered_map>
#include <vector>

namespace pb::schema {

/// A set of small numbers: 64 inline, more on the heap.
class Bits {
public:
    void set(std::uint32_t bit) {
        if (bit < 64) {
            low_ |= std::uint64_t{1} << bit;
        } else {
            setHigh(bit);
        }
    }
    bool has(std::uint32_t bit) const {
        if (bit < 64) {
            return (low_ >> bit & 1) != 0;
        }
        const std::size_t word = bit / 64 - 1;
        return word < high_.size() && (high_[word] >> (bit % 64) & 1) != 0;
    }
    std::uint64_t low() const { return low_; }
    void merge(const Bits& other) {
        low_ |= other.low_;
        if (other.high_.empty()) {
            return;
        }
        high_.resize(std::max(high_.size(), other.high_.size()));
        for (std::size_t i = 0; i < other.high_.size(); ++i) {
            high_[i] |= other.high_[i];
        }
    }

private:
    void setHigh(std::uint32_t bit) {
        const std::size_t word = bit / 64 - 1;
        if (word >= high_.size()) {
            high_.resize(word + 1);
        }
        high_[word] |= std::uint64_t{1} << (bit % 64);
    }
    std::uint64_t low_ = 0;
    std::vector<std::uint64_t> high_;
};

/// Which members or elements of one instance a schema has evaluated (2020-12 §11).
struct Marks {
    bool all = false;
    Bits some;
    bool has(std::uint32_t position) const { return all || some.has(position); }
    void merge(const Marks& other) {
        all = all || other.all;
        some.merge(other.some);
    }
};

/// The resources that evaluation passed through, innermost first: what `$dynamicRef` looks at.
struct Scope {
    ResourceId resource = 0;
    const Scope* outer = nullptr;
};

enum class Limit : std::uint8_t { notHit, depth, work, pattern, units, schema };

/// The program's numbers of the names of a document. Documents that share their names share these too.
class NameMap {
public:
    void lookAt(const doc::Document& document, const Program& program) {
        if (names_ == document.names()) {
            return;
        }
        names_ = document.names();
        ids_.resize(names_->size());
        for (std::uint32_t name = 0; name < ids_.size(); ++name) {
            ids_[name] = names_->idIn(program.names, name);
        }
    }
    const std::uint32_t* ids() const { return ids_.data(); }

private:
    std::shared_ptr<const doc::NameSet> names_;
    std::vector<std::uint32_t> ids_;
};

/// The maps of a program and of the units that it defers to.
class NameMaps {
public:
    const std::uint32_t* idsOf(const doc::Document& document, const Program& program) {
        NameMap& map = program.unit == 0 ? own_ : units_[program.unit];
        map.lookAt(document, program);
        return map.ids();
    }

private:
    NameMap own_;
    std::unordered_map<std::uint32_t, NameMap> units_;
};

/// What one validation shares between its evaluators.
class Run {
public:
    /// Nested schema evaluations: what a thread of 1 MiB stack can hold, and 1,000 levels of a recursive type.
    static constexpr int maxDepth = 2002;
    /// Schema evaluations allowed: a fixed share and one that grows with the instance.
    static constexpr std::uint64_t baseWork = 5'000'000, workPerNode = 500;

    Run(const Program& compiled, const doc::Document& instance, NameMaps& maps)
        : document(instance), nodes(instance.nodes().data()),
          work(baseWork + workPerNode * instance.nodes().size()), maps_(maps) {
        switchTo(compiled);
    }
    Run(const Run&) = delete;
    Run& operator=(const Run&) = delete;

    doc::Value valueOf(std::uint32_t node) const { return {&document, node}; }
    const Program& program() const { return *program_; }
    /// Evaluators that are made from now on run this program.
    void switchTo(const Program& program) {
        program_ = &program;
        nameIds = maps_.idsOf(document, program);
    }

    const doc::Document& document;
    const doc::Node* nodes;
    const std::uint32_t* nameIds = nullptr;  ///< the program's, by those of the document
    std::uint64_t work;
    int depth = 0;
    Limit limit = Limit::notHit;
    QString brokenSchema;  ///< Limit::schema: what is wrong with it

private:
    const Program* program_ = nullptr;
    NameMaps& maps_;
};

inline std::uint32_t after(const doc::Node* nodes, std::uint32_t node) {
    return nodes[node].isContainer() ? nodes[node].a : node + 1;
}

}  // namespace pb::schema
