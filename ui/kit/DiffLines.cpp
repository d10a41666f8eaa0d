#include "ui/kit/DiffView.h"

#include <algorithm>
#include <string_view>

namespace pb::ui {

namespace {

std::vector<std::string_view> linesOf(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        lines.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

/// Greedy shortest edit script: for each number of edits the furthest reach on every diagonal (Myers 1986, fig. 2).
class Script {
public:
    Script(const std::vector<std::string_view>& before, const std::vector<std::string_view>& after, int maxCost)
        : a_(before), b_(after), maxCost_(maxCost) {}

    std::vector<DiffLine> lines() {
        const int n = static_cast<int>(a_.size()), m = static_cast<int>(b_.size());
        int head = 0;
        while (head < n && head < m && same(head, head)) ++head;
        int tail = 0;
        while (tail < n - head && tail < m - head && same(n - 1 - tail, m - 1 - tail)) ++tail;
        for (int i = 0; i < head; ++i) keep(i, i);
        middle(head, n - tail, head, m - tail);
        for (int i = tail; i > 0; --i) keep(n - i, m - i);
        return std::move(out_);
    }

private:
    bool same(int i, int j) const { return a_[static_cast<std::size_t>(i)] == b_[static_cast<std::size_t>(j)]; }
    void keep(int i, int j) { out_.push_back({DiffLine::Kind::same, i, j, std::string(a_[static_cast<std::size_t>(i)])}); }
    void drop(int i) { out_.push_back({DiffLine::Kind::removed, i, -1, std::string(a_[static_cast<std::size_t>(i)])}); }
    void take(int j) { out_.push_back({DiffLine::Kind::added, -1, j, std::string(b_[static_cast<std::size_t>(j)])}); }

    void replaceAll(int aFrom, int aTo, int bFrom, int bTo) {
        for (int i = aFrom; i < aTo; ++i) drop(i);
        for (int j = bFrom; j < bTo; ++j) take(j);
    }

    void middle(int aFrom, int aTo, int bFrom, int bTo) {
        const int n = aTo - aFrom, m = bTo - bFrom;
        if (n == 0 || m == 0) return replaceAll(aFrom, aTo, bFrom, bTo);
        std::vector<std::vector<int>> trace;
        const int most = n + m;
        std::vector<int> reach(static_cast<std::size_t>(2 * most + 2), 0);
        int cost = 0;
        for (int d = 0; d <= most; ++d) {
            trace.push_back(reach);
            for (int k = -d; k <= d; k += 2) {
                int x = step(reach, most, d, k);
                while (x < n && x - k < m && same(aFrom + x, bFrom + x - k)) ++x;
                reach[static_cast<std::size_t>(k + most)] = x;
                if (x >= n && x - k >= m) return walkBack(trace, aFrom, bFrom, n, m, most);
            }
            cost += d + most / 64;
            if (cost > maxCost_) return replaceAll(aFrom, aTo, bFrom, bTo);
        }
    }

    static int step(const std::vector<int>& reach, int most, int d, int k) {
        const auto at = [&](int diagonal) { return reach[static_cast<std::size_t>(diagonal + most)]; };
        return k == -d || (k != d && at(k - 1) < at(k + 1)) ? at(k + 1) : at(k - 1) + 1;
    }

    void walkBack(const std::vector<std::vector<int>>& trace, int aFrom, int bFrom, int x, int y, int most) {
        std::vector<std::pair<int, int>> path;   // (-1, j) added · (i, -1) removed · (i, j) same; last first
        for (int d = static_cast<int>(trace.size()) - 1; d >= 0; --d) {
            const auto& reach = trace[static_cast<std::size_t>(d)];
            const auto at = [&](int diagonal) { return reach[static_cast<std::size_t>(diagonal + most)]; };
            const int k = x - y;
            const bool down = k == -d || (k != d && at(k - 1) < at(k + 1));
            const int fromX = d == 0 ? 0 : at(down ? k + 1 : k - 1);
            const int fromY = d == 0 ? 0 : fromX - (down ? k + 1 : k - 1);
            while (x > fromX && y > fromY && (d == 0 || x - fromX > (down ? 0 : 1) || y - fromY > (down ? 1 : 0))) {
                path.emplace_back(--x, --y);
            }
            if (d == 0) break;
            if (down) {
                path.emplace_back(-1, --y);
            } else {
                path.emplace_back(--x, -1);
            }
        }
        for (auto step = path.rbegin(); step != path.rend(); ++step) {
            if (step->first < 0) {
                take(bFrom + step->second);
            } else if (step->second < 0) {
                drop(aFrom + step->first);
            } else {
                keep(aFrom + step->first, bFrom + step->second);
            }
        }
    }

    const std::vector<std::string_view>& a_;
    const std::vector<std::string_view>& b_;
    int maxCost_;
    std::vector<DiffLine> out_;
};

}  // namespace

std::vector<DiffLine> diffLines(std::string_view before, std::string_view after, int maxCost) {
    const auto a = linesOf(before), b = linesOf(after);
    return Script(a, b, maxCost).lines();
}

}  // namespace pb::ui
