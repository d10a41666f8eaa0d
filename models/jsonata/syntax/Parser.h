#pragma once

#include "models/jsonata/Ast.h"
#include "models/jsonata/syntax/Lexer.h"

#include <initializer_list>
#include <string_view>

namespace pb::jsonata {

/// Top-down operator precedence over the tokens of one source. Never stops: what is wrong becomes a failure and, where an
/// operand is missing, an error node. Nesting is limited (S0599).
class Parser {
public:
    static constexpr int maxDepth = 1000;   ///< brackets inside of brackets
    static constexpr int maxChain = 3000;   ///< operators one after another

    explicit Parser(Ast& ast);
    void parse();

private:
    Node* make(NodeKind kind, const Token& token);
    Node* join(NodeKind kind, const Node* left, const Token& token);
    void fail(std::string_view code, std::size_t position, std::string_view token = {}, std::string value = {}, int index = 0);

    void advance(bool infix = false);
    bool expect(std::string_view symbol, bool infix = false);
    bool accept(std::string_view symbol);

    const Node* expression(int power);
    const Node* prefix(const Token& token);
    const Node* infix(const Node* left, const Token& token);
    const Node* prefixSymbol(const Token& token);

    const Node* block(const Token& open);
    const Node* arrayItems(const Token& open);
    void members(Node* node);
    const Node* transform(const Token& open);
    const Node* filter(const Node* left, const Token& open);
    const Node* order(const Node* left, const Token& token);
    const Node* call(const Node* left, const Token& open);
    const Node* lambda(Node* node);
    std::string_view signature();
    const Node* bind(const Node* left, const Token& token);
    const Node* variableBinding(NodeKind kind, const Node* left, const Token& token);
    const Node* condition(const Node* left, const Token& token);
    Node* close(Node* node) const;

    Ast& ast_;
    Lexer lexer_;
    Token token_;               ///< the one that is looked at
    std::uint32_t lastEnd_ = 0; ///< end of the one before it
    int depth_ = 0;
    std::vector<Failure> missing_;  ///< operands that the source ends before: told last
};

}  // namespace pb::jsonata
