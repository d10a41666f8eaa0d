#pragma once

#include "models/jsonata/compile/Expr.h"

#include <map>
#include <set>
#include <string>

namespace pb::jsonata {

/// Turns the syntax tree into steps of work: paths become lists of steps, filters and bindings hang on their step, and
/// each `%` finds the step whose context it means.
class Lowering {
public:
    explicit Lowering(Code& code) : code_(code) {}
    void run();  ///< raises the failures of the language

private:
    Expr* make(Op op, const Node& node);
    Expr* lower(const Node& node);
    Expr* lowerKind(const Node& node);
    Expr* lowerLiteral(const Node& node);
    Expr* lowerName(const Node& node);
    Expr* lowerVariable(const Node& node);
    Expr* lowerRegex(const Node& node);
    Expr* lowerParent(const Node& node);
    Expr* lowerPath(const Node& node);
    Expr* lowerFilter(const Node& node);
    Expr* lowerKeepArray(const Node& node);
    Expr* lowerGroup(const Node& node);
    Expr* lowerOrder(const Node& node);
    Expr* lowerFocus(const Node& node);
    Expr* lowerIndex(const Node& node);
    Expr* lowerBinary(const Node& node);
    Expr* lowerNegate(const Node& node);
    Expr* lowerChildren(Op op, const Node& node);
    Expr* lowerArray(const Node& node);
    Expr* lowerObject(const Node& node);
    Expr* lowerBlock(const Node& node);
    Expr* lowerCall(const Node& node);
    Expr* lowerLambda(const Node& node);
    Expr* lowerBind(const Node& node);
    Expr* lowerApply(const Node& node);
    std::unique_ptr<Group> lowerPairs(const Node& node, std::size_t first, Expr* owner);
    Expr* asPath(Expr* expr, const Node& node);
    static void finishPath(Expr& path);

    // ancestors
    void passOn(Expr& to, const Expr& from);
    void seekIn(const Expr& expr, Ancestor& ancestor) { seeking_[&expr].push_back(&ancestor); }
    std::vector<Ancestor*> soughtIn(const Expr& expr) const;
    void resolveAncestors(Expr& path);
    void seekParent(Expr& step, Ancestor& ancestor);

    static void markTail(Expr& expr);

    Code& code_;
    std::set<const Node*> keptArrays_;
    std::map<const Expr*, std::vector<Ancestor*>> seeking_;  ///< parents that no step was found for yet, by who seeks them
};

/// Binds names to the slots of frames.
class Resolver {
public:
    explicit Resolver(Code& code) : code_(code) {}
    void run(Scope* outer);

private:
    Scope* open(Scope::Kind kind, Scope* parent);
    void resolve(Expr& expr, Scope* scope);
    void resolveAll(Expr& expr, Scope* scope);
    void resolveStages(Stages& stages, Scope* scope);
    void resolveGroup(Group& group, Scope* scope);
    void resolvePath(Expr& path, Scope* scope);
    void resolveTuples(Expr& path, Scope* scope);
    void resolveStep(Expr& step, Scope* scope);
    void resolveBlock(Expr& block, Scope* scope);
    void resolveLambda(Expr& lambda, Scope* scope);
    void resolveVariable(Expr& variable, std::string_view name, Scope* scope, bool orGlobal);
    void findBinds(const Expr& expr, Scope& scope);
    static int declare(Scope& scope, std::string_view name);
    std::uint32_t nameIndex(std::string_view name);
    int globalIndex(std::string_view name);

    Code& code_;
};

}  // namespace pb::jsonata
