#pragma once

#include "models/jsonata/Analysis.h"

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace pb::jsonata {

using Paths = std::vector<std::string>;

/// Goes through an expression as a run would, with input paths in the place of values.
class Walker {
public:
    struct Context;
    struct Variable {
        Paths paths;                       ///< of the input, when the value is a part of it
        const Node* node = nullptr;        ///< the expression that was bound
        std::shared_ptr<Context> context;  ///< where it was bound
    };
    struct Context {
        Paths paths;  ///< of the current context value
        std::map<std::string_view, Variable> variables;
    };
    /// An object constructor that the value of an expression comes from.
    struct Made {
        const Node* object = nullptr;
        Context context;
        bool isList = false;
    };

    explicit Walker(Analysis& analysis) : analysis_(analysis) {}
    void run(const Node& root);

private:
    // what a value is a part of; everything that is read on the way goes to `reads`
    Paths refer(const Node& node, Context& context, Paths& reads);
    Paths referPath(const Node& node, Context& context, Paths& reads);
    Paths referVariable(const Node& node, const Context& context) const;
    Paths referCall(const Node& node, Context& context, Paths& reads, const Paths* applied);
    Paths referLambda(const Node& lambda, Context context, const Paths& items, Paths& reads);
    Paths referBlock(const Node& node, Context context, Paths& reads);
    Paths referCondition(const Node& node, Context& context, Paths& reads);
    void readChildren(const Node& node, std::size_t first, Context& context, Paths& reads);
    void bind(const Node& node, Context& context);

    // which constructors make a value
    std::vector<Made> makers(const Node& node, Context context, Paths& reads);
    std::vector<Made> makersInside(const Node& node, Context context, Paths& reads);
    std::vector<Made> makersOfCall(const Node& node, Context context, Paths& reads, const Node* applied);

    void addFields(const Made& made, const std::string& prefix, bool isRepeated);
    void addField(const Node& object, std::size_t index, Context context, const std::string& prefix, bool isRepeated);
    static void add(Paths& to, const Paths& more);

    Analysis& analysis_;
    int depth_ = 0;
};

/// The path of a member of what a path leads to, and of the items of an array.
std::string memberPath(const std::string& path, std::string_view name);
Paths itemPaths(const Paths& paths);

}  // namespace pb::jsonata
