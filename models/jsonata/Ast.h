#pragma once

#include "models/jsonata/Program.h"

#include <cstdint>
#include <list>
#include <memory>
#include <memory_resource>
#include <string>
#include <string_view>
#include <vector>

namespace pb::jsonata {

/// What a node of the syntax tree is; the children are given in brackets, `?` = may be absent (then not in the list).
enum class NodeKind : std::uint8_t {
    number,       ///< literal
    text,         ///< string literal, decoded in `text`
    constant,     ///< true, false, null (in `text`)
    name,         ///< field name, decoded in `text`
    variable,     ///< `text` without "$"; "" is the context, "$" the root
    wildcard,     ///< *
    descendants,  ///< **
    parent,       ///< %
    regex,        ///< `text` = pattern, `detail` = flags
    placeholder,  ///< ? among the arguments of a partial application
    path,         ///< a.b            [left, right]
    filter,       ///< a[b]           [left, predicate]
    keepArray,    ///< a[]            [left]
    group,        ///< a{k: v}        [left, key, value, key, value …]
    order,        ///< a^(<b, >c)     [left, term …]; `descending` has one bit a term
    focus,        ///< a@$v           [left, variable]
    index,        ///< a#$i           [left, variable]
    binary,       ///< operator in `text` [left, right]; also and, or, in, ..
    negate,       ///< -a             [operand]
    array,        ///< [a, b]         [item …]
    object,       ///< {k: v}         [key, value, key, value …]
    block,        ///< (a; b)         [expression …]
    condition,    ///< c ? a : b      [condition, then, else?]
    elvis,        ///< a ?: b         [left, right]
    coalesce,     ///< a ?? b         [left, right]
    bind,         ///< $v := a        [variable, value]
    call,         ///< f(a)           [procedure, argument …]
    partial,      ///< f(?, a)        [procedure, argument or placeholder …]
    lambda,       ///< function($a)<sig>{b} [body, parameter …]; `detail` = signature
    apply,        ///< a ~> f         [left, right]
    transform,    ///< | a | b, c |   [pattern, update, delete?]
    error,        ///< what could not be read; recovery only
};

/// One node of the syntax tree. `span` holds all of its bytes, from its first to its last token. Its texts and its list of
/// children live where the node lives.
struct Node {
    NodeKind kind = NodeKind::error;
    Span span;
    std::uint32_t position = 0;  ///< byte where the language reports its errors: the end of its main token
    std::string_view text;
    std::string_view detail;
    double number = 0;
    std::uint64_t descending = 0;
    std::pmr::vector<const Node*> children;

    using allocator_type = std::pmr::polymorphic_allocator<>;
    explicit Node(const allocator_type& memory) : children(memory) {}

    const Node& child(std::size_t index) const { return *children[index]; }
    bool isNamed(std::string_view wanted) const { return kind == NodeKind::name && text == wanted; }
};

/// The syntax of an expression: every byte of the source is in a node's span, in a comment or is layout between them,
/// so an edit replaces one span and touches nothing else. Immutable; nodes live as long as the Ast.
class Ast {
public:
    /// Never fails: what cannot be read becomes an `error` node and a failure, in order of the source.
    static Ast parse(std::string source);

    const std::string& source() const { return store_->source; }
    const Node& root() const { return *root_; }
    const std::vector<Failure>& failures() const { return failures_; }
    const std::vector<Span>& comments() const { return comments_; }

    std::string_view textOf(Span span) const { return std::string_view(source()).substr(span.begin, span.end - span.begin); }
    /// The innermost node that holds the byte; the root when none does.
    const Node& nodeAt(std::uint32_t byte) const;
    /// From the root to the node, both included; empty when the node is of another tree.
    std::vector<const Node*> pathTo(const Node& node) const;

private:
    friend class Parser;

    struct Store {
        std::string source;
        std::pmr::monotonic_buffer_resource memory{std::size_t{8} << 10};
        std::pmr::list<Node> nodes{&memory};
        std::list<std::string> texts;  ///< decoded ones, which the source does not hold as they are
    };

    std::shared_ptr<Store> store_;
    const Node* root_ = nullptr;
    std::vector<Failure> failures_;
    std::vector<Span> comments_;
};

/// A replacement of one span of a text.
struct TextEdit {
    Span span;
    std::string text;
};

/// Applies edits that do not overlap, in any order; a text whose edits overlap or leave it comes back unchanged.
std::string applyEdits(std::string_view source, std::vector<TextEdit> edits);

/// A field name as the language writes it: back-ticked only where it must be.
std::string quotedName(std::string_view name);
/// A string literal as the language writes it.
std::string quotedText(std::string_view text);

}  // namespace pb::jsonata
