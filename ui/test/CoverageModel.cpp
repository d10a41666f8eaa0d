#include "ui/test/CoverageModel.h"

#include "models/base/Text.h"
#include "ui/kit/TablePane.h"
#include "ui/kit/Theme.h"

#include <algorithm>
#include <set>

namespace pb::ui {

namespace {

std::vector<contract::CoverageCell> documentedCells(const contract::Contract& contract) {
    std::vector<contract::CoverageCell> cells;
    for (std::size_t i = 0; i < contract.operations().size(); ++i) {
        for (const contract::Response& response : contract.operations()[i].responses) cells.push_back({i, response.status, true, 0, 0});
    }
    return cells;
}

}  // namespace

void CoverageModel::set(contract::ContractPtr contract, RunPtr run) {
    beginResetModel();
    contract_ = std::move(contract);
    cells_ = run ? run->coverage : contract_ ? documentedCells(*contract_) : std::vector<contract::CoverageCell>();
    std::set<std::string> statuses;
    for (const contract::CoverageCell& cell : cells_) statuses.insert(cell.status);
    statuses_.assign(statuses.begin(), statuses.end());
    endResetModel();
}

int CoverageModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() || !contract_ ? 0 : static_cast<int>(contract_->operations().size());
}

int CoverageModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : 1 + static_cast<int>(statuses_.size()); }

const contract::CoverageCell* CoverageModel::cell(const QModelIndex& index) const {
    if (index.column() == 0) return nullptr;
    const std::string& status = statuses_[static_cast<std::size_t>(index.column() - 1)];
    const auto found = std::find_if(cells_.begin(), cells_.end(), [&](const contract::CoverageCell& one) {
        return one.operation == operation(index.row()) && one.status == status;
    });
    return found == cells_.end() ? nullptr : &*found;
}

QString CoverageModel::text(const QModelIndex& index) const {
    if (index.column() == 0) return qs(contract_->operations()[operation(index.row())].label());
    const contract::CoverageCell* found = cell(index);
    if (!found) return {};
    if (found->seen == 0) return tr("○ not seen");
    if (!found->documented) return tr("✕ %1 not documented").arg(found->seen);
    return found->passed == found->seen ? tr("✓ %1").arg(found->seen) : tr("✕ %1 of %2").arg(found->seen - found->passed).arg(found->seen);
}

QVariant CoverageModel::data(const QModelIndex& index, int role) const {
    if (role == Qt::DisplayRole) return text(index);
    if (role == monoRole) return index.column() == 0;
    const contract::CoverageCell* found = cell(index);
    if (!found) return {};
    if (role == inkRole) {
        const bool isGood = found->documented && found->passed == found->seen;
        return static_cast<int>(found->seen == 0 ? Role::inkSoft : isGood ? Role::good : Role::bad);
    }
    if (role == Qt::AccessibleTextRole || role == Qt::ToolTipRole) {
        return tr("%1, status %2: %3 of %4 passed").arg(qs(contract_->operations()[operation(index.row())].label()), qs(found->status)).arg(found->passed).arg(found->seen);
    }
    return {};
}

QVariant CoverageModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    return section == 0 ? tr("Operation") : qs(statuses_[static_cast<std::size_t>(section - 1)]);
}

}  // namespace pb::ui
