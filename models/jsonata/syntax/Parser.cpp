#include "models/jsonata/syntax/Parser.h"

#include "models/jsonata/syntax/Failures.h"
#include "models/jsonata/syntax/Powers.h"
#include "models/jsonata/syntax/Signature.h"

#include <algorithm>
#include <array>

namespace pb::jsonata {

namespace {

bool closes(const Token& token) {
    return token.is(")") || token.is("]") || token.is("}") || token.is(",") || token.is(";") || token.is(":");
}

bool isWord(const Token& token) { return token.is("and") || token.is("or") || token.is("in"); }

}  // namespace

Parser::Parser(Ast& ast) : ast_(ast), lexer_(ast.source(), ast.failures_, ast.store_->texts) {}

void Parser::parse() {
    advance();
    ast_.root_ = expression(0);
    if (token_.kind != TokenKind::end) {
        fail("S0201", token_.span.end, token_.text);
    }
    ast_.failures_.insert(ast_.failures_.end(), missing_.begin(), missing_.end());
    ast_.comments_ = lexer_.comments();
}

Node* Parser::make(NodeKind kind, const Token& token) {
    Node& node = ast_.store_->nodes.emplace_back();
    node.kind = kind;
    node.span = token.span;
    node.position = token.span.end;
    return &node;
}

Node* Parser::join(NodeKind kind, const Node* left, const Token& token) {
    Node* node = make(kind, token);
    node->span.begin = left->span.begin;
    node->children.push_back(left);
    return node;
}

Node* Parser::close(Node* node) const {
    node->span.end = std::max(node->span.end, lastEnd_);
    return node;
}

void Parser::fail(std::string_view code, std::size_t position, std::string_view token, std::string value, int index) {
    ast_.failures_.push_back(failure(code, position, std::string(token), std::move(value), index));
}

void Parser::advance(bool infix) {
    lastEnd_ = token_.span.end;
    token_ = lexer_.next(infix);
    if (token_.is("!") || token_.is("~")) {
        fail("S0204", token_.span.end, token_.text);
        token_.kind = TokenKind::bad;
        token_.symbol = 0;
    }
}

bool Parser::expect(std::string_view symbol, bool infix) {
    if (!token_.is(symbol)) {
        const bool atEnd = token_.kind == TokenKind::end;
        fail(atEnd ? "S0203" : "S0202", token_.span.end, token_.text, std::string(symbol));
        return false;
    }
    advance(infix);
    return true;
}

bool Parser::accept(std::string_view symbol) {
    if (!token_.is(symbol)) {
        return false;
    }
    advance();
    return true;
}

const Node* Parser::expression(int power) {
    if (depth_ >= maxDepth) {
        fail("S0599", token_.span.end);
        Node* node = make(NodeKind::error, token_);
        while (token_.kind != TokenKind::end) {
            advance();
        }
        return close(node);
    }
    if (closes(token_)) {  // left for the bracket that it closes
        fail("S0211", token_.span.end, token_.text);
        Node* node = make(NodeKind::error, token_);
        node->span.end = node->span.begin;
        return node;
    }
    ++depth_;
    Token token = token_;
    advance(true);
    const Node* left = prefix(token);
    int chain = 0;
    while (power < powerOf(token_)) {
        if (++chain > maxChain) {
            fail("S0599", token_.span.end);
            break;
        }
        token = token_;
        advance();
        left = infix(left, token);
    }
    --depth_;
    return left;
}

const Node* Parser::prefix(const Token& token) {
    static constexpr std::array kinds = {
        std::pair{TokenKind::name, NodeKind::name},         std::pair{TokenKind::variable, NodeKind::variable},
        std::pair{TokenKind::text, NodeKind::text},         std::pair{TokenKind::number, NodeKind::number},
        std::pair{TokenKind::constant, NodeKind::constant}, std::pair{TokenKind::regex, NodeKind::regex},
    };
    if (token.kind == TokenKind::symbol && !isWord(token)) {
        return prefixSymbol(token);
    }
    const auto found = std::find_if(kinds.begin(), kinds.end(), [&](const auto& kind) { return kind.first == token.kind; });
    Node* node = make(found == kinds.end() ? NodeKind::error : found->second, token);
    if (isWord(token)) {
        node->kind = NodeKind::name;
    } else if (token.kind == TokenKind::end) {
        missing_.push_back(failure("S0207", token.span.end, std::string(token.text)));
    }
    node->text = token.text;
    node->detail = token.detail;
    node->number = token.number;
    return node;
}

const Node* Parser::prefixSymbol(const Token& token) {
    if (token.is("(")) {
        return block(token);
    }
    if (token.is("[")) {
        return arrayItems(token);
    }
    if (token.is("{")) {
        Node* node = make(NodeKind::object, token);
        members(node);
        return close(node);
    }
    if (token.is("|")) {
        return transform(token);
    }
    if (token.is("-")) {
        Node* node = make(NodeKind::negate, token);
        node->text = "-";
        node->children.push_back(expression(70));
        return close(node);
    }
    if (token.is("*") || token.is("**") || token.is("%")) {
        return make(token.is("*") ? NodeKind::wildcard : token.is("**") ? NodeKind::descendants : NodeKind::parent, token);
    }
    fail("S0211", token.span.end, token.text);
    return make(NodeKind::error, token);
}

const Node* Parser::infix(const Node* left, const Token& token) {
    if (token.is("[")) {
        return filter(left, token);
    }
    if (token.is("(")) {
        return call(left, token);
    }
    if (token.is("{")) {
        Node* node = join(NodeKind::group, left, token);
        members(node);
        return close(node);
    }
    if (token.is("^")) {
        return order(left, token);
    }
    if (token.is("?")) {
        return condition(left, token);
    }
    if (token.is(":=")) {
        return bind(left, token);
    }
    if (token.is("@") || token.is("#")) {
        return variableBinding(token.is("@") ? NodeKind::focus : NodeKind::index, left, token);
    }
    const bool orElse = token.is("?:") || token.is("??");
    const NodeKind kind = token.is(".")    ? NodeKind::path
                          : token.is("~>") ? NodeKind::apply
                          : token.is("?:") ? NodeKind::elvis
                          : token.is("??") ? NodeKind::coalesce
                                           : NodeKind::binary;
    Node* node = join(kind, left, token);
    node->text = token.text;
    node->children.push_back(expression(orElse ? 0 : powerOf(token)));
    return close(node);
}

const Node* Parser::block(const Token& open) {
    Node* node = make(NodeKind::block, open);
    while (!token_.is(")") && token_.kind != TokenKind::end) {
        node->children.push_back(expression(0));
        if (!accept(";")) {
            break;
        }
    }
    expect(")", true);
    return close(node);
}

const Node* Parser::arrayItems(const Token& open) {
    Node* node = make(NodeKind::array, open);
    if (!token_.is("]")) {
        do {
            const Node* item = expression(0);
            if (token_.is("..")) {
                Node* range = join(NodeKind::binary, item, token_);
                range->text = "..";
                advance();
                range->children.push_back(expression(0));
                item = close(range);
            }
            node->children.push_back(item);
        } while (accept(","));
    }
    expect("]", true);
    return close(node);
}

void Parser::members(Node* node) {
    if (!token_.is("}")) {
        do {
            node->children.push_back(expression(0));
            const bool paired = expect(":");
            node->children.push_back(paired ? expression(0) : make(NodeKind::error, token_));
        } while (accept(","));
    }
    expect("}", true);
}

const Node* Parser::transform(const Token& open) {
    Node* node = make(NodeKind::transform, open);
    node->children.push_back(expression(0));
    expect("|");
    node->children.push_back(expression(0));
    if (accept(",")) {
        node->children.push_back(expression(0));
    }
    expect("|");
    return close(node);
}

const Node* Parser::filter(const Node* left, const Token& open) {
    if (token_.is("]")) {
        Node* node = join(NodeKind::keepArray, left, open);
        advance(true);
        return close(node);
    }
    Node* node = join(NodeKind::filter, left, open);
    node->children.push_back(expression(0));
    expect("]", true);
    return close(node);
}

const Node* Parser::order(const Node* left, const Token& token) {
    Node* node = join(NodeKind::order, left, token);
    expect("(");
    do {
        if (node->children.size() > 64) {
            fail("S0599", token_.span.end);
        }
        if (token_.is(">")) {
            node->descending |= std::uint64_t{1} << ((node->children.size() - 1) % 64);
        }
        if (token_.is(">") || token_.is("<")) {
            advance();
        }
        node->children.push_back(expression(0));
    } while (accept(","));
    expect(")");
    return close(node);
}

const Node* Parser::call(const Node* left, const Token& open) {
    Node* node = join(NodeKind::call, left, open);
    if (!token_.is(")")) {
        do {
            if (token_.is("?")) {
                node->kind = NodeKind::partial;
                node->children.push_back(make(NodeKind::placeholder, token_));
                advance();
            } else {
                node->children.push_back(expression(0));
            }
        } while (accept(","));
    }
    expect(")", true);
    return left->isNamed("function") || left->isNamed("λ") ? lambda(node) : close(node);
}

const Node* Parser::lambda(Node* node) {
    for (std::size_t i = 1; i < node->children.size(); ++i) {
        const Node& parameter = node->child(i);
        if (parameter.kind != NodeKind::variable) {
            fail("S0208", parameter.position, parameter.text, std::to_string(i), static_cast<int>(i));
        }
    }
    node->kind = NodeKind::lambda;
    if (token_.is("<")) {
        node->detail = signature();
    }
    expect("{");
    node->children[0] = expression(0);
    expect("}");
    return close(node);
}

std::string_view Parser::signature() {
    const std::uint32_t position = token_.span.end;
    std::string& text = ast_.store_->texts.emplace_back("<");
    for (int depth = 1; depth > 0;) {
        advance();
        if (token_.is("{") || token_.kind == TokenKind::end) {
            break;
        }
        depth += token_.is(">") ? -1 : token_.is("<") ? 1 : 0;
        text += token_.text;
    }
    expect(">");
    Signature parsed;
    if (auto problem = Signature::parse(text, parsed)) {
        fail(problem->code, position + problem->position, problem->token, problem->value);
    }
    return text;
}

const Node* Parser::bind(const Node* left, const Token& token) {
    if (left->kind != NodeKind::variable) {
        fail("S0212", left->position, left->text);
    }
    Node* node = join(NodeKind::bind, left, token);
    node->text = ":=";
    node->children.push_back(expression(powerOf(token) - 1));
    return close(node);
}

const Node* Parser::variableBinding(NodeKind kind, const Node* left, const Token& token) {
    Node* node = join(kind, left, token);
    const Node* variable = expression(powerOf(token));
    if (variable->kind != NodeKind::variable) {
        fail("S0214", variable->position, token.text);
    }
    node->children.push_back(variable);
    return close(node);
}

const Node* Parser::condition(const Node* left, const Token& token) {
    Node* node = join(NodeKind::condition, left, token);
    node->children.push_back(expression(0));
    if (accept(":")) {
        node->children.push_back(expression(0));
    }
    return close(node);
}

}  // namespace pb::jsonata
