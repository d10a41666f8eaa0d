#include "models/base/regex/Program.h"

#include "models/base/regex/Linear.h"

#include <algorithm>

namespace pb::regex {

namespace {

class Compiler {
public:
    explicit Compiler(Program& out) : out_(out) {}

    void compileNode(const Node& node) {
        switch (node.type) {
        case NodeType::empty: break;
        case NodeType::set: put(Op::set, addSet(node.set)); break;
        case NodeType::sequence: sequence(node); break;
        case NodeType::alternation: alternation(node); break;
        case NodeType::repeat: repeat(node); break;
        case NodeType::capture: capture(node); break;
        case NodeType::lineStart: put(Op::lineStart); break;
        case NodeType::lineEnd: put(Op::lineEnd); break;
        case NodeType::boundary: out_.code[put(Op::boundary)].negative = node.negative; break;
        case NodeType::look: look(node); break;
        case NodeType::backReference: put(Op::backReference, node.group); break;
        }
    }

    std::size_t put(Op op, std::uint32_t a = 0, std::uint32_t b = 0) {
        Instruction instruction;
        instruction.op = op;
        instruction.backward = backward_;
        instruction.a = a;
        instruction.b = b;
        out_.code.push_back(instruction);
        return out_.code.size() - 1;
    }

private:
    std::uint32_t here() const { return static_cast<std::uint32_t>(out_.code.size()); }

    std::uint32_t addSet(const CharSet& set) {
        out_.sets.push_back(set);
        return static_cast<std::uint32_t>(out_.sets.size() - 1);
    }

    void sequence(const Node& node) {
        if (!backward_) {
            for (const Node& child : node.children) compileNode(child);
        } else {
            std::for_each(node.children.rbegin(), node.children.rend(), [this](const Node& child) { compileNode(child); });
        }
    }

    void alternation(const Node& node) {
        std::vector<std::size_t> jumps;
        for (std::size_t i = 0; i + 1 < node.children.size(); ++i) {
            const std::size_t split = put(Op::split, here() + 1);
            compileNode(node.children[i]);
            jumps.push_back(put(Op::jump));
            out_.code[split].b = here();
        }
        compileNode(node.children.back());
        for (const std::size_t jump : jumps) out_.code[jump].a = here();
    }

    void capture(const Node& node) {
        const std::uint32_t begin = 2 * node.group, end = begin + 1;
        put(Op::save, backward_ ? end : begin);
        compileNode(node.children[0]);
        put(Op::save, backward_ ? begin : end);
    }

    void repeat(const Node& node) {
        const Node& body = node.children[0];
        if (node.max == 0) return;
        if (body.type == NodeType::set && !node.lazy && !backward_) {
            Instruction& run = out_.code[put(Op::run, addSet(body.set))];
            run.min = node.min;
            run.max = node.max;
            return;
        }
        const std::uint32_t counter = out_.counters++;
        put(Op::loopStart, counter);
        const std::size_t test = put(Op::loopTest, counter);
        put(Op::loopEnter, counter);
        clearGroups(body);
        compileNode(body);
        const std::size_t next = put(Op::loopNext, counter, static_cast<std::uint32_t>(test));
        for (const std::size_t at : {test, next}) {
            out_.code[at].min = node.min;
            out_.code[at].max = node.max;
            out_.code[at].lazy = node.lazy;
        }
        out_.code[test].b = here();
    }

    /// ECMA-262 RepeatMatcher, step 4: a new round forgets the groups of the one before.
    void clearGroups(const Node& body) {
        std::uint32_t first = Node::unbounded, last = 0;
        groupRange(body, first, last);
        if (first <= last) put(Op::clear, first, last + 1);
    }

    static void groupRange(const Node& node, std::uint32_t& first, std::uint32_t& last) {
        if (node.type == NodeType::capture) {
            first = std::min(first, node.group);
            last = std::max(last, node.group);
        }
        for (const Node& child : node.children) groupRange(child, first, last);
    }

    void look(const Node& node) {
        const std::size_t start = put(Op::look);
        const bool outside = backward_;
        backward_ = node.behind;
        compileNode(node.children[0]);
        backward_ = outside;
        const std::size_t end = put(Op::lookEnd);
        out_.code[start].negative = out_.code[end].negative = node.negative;
        out_.code[start].b = here();
    }

    Program& out_;
    bool backward_ = false;
};

/// What a match of the node begins with; nothing where it may begin with anything or be empty.
std::optional<CharSet> firstOf(const Node& node) {
    switch (node.type) {
    case NodeType::set: return node.set;
    case NodeType::capture: return firstOf(node.children[0]);
    case NodeType::repeat: return node.min == 0 ? std::nullopt : firstOf(node.children[0]);
    case NodeType::alternation: {
        CharSet all;
        for (const Node& child : node.children) {
            const auto first = firstOf(child);
            if (!first) return std::nullopt;
            all.add(*first);
        }
        all.normalize();
        return all;
    }
    case NodeType::sequence:
        for (const Node& child : node.children) {
            const bool takesNothing = child.type == NodeType::look || child.type == NodeType::boundary ||
                                      child.type == NodeType::lineStart || child.type == NodeType::lineEnd;
            if (!takesNothing) return firstOf(child);
        }
        return std::nullopt;
    default: return std::nullopt;
    }
}

bool beginsAtStart(const Node& node) {
    if (node.type == NodeType::lineStart) return true;
    if (node.type == NodeType::capture || node.type == NodeType::sequence) return beginsAtStart(node.children[0]);
    if (node.type != NodeType::alternation) return false;
    return std::all_of(node.children.begin(), node.children.end(), beginsAtStart);
}

}  // namespace

Program compile(const Pattern& pattern) {
    Program out;
    out.groups = pattern.groups;
    out.word = pattern.word;
    out.ignoreCase = pattern.ignoreCase;
    out.multiline = pattern.multiline;
    out.onlyAtStart = !pattern.multiline && beginsAtStart(pattern.root);
    out.first = firstOf(pattern.root);
    Compiler compiler(out);
    compiler.compileNode(pattern.root);
    compiler.put(Op::match);
    return out;
}

}  // namespace pb::regex
