#include "ui/flows/TopologyLayout.h"

#include <algorithm>
#include <map>

namespace pb::ui {

namespace {

using workspace::Topology;

class Layouter {
public:
    explicit Layouter(const Topology& topology)
        : topology_(topology), cells_(topology.nodes.size()), states_(topology.nodes.size(), State::fresh),
          out_(topology.nodes.size()), isSettled_(topology.nodes.size(), false) {
        for (const bool isFailure : {false, true}) {  // the flow first, its failures below
            for (const Topology::Edge& edge : topology.edges) {
                if (edge.isFailure == isFailure) out_[edge.from].push_back(edge.to);
            }
        }
    }

    std::vector<TopologyCell> run() {
        std::vector<bool> isEntered(cells_.size(), false);
        for (const Topology::Edge& edge : topology_.edges) isEntered[edge.to] = isEntered[edge.to] || edge.to != edge.from;
        for (std::size_t i = 0; i < cells_.size(); ++i) {
            if (!isEntered[i]) push(i, 0);
        }
        for (std::size_t i = 0; i < cells_.size(); ++i) {
            if (states_[i] == State::fresh) push(i, 0);  // a cycle without a way in
        }
        for (std::size_t i = 0; i < cells_.size(); ++i) {
            if (!isEntered[i]) settle(i, 0);
        }
        for (std::size_t i = 0; i < cells_.size(); ++i) settle(i, 0);
        return std::move(cells_);
    }

private:
    enum class State { fresh, open, done };

    /// At least in that column, and everything behind it further on.
    void push(std::size_t node, int column) {
        if (states_[node] == State::open || (states_[node] == State::done && cells_[node].column >= column)) return;
        states_[node] = State::open;
        cells_[node].column = std::max(cells_[node].column, column);
        for (const std::size_t next : out_[node]) push(next, cells_[node].column + 1);
        states_[node] = State::done;
    }

    void settle(std::size_t node, int row) {
        if (isSettled_[node]) return;
        isSettled_[node] = true;
        int& free = freeRow_[cells_[node].column];
        cells_[node].row = std::max(row, free);
        free = cells_[node].row + 1;
        for (const std::size_t next : out_[node]) settle(next, cells_[node].row);
    }

    const Topology& topology_;
    std::vector<TopologyCell> cells_;
    std::vector<State> states_;
    std::vector<std::vector<std::size_t>> out_;
    std::vector<bool> isSettled_;
    std::map<int, int> freeRow_;  ///< by column
};

}  // namespace

std::vector<TopologyCell> layOut(const workspace::Topology& topology) { return Layouter(topology).run(); }

}  // namespace pb::ui
