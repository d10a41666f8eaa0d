#include "models/jsonata/compile/Lowering.h"
#include "models/jsonata/run/Raise.h"

namespace pb::jsonata {

namespace {

std::string kindOf(const Expr& expr) {
    switch (expr.op) {
        case Op::call: return "function";
        case Op::partial: return "partial";
        case Op::lambda: return "lambda";
        case Op::condition: case Op::elvis: case Op::coalesce: return "condition";
        case Op::variable: case Op::context: case Op::root: return "variable";
        case Op::array: case Op::object: case Op::negate: return "unary";
        case Op::sort: return "sort";
        case Op::bind: return "bind";
        case Op::apply: return "apply";
        case Op::transform: return "transform";
        case Op::regex: return "regex";
        case Op::descendants: return "descendant";
        case Op::constant: return "value";
        default: return "binary";
    }
}

}  // namespace

Expr* Lowering::lowerParent(const Node& node) {
    Expr* expr = make(Op::parent, node);
    Ancestor& ancestor = code_.ancestors.emplace_back();
    ancestor.index = code_.ancestors.size() - 1;
    ancestor.label = code_.texts.emplace_back("!" + std::to_string(ancestor.index));
    expr->ancestor = &ancestor;
    return expr;
}

void Lowering::passOn(Expr& to, const Expr& from) {
    for (Ancestor* ancestor : soughtIn(from)) {
        seekIn(to, *ancestor);
    }
    if (from.op == Op::parent) {
        seekIn(to, *from.ancestor);
    }
}

std::vector<Ancestor*> Lowering::soughtIn(const Expr& expr) const {
    const auto found = seeking_.find(&expr);
    return found == seeking_.end() ? std::vector<Ancestor*>() : found->second;
}

void Lowering::resolveAncestors(Expr& path) {
    const Expr& last = *path.children.back();
    std::vector<Ancestor*> ancestors = soughtIn(last);
    if (last.op == Op::parent) {
        ancestors.push_back(last.ancestor);
    }
    for (Ancestor* ancestor : ancestors) {
        auto index = static_cast<std::ptrdiff_t>(path.children.size()) - 2;
        while (ancestor->level > 0) {
            if (index < 0) {
                seekIn(path, *ancestor);
                break;
            }
            Expr* step = path.children[static_cast<std::size_t>(index--)];
            // Of steps that bind one after another the first one holds the context.
            while (index >= 0 && !step->focusName.empty() && !path.children[static_cast<std::size_t>(index)]->focusName.empty()) {
                step = path.children[static_cast<std::size_t>(index--)];
            }
            seekParent(*step, *ancestor);
        }
    }
}

void Lowering::seekParent(Expr& step, Ancestor& ancestor) {
    switch (step.op) {
        case Op::name:
        case Op::wildcard:
            if (--ancestor.level == 0) {
                if (step.ancestor) {
                    code_.ancestors[ancestor.index].label = step.ancestor->label;
                }
                step.ancestor = &ancestor;
                step.isTuple = true;
            }
            break;
        case Op::parent:
            ++ancestor.level;
            break;
        case Op::block:
            if (!step.children.empty()) {
                step.isTuple = true;
                seekParent(*step.children.back(), ancestor);
            }
            break;
        case Op::path: {
            step.isTuple = true;
            std::size_t index = step.children.size();
            seekParent(*step.children[--index], ancestor);
            while (ancestor.level > 0 && index > 0) {
                seekParent(*step.children[--index], ancestor);
            }
            break;
        }
        default:
            raiseAt("S0217", step.position, kindOf(step));
    }
}

}  // namespace pb::jsonata
