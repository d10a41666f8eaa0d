#include "models/jsonata/analysis/Walker.h"

#include <algorithm>

namespace pb::jsonata {

namespace {

Paths membersOf(const Paths& paths, std::string_view name) {
    Paths result;
    for (const std::string& path : paths) {
        result.push_back(name == "*" ? (path.empty() ? std::string("*") : path + ".*") : memberPath(path, name));
    }
    return result;
}

Paths parentsOf(const Paths& paths) {
    Paths result;
    for (std::string path : paths) {
        const auto end = path.rfind('.');
        path.resize(end == std::string::npos ? 0 : end);
        result.push_back(std::move(path));
    }
    return result;
}

}  // namespace

std::string memberPath(const std::string& path, std::string_view name) {
    return path.empty() ? quotedName(name) : path + "." + quotedName(name);
}

Paths itemPaths(const Paths& paths) {
    Paths items = paths;
    for (std::string& path : items) {
        path += path.ends_with("[]") || path.empty() ? "" : "[]";
    }
    return items;
}

void Walker::add(Paths& to, const Paths& more) {
    for (const std::string& path : more) {
        if (!path.empty() && std::find(to.begin(), to.end(), path) == to.end()) {
            to.push_back(path);
        }
    }
}

Paths Walker::refer(const Node& node, Context& context, Paths& reads) {
    switch (node.kind) {
        case NodeKind::name: return membersOf(context.paths, node.text);
        case NodeKind::wildcard: case NodeKind::descendants: return membersOf(context.paths, "*");
        case NodeKind::parent: return parentsOf(context.paths);
        case NodeKind::variable: return referVariable(node, context);
        case NodeKind::path: return referPath(node, context, reads);
        case NodeKind::keepArray: return refer(node.child(0), context, reads);
        case NodeKind::filter: case NodeKind::order: case NodeKind::group: {
            const Paths left = refer(node.child(0), context, reads);
            Context inner{itemPaths(left), context.variables};
            readChildren(node, 1, inner, reads);
            return node.kind == NodeKind::group ? Paths() : node.kind == NodeKind::filter ? itemPaths(left) : left;
        }
        case NodeKind::focus: case NodeKind::index: {
            const Paths left = refer(node.child(0), context, reads);
            const Paths bound = node.kind == NodeKind::focus ? itemPaths(left) : Paths();
            context.variables[node.child(1).text] = {bound, nullptr, nullptr};
            return left;
        }
        case NodeKind::block: return referBlock(node, context, reads);
        case NodeKind::condition: case NodeKind::elvis: case NodeKind::coalesce: return referCondition(node, context, reads);
        case NodeKind::call: case NodeKind::partial: return referCall(node, context, reads, nullptr);
        case NodeKind::lambda: return referLambda(node, context, {}, reads);
        case NodeKind::bind:
            bind(node, context);
            return context.variables[node.child(0).text].paths;
        case NodeKind::apply: {
            const Paths left = refer(node.child(0), context, reads);
            if (node.child(1).kind == NodeKind::call) {
                return referCall(node.child(1), context, reads, &left);
            }
            add(reads, left);
            add(reads, refer(node.child(1), context, reads));
            return {};
        }
        default:
            readChildren(node, 0, context, reads);
            return {};
    }
}

void Walker::readChildren(const Node& node, std::size_t first, Context& context, Paths& reads) {
    for (std::size_t i = first; i < node.children.size(); ++i) {
        add(reads, refer(node.child(i), context, reads));
    }
}

Paths Walker::referVariable(const Node& node, const Context& context) const {
    if (node.text.empty()) {
        return context.paths;
    }
    if (node.text == "$") {
        return {""};
    }
    const auto found = context.variables.find(node.text);
    return found == context.variables.end() ? Paths() : found->second.paths;
}

Paths Walker::referPath(const Node& node, Context& context, Paths& reads) {
    const Paths left = refer(node.child(0), context, reads);
    const Node& right = node.child(1);
    if (right.kind == NodeKind::name || right.kind == NodeKind::text) {
        return membersOf(left, right.text);
    }
    const bool isStep = right.kind == NodeKind::filter || right.kind == NodeKind::keepArray || right.kind == NodeKind::wildcard ||
                        right.kind == NodeKind::descendants || right.kind == NodeKind::parent || right.kind == NodeKind::focus ||
                        right.kind == NodeKind::index;
    add(reads, isStep ? Paths() : left);
    const auto before = context.paths;
    context.paths = isStep ? left : itemPaths(left);
    const Paths result = refer(right, context, reads);
    context.paths = before;
    return result;
}

void Walker::bind(const Node& node, Context& context) {
    Paths inner;
    const Paths value = refer(node.child(1), context, inner);
    Variable& variable = context.variables[node.child(0).text];
    // What was read to compute the value is read where the variable is used.
    variable.paths = value;
    add(variable.paths, inner);
    variable.node = &node.child(1);
    variable.context = std::make_shared<Context>(Context{context.paths, {}});
    variable.context->variables = context.variables;
    variable.context->variables.erase(node.child(0).text);
}

Paths Walker::referBlock(const Node& node, Context context, Paths& reads) {
    Paths value;
    for (std::size_t i = 0; i < node.children.size(); ++i) {
        value = refer(node.child(i), context, reads);
        if (i + 1 < node.children.size() && node.child(i).kind != NodeKind::bind) {
            add(reads, value);
        }
    }
    return value;
}

Paths Walker::referCondition(const Node& node, Context& context, Paths& reads) {
    Paths value;
    for (std::size_t i = 0; i < node.children.size(); ++i) {
        const Paths part = refer(node.child(i), context, reads);
        add(i == 0 && node.kind == NodeKind::condition ? reads : value, part);
    }
    return value;
}

Paths Walker::referCall(const Node& node, Context& context, Paths& reads, const Paths* applied) {
    const Node& procedure = node.child(0);
    Paths items = applied ? *applied : Paths();
    for (std::size_t i = 1; i < node.children.size(); ++i) {
        const Node& argument = node.child(i);
        if (argument.kind == NodeKind::lambda) {
            add(reads, referLambda(argument, context, itemPaths(items), reads));
            continue;
        }
        const Paths part = refer(argument, context, reads);
        add(items, part);
    }
    if (procedure.kind != NodeKind::variable || context.variables.count(procedure.text) != 0) {
        add(reads, refer(procedure, context, reads));
    }
    add(reads, items);
    return {};
}

Paths Walker::referLambda(const Node& lambda, Context context, const Paths& items, Paths& reads) {
    for (std::size_t i = 1; i < lambda.children.size(); ++i) {
        context.variables[lambda.child(i).text] = {i == 1 ? items : Paths(), nullptr, nullptr};
    }
    return refer(lambda.child(0), context, reads);
}

}  // namespace pb::jsonata
