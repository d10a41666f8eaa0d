#include "ui/deploy/DeployModels.h"

#include "models/base/Text.h"
#include "ui/kit/Format.h"
#include "ui/kit/TablePane.h"
#include "ui/kit/Theme.h"

#include <algorithm>

namespace pb::ui {

namespace {

bool isHeaderText(Qt::Orientation orientation, int role) { return orientation == Qt::Horizontal && role == Qt::DisplayRole; }

Role inkOf(deploy::CellState state) {
    switch (state) {
    case deploy::CellState::current: return Role::good;
    case deploy::CellState::older:
    case deploy::CellState::ahead: return Role::warning;
    case deploy::CellState::changed: return Role::bad;
    case deploy::CellState::absent:
    case deploy::CellState::unknown: return Role::inkSoft;
    }
    return Role::ink;
}

Role inkOf(deploy::PlanKind kind) {
    switch (kind) {
    case deploy::PlanKind::create: return Role::good;
    case deploy::PlanKind::update:
    case deploy::PlanKind::replace: return Role::accent;
    case deploy::PlanKind::remove: return Role::warning;
    case deploy::PlanKind::conflict: return Role::bad;
    case deploy::PlanKind::unchanged:
    case deploy::PlanKind::unmanaged: return Role::inkSoft;
    }
    return Role::ink;
}

QString nameOf(deploy::PlanKind kind) {
    switch (kind) {
    case deploy::PlanKind::create: return PlanModel::tr("Create");
    case deploy::PlanKind::update: return PlanModel::tr("Update");
    case deploy::PlanKind::replace: return PlanModel::tr("Replace");
    case deploy::PlanKind::remove: return PlanModel::tr("Remove");
    case deploy::PlanKind::conflict: return PlanModel::tr("Conflict");
    case deploy::PlanKind::unchanged: return PlanModel::tr("Unchanged");
    case deploy::PlanKind::unmanaged: return PlanModel::tr("Not ours");
    }
    return {};
}

}  // namespace

void MatrixModel::set(deploy::Matrix matrix) {
    beginResetModel();
    matrix_ = std::move(matrix);
    endResetModel();
}

const deploy::MatrixRow* MatrixModel::row(int index) const {
    return index >= 0 && index < rowCount() ? &matrix_.rows[static_cast<std::size_t>(index)] : nullptr;
}

int MatrixModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(matrix_.rows.size()); }

int MatrixModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : 1 + static_cast<int>(matrix_.environments.size()); }

QString MatrixModel::text(const deploy::MatrixCell& cell) const {
    const QString release = qs(cell.release);
    const QString age = cell.created == 0 ? QString() : ageText(cell.created, clock_.now());
    switch (cell.state) {
    case deploy::CellState::absent: return tr("– not there");
    case deploy::CellState::current: return tr("✓ %1, %2").arg(release, age);
    case deploy::CellState::older: return tr("↓ %1, older, %2").arg(release, age);
    case deploy::CellState::ahead: return tr("↑ not released yet");
    case deploy::CellState::changed: return tr("✎ changed by hand");
    case deploy::CellState::unknown: return tr("? no answer");
    }
    return {};
}

QVariant MatrixModel::data(const QModelIndex& index, int role) const {
    const deploy::MatrixRow& row = matrix_.rows[static_cast<std::size_t>(index.row())];
    if (index.column() == 0) return role == Qt::DisplayRole ? QVariant(qs(row.identity)) : role == monoRole ? QVariant(true) : QVariant();
    const deploy::MatrixCell& cell = row.cells[static_cast<std::size_t>(index.column() - 1)];
    if (role == Qt::DisplayRole) return text(cell);
    if (role == inkRole) return static_cast<int>(inkOf(cell.state));
    if (role == badgeRole && cell.differsFromPrevious) return tr("differs");
    if (role == badgeInkRole) return static_cast<int>(Role::warning);
    return {};
}

QVariant MatrixModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (!isHeaderText(orientation, role)) return {};
    return section == 0 ? tr("Artefact") : qs(matrix_.environments[static_cast<std::size_t>(section - 1)]).toUpper();
}

void ReleaseModel::set(std::vector<deploy::Release> releases) {
    beginResetModel();
    releases_ = std::move(releases);
    std::reverse(releases_.begin(), releases_.end());
    endResetModel();
}

const deploy::Release* ReleaseModel::release(int row) const {
    return row >= 0 && row < rowCount() ? &releases_[static_cast<std::size_t>(row)] : nullptr;
}

int ReleaseModel::rowOf(const std::string& name) const {
    const auto found = std::find_if(releases_.begin(), releases_.end(), [&](const deploy::Release& one) { return one.name == name; });
    return found == releases_.end() ? -1 : static_cast<int>(found - releases_.begin());
}

int ReleaseModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(releases_.size()); }

int ReleaseModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : 3; }

QVariant ReleaseModel::data(const QModelIndex& index, int role) const {
    const deploy::Release& release = releases_[static_cast<std::size_t>(index.row())];
    if (role == Qt::ToolTipRole) return qs(release.notes);
    if (role != Qt::DisplayRole) return {};
    return index.column() == 0 ? qs(release.name) : index.column() == 1 ? ageText(release.created, clock_.now()) : qs(release.notes);
}

QVariant ReleaseModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (!isHeaderText(orientation, role)) return {};
    return section == 0 ? tr("Release") : section == 1 ? tr("Made") : tr("Notes");
}

void PlanModel::set(std::vector<deploy::PlanItem> items) {
    beginResetModel();
    items_ = std::move(items);
    endResetModel();
}

const deploy::PlanItem* PlanModel::item(int row) const { return row >= 0 && row < rowCount() ? &items_[static_cast<std::size_t>(row)] : nullptr; }

int PlanModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(items_.size()); }

int PlanModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : 3; }

QVariant PlanModel::data(const QModelIndex& index, int role) const {
    const deploy::PlanItem& item = items_[static_cast<std::size_t>(index.row())];
    if (role == inkRole && index.column() == 0) return static_cast<int>(inkOf(item.kind));
    if (role == monoRole) return index.column() == 1;
    if (role != Qt::DisplayRole) return {};
    return index.column() == 0 ? nameOf(item.kind) : index.column() == 1 ? qs(item.identity) : item.reason;
}

QVariant PlanModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (!isHeaderText(orientation, role)) return {};
    return section == 0 ? tr("Step") : section == 1 ? tr("Artefact") : tr("Why");
}

}  // namespace pb::ui
