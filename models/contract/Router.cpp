#include "models/contract/Router.h"

#include "models/contract/Url.h"

#include <algorithm>

namespace pb::contract {

namespace {

using Pairs = std::vector<std::pair<std::string, std::string>>;

std::vector<std::string> segmentsOf(std::string_view path) {
    std::vector<std::string> segments;
    path = path.substr(0, path.find_first_of("?#"));
    if (path.starts_with('/')) {
        path.remove_prefix(1);
    }
    for (;;) {
        const auto slash = path.find('/');
        segments.emplace_back(path.substr(0, slash));
        if (slash == std::string_view::npos) {
            return segments;
        }
        path.remove_prefix(slash + 1);
    }
}

bool isWholeName(std::string_view segment) {
    return segment.size() > 2 && segment.front() == '{' && segment.find('}') == segment.size() - 1;
}

/// One segment against its template: "{name}.{ext}" on "a.b.json" gives name=a.b, ext=json.
bool matchSegment(std::string_view pattern, std::string_view text, Pairs& into) {
    const auto open = pattern.find('{');
    const auto close = pattern.find('}', open == std::string_view::npos ? 0 : open);
    if (open == std::string_view::npos || close == std::string_view::npos) {
        return pattern == text;
    }
    if (!text.starts_with(pattern.substr(0, open))) {
        return false;
    }
    const std::string_view rest = text.substr(open);
    for (std::size_t size = rest.size(); size >= 1; --size) {
        const std::size_t mark = into.size();
        into.emplace_back(pattern.substr(open + 1, close - open - 1), percentDecode(rest.substr(0, size)));
        if (matchSegment(pattern.substr(close + 1), rest.substr(size), into)) {
            return true;
        }
        into.resize(mark);
    }
    return false;
}

}  // namespace

std::size_t Router::child(std::size_t node, std::string_view segment) {
    std::size_t next = nodes_.size();
    if (isWholeName(segment)) {
        next = nodes_[node].parameter == none ? next : nodes_[node].parameter;
        nodes_[node].parameter = next;
    } else if (segment.find('{') == std::string_view::npos) {
        next = nodes_[node].literals.try_emplace(percentDecode(segment), next).first->second;
    } else {
        auto& mixed = nodes_[node].mixed;
        const auto found = std::find_if(mixed.begin(), mixed.end(), [&](const auto& entry) { return entry.first == segment; });
        next = found == mixed.end() ? next : found->second;
        if (found == mixed.end()) {
            mixed.emplace_back(segment, next);
        }
    }
    if (next == nodes_.size()) {
        nodes_.emplace_back();
    }
    return next;
}

void Router::add(std::string_view pathTemplate, std::size_t operation) {
    std::size_t node = 0;
    for (const auto& segment : segmentsOf(pathTemplate)) {
        node = child(node, segment);
    }
    nodes_[node].operations.push_back(operation);
}

std::size_t Router::walk(std::size_t node, const std::vector<std::string>& segments, std::size_t at) const {
    if (at == segments.size()) {
        return nodes_[node].operations.empty() ? none : node;
    }
    const Node& here = nodes_[node];
    if (const auto literal = here.literals.find(percentDecode(segments[at])); literal != here.literals.end()) {
        if (const std::size_t found = walk(literal->second, segments, at + 1); found != none) {
            return found;
        }
    }
    for (const auto& [pattern, next] : here.mixed) {
        Pairs ignored;
        const std::size_t found = matchSegment(pattern, segments[at], ignored) ? walk(next, segments, at + 1) : none;
        if (found != none) {
            return found;
        }
    }
    return here.parameter == none || segments[at].empty() ? none : walk(here.parameter, segments, at + 1);
}

std::vector<std::size_t> Router::find(std::string_view path) const {
    const std::size_t node = walk(0, segmentsOf(path), 0);
    return node == none ? std::vector<std::size_t>() : nodes_[node].operations;
}

Pairs Router::parameters(std::string_view pathTemplate, std::string_view path) {
    const auto patterns = segmentsOf(pathTemplate);
    const auto segments = segmentsOf(path);
    Pairs found;
    for (std::size_t i = 0; i < std::min(patterns.size(), segments.size()); ++i) {
        if (patterns[i].find('{') != std::string::npos) {
            matchSegment(patterns[i], segments[i], found);
        }
    }
    return found;
}

}  // namespace pb::contract
