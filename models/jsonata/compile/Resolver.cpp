#include "models/jsonata/compile/Lowering.h"

#include "models/document/Json.h"
#include "models/jsonata/run/Raise.h"

#include <algorithm>

namespace pb::jsonata {

namespace {

/// The tuples that an expression gives on, when it does.
Scope* tupleScopeOf(const Expr& expr) {
    if (expr.op == Op::path) {
        return expr.hasTuples && expr.isTuple ? expr.scope : nullptr;
    }
    return expr.op == Op::block && !expr.children.empty() ? tupleScopeOf(*expr.children.back()) : nullptr;
}

bool isBareName(const Expr& step) {
    return step.op == Op::name && step.stages.empty() && step.filters.empty() && !step.isTuple && !step.group;
}

Made madeBy(const Expr& expr) {
    if (!expr.isPlain || expr.keepArray || !expr.stages.empty()) {
        return Made::any;
    }
    switch (expr.op) {
        case Op::object: return Made::object;
        case Op::block: return expr.children.empty() ? Made::any : expr.children.back()->made;
        case Op::path: {
            const bool isList = !expr.hasTuples && !expr.group && !expr.keepSingleton;
            return isList && expr.children.back()->made == Made::object ? Made::objects : Made::any;
        }
        case Op::condition: {
            Made made = Made::object;
            for (std::size_t i = 1; i < expr.children.size(); ++i) {
                made = std::min(made, expr.child(i).made);
            }
            return made;
        }
        default: return Made::any;
    }
}

void capture(Scope* scope) {
    for (; scope; scope = scope->parent) {
        scope->isCaptured = true;
    }
}

}  // namespace

void Resolver::run(Scope* outer) {
    code_.scope = open(Scope::Kind::program, outer);
    Expr& root = const_cast<Expr&>(*code_.root);
    findBinds(root, *code_.scope);
    resolve(root, code_.scope);
    const auto& globals = code_.globals;
    if (outer || std::find(globals.begin(), globals.end(), "eval") != globals.end()) {
        for (Scope& scope : code_.scopes) {
            scope.isCaptured = true;
        }
    }
}

Scope* Resolver::open(Scope::Kind kind, Scope* parent) {
    Scope& scope = code_.scopes.emplace_back();
    scope.kind = kind;
    scope.parent = parent;
    return &scope;
}

int Resolver::declare(Scope& scope, std::string_view name) {
    const int found = scope.find(name);
    if (found >= 0) {
        return found;
    }
    scope.names.push_back(name);
    return static_cast<int>(scope.names.size()) - 1;
}

std::uint32_t Resolver::nameIndex(std::string_view name) {
    const auto found = std::find(code_.names.begin(), code_.names.end(), name);
    if (found != code_.names.end()) {
        return static_cast<std::uint32_t>(found - code_.names.begin());
    }
    code_.names.push_back(name);
    return static_cast<std::uint32_t>(code_.names.size() - 1);
}

int Resolver::globalIndex(std::string_view name) {
    const auto found = std::find(code_.globals.begin(), code_.globals.end(), name);
    if (found != code_.globals.end()) {
        return static_cast<int>(found - code_.globals.begin());
    }
    code_.globals.push_back(name);
    return static_cast<int>(code_.globals.size() - 1);
}

/// The variables that an expression binds in the frame around it: not those of blocks and functions inside of it.
void Resolver::findBinds(const Expr& expr, Scope& scope) {
    if (!code_.hasBinds) {
        return;
    }
    if (expr.op == Op::bind) {
        declare(scope, expr.text);
    }
    if (expr.op != Op::block && expr.op != Op::lambda) {
        for (const Expr* child : expr.children) {
            findBinds(*child, scope);
        }
    }
    for (const auto* stages : {&expr.filters, &expr.stages}) {
        for (const Stage& stage : *stages) {
            if (stage.filter) {
                findBinds(*stage.filter, scope);
            }
        }
    }
    if (expr.op == Op::sort) {
        for (const SortTerm& term : expr.special->terms) {
            findBinds(*term.key, scope);
        }
    }
    for (const auto* group : {&expr.group, &expr.members}) {
        if (*group) {
            for (const auto& [key, value] : (*group)->pairs) {
                findBinds(*key, scope);
                findBinds(*value, scope);
            }
        }
    }
}

void Resolver::resolve(Expr& expr, Scope* scope) {
    expr.isPlain = expr.filters.empty() && (!expr.group || expr.op == Op::path);
    if (expr.op != Op::path) {
        resolveStages(expr.stages, scope);
        if (expr.group) {
            resolveGroup(*expr.group, scope);
        }
    }
    if (expr.members) {
        resolveGroup(*expr.members, scope);
    }
    switch (expr.op) {
        case Op::name: expr.nameIndex = nameIndex(expr.text); break;
        case Op::path: resolvePath(expr, scope); break;
        case Op::block: resolveBlock(expr, scope); break;
        case Op::lambda: resolveLambda(expr, scope); break;
        case Op::variable: resolveVariable(expr, expr.text, scope, true); break;
        case Op::parent: resolveVariable(expr, expr.ancestor->label, scope, false); break;
        case Op::bind:
            resolveAll(expr, scope);
            resolveVariable(expr, expr.text, scope, false);
            break;
        case Op::call: case Op::partial:
            expr.scope = scope;
            if (expr.children[0]->op == Op::path && !expr.text.empty()) {
                resolveVariable(expr, expr.text, scope, true);
            }
            resolveAll(expr, scope);
            break;
        case Op::transform:
            capture(scope);
            resolveAll(expr, scope);
            break;
        case Op::sort:
            for (const SortTerm& term : expr.special->terms) {
                resolve(*term.key, scope);
            }
            break;
        default: resolveAll(expr, scope);
    }
    expr.made = madeBy(expr);
    // Filters of a block that gives its tuples on see what these bind.
    Scope* tuples = expr.op == Op::block ? tupleScopeOf(expr) : nullptr;
    resolveStages(expr.filters, tuples ? tuples : scope);
}

void Resolver::resolveAll(Expr& expr, Scope* scope) {
    for (Expr* child : expr.children) {
        resolve(*child, scope);
    }
}

void Resolver::resolveStages(Stages& stages, Scope* scope) {
    for (Stage& stage : stages) {
        if (stage.filter) {
            resolve(const_cast<Expr&>(*stage.filter), scope);
        } else {
            stage.indexSlot = scope->find(stage.indexName);
        }
    }
}

void Resolver::resolveGroup(Group& group, Scope* scope) {
    auto shape = std::make_unique<Shape>();
    bool isConstant = true;
    for (const auto& [key, value] : group.pairs) {
        resolve(*key, scope);
        resolve(*value, scope);
        isConstant = isConstant && key->op == Op::constant && key->constant.is(Tag::text) && key->isPlain;
        isConstant = isConstant && std::find(shape->keys.begin(), shape->keys.end(), key->text) == shape->keys.end();
        if (isConstant) {
            shape->keys.push_back(key->text);
            doc::writeJsonString(key->text, shape->json.emplace_back(","));
            shape->json.back().push_back(':');
        }
    }
    if (isConstant) {
        group.shape = std::move(shape);
    }
}

void Resolver::resolvePath(Expr& path, Scope* scope) {
    path.hasTuples = std::any_of(path.children.begin(), path.children.end(), [](const Expr* step) { return step->isTuple; });
    if (path.hasTuples) {
        return resolveTuples(path, scope);
    }
    path.isSimple = !path.keepSingleton && !path.keepArray && !path.group;
    for (Expr* step : path.children) {
        resolve(*step, scope);
        path.isSimple = path.isSimple && isBareName(*step);
    }
    if (path.isSimple) {
        path.pathIndex = code_.simplePaths++;
    }
    if (path.group) {
        resolveGroup(*path.group, scope);
    }
}

void Resolver::resolveTuples(Expr& path, Scope* scope) {
    Scope* tuples = open(Scope::Kind::tuples, scope);
    path.scope = tuples;
    capture(scope);
    tuples->isCaptured = true;
    bool inTuples = false;
    for (Expr* step : path.children) {
        const bool plainSort = step->op == Op::sort && !inTuples;
        inTuples = inTuples || step->isTuple;
        for (Stage& stage : step->stages) {
            if (!stage.filter) {
                declare(*tuples, stage.indexName);
            }
        }
        step->focusSlot = step->focusName.empty() ? -1 : declare(*tuples, step->focusName);
        step->indexSlot = step->indexName.empty() ? -1 : declare(*tuples, step->indexName);
        step->ancestorSlot = step->ancestor ? declare(*tuples, step->ancestor->label) : -1;
        if (plainSort && inTuples) {
            const Stages stages = std::exchange(step->stages, {});
            resolve(*step, scope);
            step->stages = stages;
            resolveStages(step->stages, tuples);
        } else {
            resolve(*step, inTuples ? tuples : scope);
        }
        if (const Scope* inner = tupleScopeOf(*step)) {
            for (std::size_t i = 0; i < inner->names.size(); ++i) {
                step->own().tupleSlots.emplace_back(static_cast<int>(i), declare(*tuples, inner->names[i]));
            }
        }
    }
    if (path.group) {
        resolveGroup(*path.group, tuples);
    }
}

void Resolver::resolveBlock(Expr& block, Scope* scope) {
    Scope* inner = open(Scope::Kind::block, scope);
    for (const Expr* child : block.children) {
        findBinds(*child, *inner);
    }
    block.needsFrame = !inner->names.empty();
    block.scope = block.needsFrame ? inner : scope;
    resolveAll(block, block.scope);
}

void Resolver::resolveLambda(Expr& lambda, Scope* scope) {
    capture(scope);
    Scope* inner = open(Scope::Kind::lambda, scope);
    for (const std::string_view name : lambda.special->parameters) {
        inner->names.push_back(name);  // of a repeated name the last one counts
    }
    inner->parameters = lambda.special->parameters.size();
    findBinds(*lambda.children[0], *inner);
    lambda.scope = inner;
    lambda.needsFrame = true;
    resolveAll(lambda, inner);
}

void Resolver::resolveVariable(Expr& variable, std::string_view name, Scope* scope, bool orGlobal) {
    int hops = 0;
    for (const Scope* at = scope; at; at = at->parent, ++hops) {
        const int slot = at->find(name);
        if (slot < 0) {
            continue;
        }
        variable.cells.push_back({hops, slot});
        if (variable.op == Op::bind || static_cast<std::size_t>(slot) < at->parameters) {
            return;
        }
    }
    if (orGlobal) {
        variable.global = globalIndex(name);
    }
}

tl::expected<std::unique_ptr<Code>, Failure> compileCode(std::string source, const EvalContext& around) {
    auto code = std::make_unique<Code>();
    code->names = around.names;
    code->globals = around.globals;
    code->simplePaths = around.simplePaths;
    code->ast = Ast::parse(std::move(source));
    if (!code->ast.failures().empty()) {
        return tl::unexpected(code->ast.failures().front());
    }
    try {
        Lowering(*code).run();
        Resolver(*code).run(around.scope);
    } catch (Raised& raised) {
        raised.failure.source = code->ast.source();
        return tl::unexpected(std::move(raised.failure));
    }
    return code;
}

}  // namespace pb::jsonata
