#include "models/jsonata/Analysis.h"

#include "models/jsonata/analysis/Walker.h"

#include <algorithm>

namespace pb::jsonata {

namespace {

constexpr int maxDepth = 200;  ///< constructors and variables inside of each other

/// Whether the expression is a path of names and nothing else.
bool isPlainPath(const Node& node) {
    switch (node.kind) {
        case NodeKind::name: case NodeKind::variable: return true;
        case NodeKind::path:
            return isPlainPath(node.child(0)) && (node.child(1).kind == NodeKind::name || node.child(1).kind == NodeKind::text);
        default: return false;
    }
}

std::string fieldPath(const std::string& prefix, const Node& key) {
    if (key.kind == NodeKind::text) {
        return memberPath(prefix, key.text);
    }
    return prefix.empty() ? "*" : prefix + ".*";
}

std::vector<std::string> tokensOf(std::string_view pointer) {
    std::vector<std::string> tokens;
    while (!pointer.empty()) {
        pointer.remove_prefix(1);
        const std::size_t end = std::min(pointer.find('/'), pointer.size());
        std::string token;
        for (std::size_t i = 0; i < end; ++i) {
            const bool isEscape = pointer[i] == '~' && i + 1 < end;
            token.push_back(!isEscape ? pointer[i] : pointer[++i] == '1' ? '/' : '~');
        }
        tokens.push_back(std::move(token));
        pointer.remove_prefix(end);
    }
    return tokens;
}

bool isIndex(const std::string& token) { return !token.empty() && token.find_first_not_of("0123456789") == std::string::npos; }

}  // namespace

void Walker::run(const Node& root) {
    Context context{{""}, {}};
    Paths reads;
    add(analysis_.inputs, refer(root, context, analysis_.inputs));
    for (const Made& made : makers(root, {{""}, {}}, reads)) {
        if (analysis_.constructor == Span()) {
            analysis_.constructor = made.object->span;
        }
        analysis_.isList = analysis_.isList || made.isList;
        addFields(made, made.isList ? "[]" : "", made.isList);
    }
}

std::vector<Walker::Made> Walker::makers(const Node& node, Context context, Paths& reads) {
    if (++depth_ > maxDepth) {
        --depth_;
        return {};
    }
    auto found = makersInside(node, std::move(context), reads);
    --depth_;
    return found;
}

std::vector<Walker::Made> Walker::makersInside(const Node& node, Context context, Paths& reads) {
    std::vector<Made> found;
    const auto take = [&](std::vector<Made> more, bool isList) {
        for (Made& made : more) {
            made.isList = made.isList || isList;
            found.push_back(std::move(made));
        }
    };
    switch (node.kind) {
        case NodeKind::object:
            found.push_back({&node, std::move(context), false});
            break;
        case NodeKind::block:
            for (std::size_t i = 0; i + 1 < node.children.size(); ++i) {
                refer(node.child(i), context, reads);
            }
            if (!node.children.empty()) {
                take(makers(*node.children.back(), std::move(context), reads), false);
            }
            break;
        case NodeKind::path: {
            const Paths left = refer(node.child(0), context, reads);
            context.paths = itemPaths(left);
            auto inner = makers(node.child(1), std::move(context), reads);
            add(reads, inner.empty() ? Paths() : left);
            take(std::move(inner), true);
            break;
        }
        case NodeKind::array: case NodeKind::condition: case NodeKind::elvis: case NodeKind::coalesce:
            for (const Node* child : node.children) {
                take(makers(*child, context, reads), node.kind == NodeKind::array);
            }
            break;
        case NodeKind::filter: case NodeKind::keepArray: case NodeKind::order:
            take(makers(node.child(0), std::move(context), reads), true);
            break;
        case NodeKind::bind:
            take(makers(node.child(1), std::move(context), reads), false);
            break;
        case NodeKind::variable: {
            const auto variable = context.variables.find(node.text);
            if (variable != context.variables.end() && variable->second.node) {
                take(makers(*variable->second.node, *variable->second.context, reads), false);
            }
            break;
        }
        case NodeKind::call: take(makersOfCall(node, std::move(context), reads, nullptr), true); break;
        case NodeKind::apply:
            if (node.child(1).kind == NodeKind::call) {
                take(makersOfCall(node.child(1), std::move(context), reads, &node.child(0)), true);
            }
            break;
        default: break;
    }
    return found;
}

/// `$map(items, function($item) { … })` makes what the function makes, once for every item.
std::vector<Walker::Made> Walker::makersOfCall(const Node& node, Context context, Paths& reads, const Node* applied) {
    const bool isMap = node.child(0).kind == NodeKind::variable && node.child(0).text == "map";
    const Node* lambda = node.children.back();
    const Node* items = applied ? applied : node.children.size() > 2 ? node.children[1] : nullptr;
    if (!isMap || !items || lambda->kind != NodeKind::lambda) {
        return {};
    }
    const Paths paths = refer(*items, context, reads);
    for (std::size_t i = 1; i < lambda->children.size(); ++i) {
        context.variables[lambda->child(i).text] = {i == 1 ? itemPaths(paths) : Paths(), nullptr, nullptr};
    }
    auto found = makers(lambda->child(0), std::move(context), reads);
    add(reads, found.empty() ? Paths() : paths);
    return found;
}

void Walker::addFields(const Made& made, const std::string& prefix, bool isRepeated) {
    for (std::size_t i = 0; i + 1 < made.object->children.size(); i += 2) {
        addField(*made.object, i, made.context, prefix, isRepeated);
    }
}

void Walker::addField(const Node& object, std::size_t index, Context context, const std::string& prefix, bool isRepeated) {
    const Node& key = object.child(index);
    const Node& value = object.child(index + 1);
    FieldClause clause;
    clause.output = fieldPath(prefix, key);
    clause.key = key.span;
    clause.value = value.span;
    clause.clause = {key.span.begin, value.span.end};
    clause.constructor = object.span;
    clause.isRepeated = isRepeated;
    clause.node = &value;
    Paths reads;
    const auto inner = makers(value, context, reads);
    clause.isContainer = !inner.empty();
    if (!clause.isContainer) {
        reads.clear();
        add(clause.inputs, refer(value, context, reads));
        clause.isCopy = isPlainPath(value) && !clause.inputs.empty() && reads.empty();
    }
    add(clause.inputs, reads);
    const std::string output = clause.output;
    analysis_.fields.push_back(std::move(clause));
    for (const Made& made : inner) {
        addFields(made, made.isList ? output + "[]" : output, isRepeated || made.isList);
    }
}

Analysis analyse(const Ast& ast) {
    Analysis analysis;
    Walker(analysis).run(ast.root());
    return analysis;
}

const FieldClause* clauseOf(const Analysis& analysis, std::string_view output) {
    const auto found = std::find_if(analysis.fields.begin(), analysis.fields.end(), [&](const FieldClause& c) { return c.output == output; });
    return found == analysis.fields.end() ? nullptr : &*found;
}

const FieldClause* clauseFor(const Analysis& analysis, std::string_view outputPointer) {
    const FieldClause* nearest = nullptr;
    std::string path;
    for (const std::string& token : tokensOf(outputPointer)) {
        const std::string asMember = memberPath(path, token);
        const bool isItem = isIndex(token) && !clauseOf(analysis, asMember);
        path = isItem ? path + (path.ends_with("[]") ? "" : "[]") : asMember;
        const FieldClause* clause = clauseOf(analysis, path);
        // A list of one is the item itself, so the pointer may lack its index.
        if (!clause && !isItem && nearest && clauseOf(analysis, memberPath(nearest->output + "[]", token))) {
            path = memberPath(nearest->output + "[]", token);
            clause = clauseOf(analysis, path);
        }
        nearest = clause ? clause : nearest;
    }
    return nearest;
}

std::vector<const FieldClause*> clausesReading(const Analysis& analysis, std::string_view input) {
    std::vector<const FieldClause*> clauses;
    const auto isBelow = [&](const std::string& read) {
        return read.starts_with(input) && (read.size() == input.size() || read[input.size()] == '.' || read[input.size()] == '[');
    };
    for (const FieldClause& clause : analysis.fields) {
        if (std::any_of(clause.inputs.begin(), clause.inputs.end(), isBelow)) {
            clauses.push_back(&clause);
        }
    }
    return clauses;
}

}  // namespace pb::jsonata
