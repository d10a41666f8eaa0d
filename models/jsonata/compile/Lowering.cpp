#include "models/jsonata/compile/Lowering.h"

#include "models/jsonata/run/Raise.h"
#include "models/jsonata/syntax/Numbers.h"

#include <algorithm>
#include <array>

namespace pb::jsonata {

namespace {

struct BinaryOperator {
    std::string_view text;
    Op op;
    Operator oper;
};

constexpr std::array<BinaryOperator, 17> binaryOperators = {{
    {"+", Op::arithmetic, Operator::add},
    {"-", Op::arithmetic, Operator::subtract},
    {"*", Op::arithmetic, Operator::multiply},
    {"/", Op::arithmetic, Operator::divide},
    {"%", Op::arithmetic, Operator::modulo},
    {"<", Op::compare, Operator::less},
    {"<=", Op::compare, Operator::lessOrEqual},
    {">", Op::compare, Operator::greater},
    {">=", Op::compare, Operator::greaterOrEqual},
    {"=", Op::equal, Operator::equal},
    {"!=", Op::equal, Operator::unequal},
    {"&", Op::concat, Operator::none},
    {"..", Op::range, Operator::none},
    {"in", Op::in, Operator::none},
    {"and", Op::logic, Operator::conjunction},
    {"or", Op::logic, Operator::disjunction},
    {"", Op::concat, Operator::none},
}};

Expr& lastStep(Expr& expr) { return expr.op == Op::path ? *expr.children.back() : expr; }

}  // namespace

void Lowering::run() {
    Expr* root = lower(code_.ast.root());
    if (root->op == Op::parent || !soughtIn(*root).empty()) {
        raiseAt("S0217", root->position, root->op == Op::parent ? "parent" : std::string(root->text));
    }
    code_.root = root;
}

Expr* Lowering::make(Op op, const Node& node) {
    Expr& expr = code_.exprs.emplace_back();
    expr.op = op;
    expr.span = node.span;
    expr.position = node.position;
    expr.text = node.text;
    expr.keepArray = node.kind != NodeKind::order && keptArrays_.count(&node) != 0;
    return &expr;
}

Expr* Lowering::lower(const Node& node) {
    Expr* expr = lowerKind(node);
    expr->keepArray = expr->keepArray || keptArrays_.count(&node) != 0;
    expr->span = {std::min(expr->span.begin, node.span.begin), std::max(expr->span.end, node.span.end)};
    return expr;
}

Expr* Lowering::lowerKind(const Node& node) {
    switch (node.kind) {
        case NodeKind::number: case NodeKind::text: case NodeKind::constant: return lowerLiteral(node);
        case NodeKind::name: return lowerName(node);
        case NodeKind::variable: return lowerVariable(node);
        case NodeKind::wildcard: return make(Op::wildcard, node);
        case NodeKind::descendants: return make(Op::descendants, node);
        case NodeKind::parent: return lowerParent(node);
        case NodeKind::regex: return lowerRegex(node);
        case NodeKind::placeholder: return make(Op::placeholder, node);
        case NodeKind::path: return lowerPath(node);
        case NodeKind::filter: return lowerFilter(node);
        case NodeKind::keepArray: return lowerKeepArray(node);
        case NodeKind::group: return lowerGroup(node);
        case NodeKind::order: return lowerOrder(node);
        case NodeKind::focus: return lowerFocus(node);
        case NodeKind::index: return lowerIndex(node);
        case NodeKind::binary: return lowerBinary(node);
        case NodeKind::negate: return lowerNegate(node);
        case NodeKind::array: return lowerArray(node);
        case NodeKind::object: return lowerObject(node);
        case NodeKind::block: return lowerBlock(node);
        case NodeKind::condition: return lowerChildren(Op::condition, node);
        case NodeKind::elvis: return lowerChildren(Op::elvis, node);
        case NodeKind::coalesce: return lowerChildren(Op::coalesce, node);
        case NodeKind::bind: return lowerBind(node);
        case NodeKind::call: case NodeKind::partial: return lowerCall(node);
        case NodeKind::lambda: return lowerLambda(node);
        case NodeKind::apply: return lowerApply(node);
        case NodeKind::transform: return lowerChildren(Op::transform, node);
        case NodeKind::error: break;
    }
    raiseAt("S0500", node.position, {});
}

Expr* Lowering::lowerLiteral(const Node& node) {
    Expr* expr = make(Op::constant, node);
    if (node.kind == NodeKind::number) {
        expr->constant = Word::ofNumber(node.number);
    } else if (node.kind == NodeKind::text) {
        expr->constant = Word::ofText(&code_.views.emplace_back(expr->text));
    } else {
        expr->constant = node.text == "null" ? Word::null() : Word::ofBoolean(node.text == "true");
    }
    return expr;
}

Expr* Lowering::lowerName(const Node& node) {
    Expr* path = asPath(make(Op::name, node), node);
    path->keepSingleton = path->children[0]->keepArray;
    return path;
}

Expr* Lowering::lowerVariable(const Node& node) {
    return make(node.text.empty() ? Op::context : node.text == "$" ? Op::root : Op::variable, node);
}

Expr* Lowering::lowerRegex(const Node& node) {
    Expr* expr = make(Op::regex, node);
    Regex::Options options;
    options.ignoreCase = node.detail.find('i') != std::string::npos;
    options.multiline = node.detail.find('m') != std::string::npos;
    auto regex = Regex::compile(node.text, options);
    if (!regex) {
        raiseAt("S0303", node.position, std::string(node.text), regex.error().sentence.toStdString());
    }
    expr->own().regex = std::move(*regex);
    return expr;
}

Expr* Lowering::asPath(Expr* expr, const Node& node) {
    if (expr->op == Op::path) {
        return expr;
    }
    Expr& path = code_.exprs.emplace_back();
    path.op = Op::path;
    path.span = node.span;
    path.position = expr->position;
    path.text = "path";
    path.children.push_back(expr);
    if (expr->op == Op::parent) {
        seekIn(path, *expr->ancestor);
    }
    return &path;
}

Expr* Lowering::lowerPath(const Node& node) {
    Expr* path = asPath(lower(node.child(0)), node.child(0));
    Expr* rest = lower(node.child(1));
    if (rest->op == Op::path) {
        path->children.insert(path->children.end(), rest->children.begin(), rest->children.end());
    } else {
        rest->stages.insert(rest->stages.begin(), std::make_move_iterator(rest->filters.begin()),
                            std::make_move_iterator(rest->filters.end()));
        rest->filters.clear();
        path->children.push_back(rest);
    }
    finishPath(*path);
    resolveAncestors(*path);
    return path;
}

void Lowering::finishPath(Expr& path) {
    for (Expr* step : path.children) {
        if (step->op == Op::constant && step->constant.is(Tag::text)) {
            step->op = Op::name;
        } else if (step->op == Op::constant) {
            raiseAt("S0213", step->position, {}, std::string(step->text));
        }
        path.keepSingleton = path.keepSingleton || step->keepArray;
    }
    for (Expr* step : {path.children.front(), path.children.back()}) {
        step->isConstructor = step->isConstructor || step->op == Op::array;
    }
}

Expr* Lowering::lowerFilter(const Node& node) {
    Expr* result = lower(node.child(0));
    Expr& step = lastStep(*result);
    if (step.group) {
        raiseAt("S0209", node.position, {});
    }
    Expr* predicate = lower(node.child(1));
    if (const std::vector<Ancestor*> sought = soughtIn(*predicate); !sought.empty()) {
        for (Ancestor* ancestor : sought) {
            if (ancestor->level == 1) {
                seekParent(step, *ancestor);
            } else {
                --ancestor->level;
            }
        }
        passOn(step, *predicate);
    }
    auto& stages = result->op == Op::path ? step.stages : step.filters;
    stages.push_back({predicate, {}, -1, node.position});
    return result;
}

Expr* Lowering::lowerKeepArray(const Node& node) {
    const Node* inner = &node.child(0);
    while (inner->kind == NodeKind::filter || inner->kind == NodeKind::keepArray) {
        inner = &inner->child(0);
    }
    keptArrays_.insert(inner);
    return lower(node.child(0));
}

std::unique_ptr<Group> Lowering::lowerPairs(const Node& node, std::size_t first, Expr* owner) {
    auto group = std::make_unique<Group>();
    group->position = node.position;
    for (std::size_t i = first; i + 1 < node.children.size(); i += 2) {
        group->pairs.emplace_back(lower(node.child(i)), lower(node.child(i + 1)));
        if (owner) {
            passOn(*owner, *group->pairs.back().first);
            passOn(*owner, *group->pairs.back().second);
        }
    }
    return group;
}

Expr* Lowering::lowerGroup(const Node& node) {
    Expr* result = lower(node.child(0));
    if (result->group) {
        raiseAt("S0210", node.position, {});
    }
    result->group = lowerPairs(node, 1, nullptr);
    return result;
}

Expr* Lowering::lowerOrder(const Node& node) {
    Expr* path = asPath(lower(node.child(0)), node.child(0));
    Expr* sort = make(Op::sort, node);
    for (std::size_t i = 1; i < node.children.size(); ++i) {
        Expr* key = lower(node.child(i));
        passOn(*sort, *key);
        sort->own().terms.push_back({key, ((node.descending >> (i - 1)) & 1) != 0});
    }
    path->children.push_back(sort);
    resolveAncestors(*path);
    return path;
}

Expr* Lowering::lowerFocus(const Node& node) {
    Expr* result = lower(node.child(0));
    Expr& step = lastStep(*result);
    if (!step.stages.empty() || !step.filters.empty()) {
        raiseAt("S0215", node.position, {});
    }
    if (step.op == Op::sort) {
        raiseAt("S0216", node.position, {});
    }
    step.keepArray = step.keepArray || keptArrays_.count(&node) != 0;
    step.focusName = node.child(1).text;
    step.isTuple = true;
    return result;
}

Expr* Lowering::lowerIndex(const Node& node) {
    Expr* result = asPath(lower(node.child(0)), node.child(0));
    Expr& step = lastStep(*result);
    if (!step.filters.empty()) {
        step.stages = std::move(step.filters);
        step.filters.clear();
    }
    if (step.stages.empty()) {
        step.indexName = node.child(1).text;
    } else {
        step.stages.push_back({nullptr, node.child(1).text, -1, node.position});
    }
    step.isTuple = true;
    return result;
}

Expr* Lowering::lowerBinary(const Node& node) {
    const auto found = std::find_if(binaryOperators.begin(), binaryOperators.end(),
                                    [&](const BinaryOperator& candidate) { return candidate.text == node.text; });
    Expr* expr = lowerChildren(found->op, node);
    expr->oper = found->oper;
    return expr;
}

Expr* Lowering::lowerNegate(const Node& node) {
    Expr* expr = make(Op::negate, node);
    Expr* operand = lower(node.child(0));
    if (operand->op == Op::constant && operand->constant.is(Tag::number)) {
        operand->constant.number = -operand->constant.number;
        return operand;
    }
    expr->children.push_back(operand);
    passOn(*expr, *operand);
    return expr;
}

Expr* Lowering::lowerChildren(Op op, const Node& node) {
    Expr* expr = make(op, node);
    for (const Node* child : node.children) {
        Expr* lowered = lower(*child);
        const bool isProcedure = (op == Op::call || op == Op::partial) && expr->children.empty();
        expr->children.push_back(lowered);
        if (op != Op::transform && !isProcedure) {
            passOn(*expr, *lowered);
        }
    }
    return expr;
}

Expr* Lowering::lowerArray(const Node& node) { return lowerChildren(Op::array, node); }

Expr* Lowering::lowerObject(const Node& node) {
    Expr* expr = make(Op::object, node);
    expr->members = lowerPairs(node, 0, expr);
    return expr;
}

Expr* Lowering::lowerBlock(const Node& node) {
    Expr* expr = lowerChildren(Op::block, node);
    for (const Expr* child : expr->children) {
        const bool constructs = child->isConstructor || (child->op == Op::path && child->children[0]->isConstructor);
        expr->isConstructor = expr->isConstructor || constructs;
    }
    return expr;
}

Expr* Lowering::lowerCall(const Node& node) {
    const bool isPartial = node.kind == NodeKind::partial;
    Expr* expr = lowerChildren(isPartial ? Op::partial : Op::call, node);
    const Expr* procedure = expr->children[0];
    expr->text = procedure->op == Op::path ? procedure->children[0]->text : procedure->text;
    return expr;
}

Expr* Lowering::lowerLambda(const Node& node) {
    Expr* expr = make(Op::lambda, node);
    expr->text = {};
    Special& lambda = expr->own();
    for (std::size_t i = 1; i < node.children.size(); ++i) {
        lambda.parameters.push_back(node.child(i).text);
    }
    if (!node.detail.empty()) {
        Signature::parse(node.detail, lambda.signature.emplace());
    }
    Expr* body = lower(node.child(0));
    markTail(*body);
    expr->children.push_back(body);
    return expr;
}

void Lowering::markTail(Expr& expr) {
    if (expr.op == Op::call && expr.filters.empty()) {
        expr.isTail = true;
    } else if (expr.op == Op::condition) {
        for (std::size_t i = 1; i < expr.children.size(); ++i) {
            markTail(*expr.children[i]);
        }
    } else if (expr.op == Op::elvis || expr.op == Op::coalesce) {
        markTail(*expr.children[1]);
    } else if (expr.op == Op::block && !expr.children.empty()) {
        markTail(*expr.children.back());
    }
}

Expr* Lowering::lowerBind(const Node& node) {
    Expr* expr = make(Op::bind, node);
    expr->text = node.child(0).text;
    code_.hasBinds = true;
    Expr* value = lower(node.child(1));
    expr->children.push_back(value);
    passOn(*expr, *value);
    return expr;
}

Expr* Lowering::lowerApply(const Node& node) {
    Expr* expr = make(Op::apply, node);
    expr->children = {lower(node.child(0)), lower(node.child(1))};
    expr->keepArray = expr->children[0]->keepArray || expr->children[1]->keepArray;
    return expr;
}

}  // namespace pb::jsonata
