#include "ui/today/TodayModel.h"

#include "ui/kit/Format.h"
#include "ui/kit/Icons.h"
#include "ui/kit/TablePane.h"

namespace pb::ui {

namespace {

Role inkOf(TodayRow::Urgency urgency) {
    return urgency == TodayRow::Urgency::now ? Role::bad : urgency == TodayRow::Urgency::soon ? Role::warning : Role::inkSoft;
}

QString wordFor(TodayRow::Urgency urgency) {
    return urgency == TodayRow::Urgency::now ? TodayModel::tr("now") : urgency == TodayRow::Urgency::soon ? TodayModel::tr("soon") : QString();
}

}  // namespace

void TodayModel::set(std::vector<TodayRow> rows) {
    beginResetModel();
    rows_ = std::move(rows);
    endResetModel();
}

const TodayRow* TodayModel::row(int index) const { return index >= 0 && index < rowCount() ? &rows_[static_cast<std::size_t>(index)] : nullptr; }

int TodayModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(rows_.size()); }

int TodayModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : detailColumn + 1; }

QVariant TodayModel::data(const QModelIndex& index, int role) const {
    const TodayRow& row = rows_[static_cast<std::size_t>(index.row())];
    if (role == Qt::DisplayRole) {
        return index.column() == whatColumn ? row.what : index.column() == sinceColumn ? ageText(row.since, clock_.now()) : row.detail;
    }
    if (role == Qt::ToolTipRole) return QString(row.what + u'\n' + row.detail);
    if (index.column() != whatColumn) return role == inkRole ? QVariant(static_cast<int>(Role::inkSoft)) : QVariant();
    if (role == Qt::DecorationRole) return icon(row.icon);
    if (role == badgeRole) return wordFor(row.urgency);
    if (role == badgeInkRole) return static_cast<int>(inkOf(row.urgency));
    return {};
}

QVariant TodayModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    return section == whatColumn ? tr("What Needs You") : section == sinceColumn ? tr("Last") : tr("Note");
}

}  // namespace pb::ui
