#include "models/jsonata/Ast.h"

#include "models/jsonata/syntax/Parser.h"

#include <algorithm>

namespace pb::jsonata {

namespace {

bool holds(const Node& node, std::uint32_t byte) { return node.span.begin <= byte && byte < node.span.end; }

bool findPath(const Node& from, const Node& wanted, std::vector<const Node*>& path) {
    path.push_back(&from);
    if (&from == &wanted) {
        return true;
    }
    for (const Node* child : from.children) {
        const bool around = child->span.begin <= wanted.span.begin && wanted.span.end <= child->span.end;
        if (around && findPath(*child, wanted, path)) {
            return true;
        }
    }
    path.pop_back();
    return false;
}

bool isPlainName(std::string_view name) {
    constexpr std::string_view reserved = ".[]{}(),@#;:?+-*/%|=<>^&!~`\"' \t\n\r\v\\";
    const bool word = name == "and" || name == "or" || name == "in" || name == "true" || name == "false" || name == "null" ||
                      name == "function";
    return !name.empty() && !word && name.find_first_of(reserved) == std::string_view::npos && name.front() != '$' &&
           (name.front() < '0' || name.front() > '9');
}

}  // namespace

Ast Ast::parse(std::string source) {
    Ast ast;
    ast.store_ = std::make_shared<Store>();
    ast.store_->source = std::move(source);
    Parser(ast).parse();
    for (Failure& failure : ast.failures_) {
        failure.source = ast.source();
    }
    return ast;
}

const Node& Ast::nodeAt(std::uint32_t byte) const {
    const Node* node = root_;
    for (bool deeper = true; deeper;) {
        const auto& children = node->children;
        const auto found = std::find_if(children.begin(), children.end(), [&](const Node* c) { return holds(*c, byte); });
        deeper = found != children.end();
        node = deeper ? *found : node;
    }
    return *node;
}

std::vector<const Node*> Ast::pathTo(const Node& node) const {
    std::vector<const Node*> path;
    findPath(*root_, node, path);
    return path;
}

std::string applyEdits(std::string_view source, std::vector<TextEdit> edits) {
    std::stable_sort(edits.begin(), edits.end(), [](const TextEdit& a, const TextEdit& b) { return a.span.begin < b.span.begin; });
    std::string out;
    std::size_t at = 0;
    for (const TextEdit& edit : edits) {
        if (edit.span.begin < at || edit.span.end < edit.span.begin || edit.span.end > source.size()) {
            return std::string(source);
        }
        out.append(source.substr(at, edit.span.begin - at)).append(edit.text);
        at = edit.span.end;
    }
    return out.append(source.substr(at));
}

std::string quotedName(std::string_view name) {
    if (isPlainName(name)) {
        return std::string(name);
    }
    // A back tick cannot be written inside of back ticks; a string as a step of a path is a name too.
    return name.find('`') == std::string_view::npos ? "`" + std::string(name) + "`" : quotedText(name);
}

std::string quotedText(std::string_view text) {
    constexpr std::string_view special = "\"\\\b\f\n\r\t", letters = "\"\\bfnrt";
    std::string out = "\"";
    for (const char c : text) {
        const auto index = special.find(c);
        if (index != std::string_view::npos) {
            out.append({'\\', letters[index]});
        } else {
            out.push_back(c);
        }
    }
    return out + "\"";
}

}  // namespace pb::jsonata
