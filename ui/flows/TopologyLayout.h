#pragma once

#include "models/workspace/Topology.h"

#include <vector>

namespace pb::ui {

/// Where a node of a topology stands: columns follow the flow, rows keep a flow in one line and its failures below it.
struct TopologyCell {
    int column = 0, row = 0;
};

/// One cell a node, no two alike. A cycle is cut where it closes.
std::vector<TopologyCell> layOut(const workspace::Topology& topology);

}  // namespace pb::ui
