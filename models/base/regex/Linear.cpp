#include "models/base/regex/Linear.h"

#include <algorithm>
#include <charconv>

namespace pb::regex {

namespace {

constexpr std::uint32_t maxRe2Count = 1000;

/// What means itself in a pattern of RE2, outside and inside of a class.
bool isPlain(CodePoint c) {
    const CodePoint lower = c | 0x20;
    return (lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

void appendPoint(CodePoint c, std::string& out) {
    if (isPlain(c)) {
        out += static_cast<char>(c);
        return;
    }
    char digits[8];
    const auto end = std::to_chars(digits, digits + sizeof digits, c, 16).ptr;
    out.append("\\x{").append(digits, end).append("}");
}

void appendSet(const CharSet& set, std::string& out) {
    if (const auto only = set.onlyMember()) return appendPoint(*only, out);
    if (set.isEmpty()) {
        out += "[^\\x{0}-\\x{10ffff}]";
        return;
    }
    out += '[';
    for (const auto& [first, last] : set.ranges()) {
        appendPoint(first, out);
        if (last == first) continue;
        out += '-';
        appendPoint(last, out);
    }
    out += ']';
}

bool append(const Pattern& pattern, const Node& node, std::string& out);

bool appendAll(const Pattern& pattern, const Node& node, const char* between, std::string& out) {
    bool first = true;
    for (const Node& child : node.children) {
        if (!first) out += between;
        first = false;
        if (!append(pattern, child, out)) return false;
    }
    return true;
}

bool appendRepeat(const Pattern& pattern, const Node& node, std::string& out) {
    const bool open = node.max == Node::unbounded;
    if (node.min > maxRe2Count || (!open && node.max > maxRe2Count)) return false;
    out += "(?:";
    if (!appendAll(pattern, node, "", out)) return false;
    out += ')';
    if (open && node.min <= 1) {
        out += node.min == 0 ? '*' : '+';
    } else if (node.min == 0 && node.max == 1) {
        out += '?';
    } else {
        out += '{' + std::to_string(node.min) + ',' + (open ? std::string() : std::to_string(node.max)) + '}';
    }
    if (node.lazy) out += '?';
    return true;
}

bool append(const Pattern& pattern, const Node& node, std::string& out) {
    switch (node.type) {
    case NodeType::empty: out += "(?:)"; return true;
    case NodeType::set: appendSet(node.set, out); return true;
    case NodeType::sequence: return appendAll(pattern, node, "", out);
    case NodeType::alternation:
        out += "(?:";
        if (!appendAll(pattern, node, "|", out)) return false;
        out += ')';
        return true;
    case NodeType::repeat: return appendRepeat(pattern, node, out);
    case NodeType::capture:
        out += '(';
        if (!appendAll(pattern, node, "", out)) return false;
        out += ')';
        return true;
    case NodeType::lineStart: out += "\\A"; return !pattern.multiline;
    case NodeType::lineEnd: out += "\\z"; return !pattern.multiline;
    case NodeType::boundary: out += "\\b"; return !node.negative && !pattern.ignoreCase;
    case NodeType::look:
    case NodeType::backReference: return false;
    }
    return false;
}

bool any(const std::vector<Node>& nodes, bool (*test)(const Node&)) { return std::any_of(nodes.begin(), nodes.end(), test); }
bool all(const std::vector<Node>& nodes, bool (*test)(const Node&)) { return std::all_of(nodes.begin(), nodes.end(), test); }

}  // namespace

std::optional<std::string> toRe2(const Pattern& pattern) {
    std::string out;
    return append(pattern, pattern.root, out) ? std::optional(std::move(out)) : std::nullopt;
}

bool matchesEmpty(const Node& node) {
    switch (node.type) {
    case NodeType::set: return false;
    case NodeType::alternation: return any(node.children, matchesEmpty);
    case NodeType::repeat: return node.min == 0 || matchesEmpty(node.children[0]);
    case NodeType::look: return true;
    default: return all(node.children, matchesEmpty);
    }
}

bool hasGroups(const Node& node) { return node.type == NodeType::capture || any(node.children, hasGroups); }

bool sameMatchesInRe2(const Node& node) {
    if (!all(node.children, sameMatchesInRe2)) return false;
    if (node.type != NodeType::repeat) return true;
    const Node& body = node.children[0];
    if (matchesEmpty(body)) return false;
    const bool onlyItself = body.type == NodeType::capture && !any(body.children, hasGroups);
    return node.max <= 1 || onlyItself || !hasGroups(body);
}

}  // namespace pb::regex
