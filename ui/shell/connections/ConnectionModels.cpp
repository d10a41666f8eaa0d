#include "ui/shell/connections/ConnectionModels.h"

#include "models/base/Text.h"
#include "ui/kit/Icons.h"
#include "ui/kit/TablePane.h"

#include <algorithm>

namespace pb::ui {

void ConnectionModel::set(std::vector<workspace::WrittenConnection> connections, const workspace::ConnectorRegistry* connectors) {
    beginResetModel();
    connections_ = std::move(connections);
    connectors_ = connectors;
    endResetModel();
}

const workspace::WrittenConnection* ConnectionModel::connection(int row) const {
    return row >= 0 && row < rowCount() ? &connections_[static_cast<std::size_t>(row)] : nullptr;
}

int ConnectionModel::rowOf(const std::string& name) const {
    const auto found = std::find_if(connections_.begin(), connections_.end(), [&](const auto& one) { return one.name == name; });
    return found == connections_.end() ? -1 : static_cast<int>(found - connections_.begin());
}

int ConnectionModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(connections_.size()); }
int ConnectionModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : 2; }

QVariant ConnectionModel::data(const QModelIndex& index, int role) const {
    const workspace::WrittenConnection& row = connections_[static_cast<std::size_t>(index.row())];
    const workspace::ConnectorInfo* info = connectors_ ? connectors_->find(row.kind) : nullptr;
    if (role == Qt::DecorationRole && index.column() == 0) return icon(QStringLiteral("connection"), Role::inkSoft);
    if (role == inkRole && index.column() == 1) return static_cast<int>(info ? Role::inkSoft : Role::bad);
    if (role != Qt::DisplayRole) return {};
    if (index.column() == 0) return qs(row.name);
    return info ? info->displayName : tr("%1 (unknown kind)").arg(qs(row.kind));
}

QVariant ConnectionModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    return section == 0 ? tr("Connection") : tr("Kind");
}

namespace {

Role roleOf(workspace::ProbeRow::State state) {
    using State = workspace::ProbeRow::State;
    return state == State::good ? Role::good : state == State::bad ? Role::bad : Role::inkSoft;
}

}  // namespace

void ProbeModel::set(std::vector<workspace::ProbeRow> rows) {
    beginResetModel();
    rows_ = std::move(rows);
    endResetModel();
}

const workspace::ProbeRow* ProbeModel::failed() const {
    const auto found = std::find_if(rows_.begin(), rows_.end(), [](const auto& row) { return row.state == workspace::ProbeRow::State::bad; });
    return found == rows_.end() ? nullptr : &*found;
}

int ProbeModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(rows_.size()); }
int ProbeModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : 3; }

QVariant ProbeModel::data(const QModelIndex& index, int role) const {
    const workspace::ProbeRow& row = rows_[static_cast<std::size_t>(index.row())];
    const bool isSettled = row.state == workspace::ProbeRow::State::good || row.state == workspace::ProbeRow::State::bad;
    if (role == Qt::DecorationRole && index.column() == 1 && isSettled) return stateIcon(roleOf(row.state));
    if (role == inkRole && index.column() == 1) return static_cast<int>(roleOf(row.state));
    if (role == Qt::ToolTipRole) return row.sentence;
    if (role != Qt::DisplayRole) return {};
    return index.column() == 0 ? titleOf(row.step) : index.column() == 1 ? titleOf(row.state) : row.sentence;
}

QVariant ProbeModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    return section == 0 ? tr("Step") : section == 1 ? tr("Result") : tr("What was found");
}

}  // namespace pb::ui
