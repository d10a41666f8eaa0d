#pragma once

#include "models/schema/Tree.h"
#include "models/schema/compile/Registry.h"
#include "models/schema/tree/FieldStore.h"

#include <deque>
#include <map>
#include <set>
#include <tuple>
#include <unordered_set>

namespace pb::schema {

/// Makes one Field for each place in the schema text that describes a field, however often that place is reached.
class TreeBuilder {
public:
    explicit TreeBuilder(const CompileOptions& options) : registry_(options) {}
    Result<Tree> build(doc::DocumentPtr document, doc::Value root);
    Result<Tree> buildMap(doc::DocumentPtr document, doc::Value map);  ///< its members are schemas

private:
    /// A schema that applies to a field, with where it stands.
    struct Part {
        SchemaPlace place;
        std::string pointer;
        bool certain = true;    ///< false inside of anyOf, oneOf, then, else …
        bool isChoice = false;  ///< a branch of an anyOf or oneOf that is an enum or type in other words
    };
    /// What the parts of one field say together.
    struct Gathered {
        std::vector<Part> parts;
        std::map<std::string, Part, std::less<>> required;
        std::uint8_t types = 0;
        bool typed = false;
    };
    using Key = std::tuple<const doc::Document*, std::uint32_t, bool, bool, std::string>;

    Tree finish(Field& top, doc::DocumentPtr document);
    Field* fieldFor(const Part& part, std::string_view name, bool required);
    void fill(Field& field, const Part& part);
    Gathered gather(const Part& start);
    void gatherPart(const Part& part, std::vector<Part>& next, Gathered& all);
    void gatherKeyword(const Part& part, doc::Value member, std::vector<Part>& next, Gathered& all);
    void readType(const Part& part, Gathered& all) const;
    void describe(Field& field, const Gathered& all) const;
    FieldList childrenOf(const Gathered& all, std::uint64_t minItems);
    void addMembers(const Part& part, const Gathered& all);
    void addRequired(const Gathered& all);
    void addItems(const Part& part, std::uint64_t minItems);
    void addChild(const Part& part, std::string_view name, bool required);
    Part below(const Part& part, doc::Value value, std::string_view step) const;

    Registry registry_;
    FieldStore fields_;
    std::map<Key, Field*> known_;
    std::deque<std::pair<Field*, Part>> pending_;
    /// The schema objects that have the members, with `certain`; the names that are required; `minItems`.
    using ListKey = std::tuple<std::vector<std::tuple<const doc::Document*, std::uint32_t, bool>>, std::vector<std::string>,
                               std::uint64_t>;
    std::map<ListKey, FieldList> lists_;
    std::vector<Field*> children_;                ///< of the field that is being filled
    std::unordered_set<std::string> childNames_;  ///< of the field that is being filled
    std::vector<Finding> findings_;
};

}  // namespace pb::schema
