#include "models/deploy/Diff.h"

#include "models/document/Json.h"

#include <algorithm>
#include <map>
#include <set>

namespace pb::deploy {

namespace {

using Lines = std::vector<std::string_view>;

Lines linesOf(std::string_view text) {
    Lines lines;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        std::string_view line = text.substr(0, end);
        if (line.ends_with('\r')) {
            line.remove_suffix(1);
        }
        lines.push_back(line);
        text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    }
    return lines;
}

/// Myers' greedy algorithm (1986): `frontiers[d]` is the farthest x on each diagonal after d edits.
class Myers {
public:
    Myers(const Lines& before, const Lines& after, int maxEdits) : before_(before), after_(after), maxEdits_(maxEdits) {}

    /// For each line of `after`, the line of `before` it is the same as, or -1. Empty when there are too many edits.
    std::vector<int> match() {
        const int n = static_cast<int>(before_.size());
        const int m = static_cast<int>(after_.size());
        const int limit = std::min(n + m, maxEdits_);
        std::vector<int> reach(static_cast<std::size_t>(2 * limit + 3), 0);
        for (int edits = 0; edits <= limit; ++edits) {
            frontiers_.push_back(reach);
            if (step(edits, limit, reach)) {
                return backtrack(edits, limit);
            }
        }
        return {};
    }

private:
    static std::size_t slot(int diagonal, int limit) { return static_cast<std::size_t>(diagonal + limit + 1); }

    bool step(int edits, int limit, std::vector<int>& reach) const {
        for (int k = -edits; k <= edits; k += 2) {
            const bool down = k == -edits || (k != edits && reach[slot(k - 1, limit)] < reach[slot(k + 1, limit)]);
            int x = down ? reach[slot(k + 1, limit)] : reach[slot(k - 1, limit)] + 1;
            int y = x - k;
            while (x < static_cast<int>(before_.size()) && y < static_cast<int>(after_.size()) && y >= 0 &&
                   before_[static_cast<std::size_t>(x)] == after_[static_cast<std::size_t>(y)]) {
                ++x;
                ++y;
            }
            reach[slot(k, limit)] = x;
            if (x >= static_cast<int>(before_.size()) && y >= static_cast<int>(after_.size())) {
                return true;
            }
        }
        return false;
    }

    std::vector<int> backtrack(int edits, int limit) const {
        std::vector<int> same(after_.size(), -1);
        int x = static_cast<int>(before_.size());
        int y = static_cast<int>(after_.size());
        for (int d = edits; d >= 0; --d) {
            const std::vector<int>& reach = frontiers_[static_cast<std::size_t>(d)];
            const int k = x - y;
            const bool down = k == -d || (k != d && reach[slot(k - 1, limit)] < reach[slot(k + 1, limit)]);
            const int fromK = down ? k + 1 : k - 1;
            const int fromX = d == 0 ? 0 : reach[slot(fromK, limit)];
            const int fromY = d == 0 ? 0 : fromX - fromK;
            while (x > fromX && y > fromY) {
                --x;
                --y;
                same[static_cast<std::size_t>(y)] = x;
            }
            x = fromX;
            y = fromY;
        }
        return same;
    }

    const Lines& before_;
    const Lines& after_;
    int maxEdits_;
    std::vector<std::vector<int>> frontiers_;
};

/// The matching of whole texts: common head and tail are cut off before Myers has to look at them.
std::vector<int> matchLines(const Lines& before, const Lines& after, int maxEdits) {
    std::size_t head = 0;
    while (head < before.size() && head < after.size() && before[head] == after[head]) {
        ++head;
    }
    std::size_t tail = 0;
    while (tail < before.size() - head && tail < after.size() - head &&
           before[before.size() - 1 - tail] == after[after.size() - 1 - tail]) {
        ++tail;
    }
    std::vector<int> same(after.size(), -1);
    for (std::size_t i = 0; i < head; ++i) {
        same[i] = static_cast<int>(i);
    }
    for (std::size_t i = 0; i < tail; ++i) {
        same[after.size() - 1 - i] = static_cast<int>(before.size() - 1 - i);
    }
    const auto middle = [&](const Lines& lines) {
        return Lines(lines.begin() + static_cast<std::ptrdiff_t>(head), lines.end() - static_cast<std::ptrdiff_t>(tail));
    };
    const Lines middleBefore = middle(before);
    const Lines middleAfter = middle(after);
    const std::vector<int> inner = Myers(middleBefore, middleAfter, maxEdits).match();
    for (std::size_t i = 0; i < inner.size(); ++i) {
        same[head + i] = inner[i] < 0 ? -1 : inner[i] + static_cast<int>(head);
    }
    return same;
}

}  // namespace

std::vector<DiffLine> diffLines(std::string_view before, std::string_view after, int maxEdits) {
    const Lines left = linesOf(before);
    const Lines right = linesOf(after);
    const std::vector<int> same = matchLines(left, right, maxEdits);
    std::vector<DiffLine> lines;
    std::size_t next = 0;
    const auto remove = [&](std::size_t until) {
        for (; next < until; ++next) {
            lines.push_back({DiffLine::Kind::removed, static_cast<int>(next + 1), 0, std::string(left[next])});
        }
    };
    for (std::size_t i = 0; i < right.size(); ++i) {
        if (same[i] < 0) {
            const auto following = std::find_if(same.begin() + static_cast<std::ptrdiff_t>(i), same.end(), [](int line) { return line >= 0; });
            remove(following == same.end() ? left.size() : static_cast<std::size_t>(*following));
            lines.push_back({DiffLine::Kind::added, 0, static_cast<int>(i + 1), std::string(right[i])});
        } else {
            remove(static_cast<std::size_t>(same[i]));
            lines.push_back({DiffLine::Kind::same, same[i] + 1, static_cast<int>(i + 1), std::string(right[i])});
            next = static_cast<std::size_t>(same[i]) + 1;
        }
    }
    remove(left.size());
    return lines;
}

std::vector<DiffLine> withContext(const std::vector<DiffLine>& lines, int context) {
    std::vector<bool> keep(lines.size(), false);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (lines[i].kind == DiffLine::Kind::same) {
            continue;
        }
        const std::size_t first = i < static_cast<std::size_t>(context) ? 0 : i - static_cast<std::size_t>(context);
        for (std::size_t j = first; j < std::min(lines.size(), i + static_cast<std::size_t>(context) + 1); ++j) {
            keep[j] = true;
        }
    }
    std::vector<DiffLine> kept;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (keep[i]) {
            kept.push_back(lines[i]);
        } else if (kept.empty() || kept.back().before != 0 || kept.back().after != 0) {
            kept.push_back({DiffLine::Kind::same, 0, 0, {}});
        }
    }
    return kept;
}

namespace {

/// One rule pointer against one pointer, token by token.
bool tokensMatch(std::string_view rule, std::string_view pointer) {
    while (!rule.empty()) {
        if (pointer.empty()) {
            return false;
        }
        const std::string_view want = rule.substr(0, rule.find('/', 1));
        const std::string_view have = pointer.substr(0, pointer.find('/', 1));
        if (want != have && want != "/*") {
            return false;
        }
        rule.remove_prefix(want.size());
        pointer.remove_prefix(have.size());
    }
    return true;
}

std::string escapedToken(std::string_view name) {
    std::string token;
    for (const char c : name) {
        token += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
    }
    return token;
}

class ValueDiff {
public:
    explicit ValueDiff(const ResourceRules& rules) : rules_(rules) {}
    std::vector<ValueChange> changes;

    void compare(doc::Value before, doc::Value after, const std::string& pointer) {
        if (isAny(rules_.ignored, pointer) || (before && after && isAny(rules_.masked, pointer))) {
            return;
        }
        if (before.is(doc::Kind::object) && after.is(doc::Kind::object)) {
            compareMembers(before, after, pointer);
        } else if (before.is(doc::Kind::array) && after.is(doc::Kind::array)) {
            for (std::uint32_t i = 0; i < std::max(before.size(), after.size()); ++i) {
                compare(i < before.size() ? before.at(i) : doc::Value(), i < after.size() ? after.at(i) : doc::Value(),
                        pointer + "/" + std::to_string(i));
            }
        } else if (!isSameValue(before, after, pointer)) {
            changes.push_back({pointer, before ? doc::writeJson(before) : std::string(), after ? doc::writeJson(after) : std::string()});
        }
    }

private:
    static bool isAny(const std::vector<std::string>& pointers, const std::string& pointer) {
        return std::any_of(pointers.begin(), pointers.end(), [&](const std::string& rule) { return pointerMatches(rule, pointer); });
    }

    void compareMembers(doc::Value before, doc::Value after, const std::string& pointer) {
        for (const doc::Value member : after.children()) {
            compare(before.find(member.name()), member, pointer + "/" + escapedToken(member.name()));
        }
        for (const doc::Value member : before.children()) {
            if (!after.find(member.name())) {
                compare(member, doc::Value(), pointer + "/" + escapedToken(member.name()));
            }
        }
    }

    bool isSameValue(doc::Value before, doc::Value after, const std::string& pointer) const {
        if (before && after) {
            return doc::equals(before, after);
        }
        const doc::Value there = before ? before : after;
        return std::any_of(rules_.defaults.begin(), rules_.defaults.end(), [&](const auto& entry) {
            const auto value = tokensMatch(entry.first, pointer) && tokensMatch(pointer, entry.first)
                                   ? doc::readJson(std::string(entry.second))
                                   : Result<doc::DocumentPtr>(nullptr);
            return value && *value && doc::equals((*value)->root(), there);
        });
    }

    const ResourceRules& rules_;
};

}  // namespace

bool pointerMatches(std::string_view rulePointer, std::string_view pointer) { return tokensMatch(rulePointer, pointer); }

std::vector<ValueChange> diffValues(const ResourceRules& rules, std::string_view before, std::string_view after) {
    if (before == after) {
        return {};
    }
    const auto left = rules.isText ? Result<doc::DocumentPtr>(nullptr) : doc::readJson(std::string(before));
    const auto right = rules.isText ? Result<doc::DocumentPtr>(nullptr) : doc::readJson(std::string(after));
    if (!left || !right || !*left || !*right) {
        return {{"", std::string(before), std::string(after)}};
    }
    ValueDiff diff(rules);
    diff.compare((*left)->root(), (*right)->root(), {});
    return std::move(diff.changes);
}

bool isSame(const ResourceRules& rules, std::string_view left, std::string_view right) {
    return diffValues(rules, left, right).empty();
}

}  // namespace pb::deploy
