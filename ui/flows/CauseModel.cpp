#include "ui/flows/CauseModel.h"

#include "models/base/Text.h"
#include "ui/kit/Format.h"
#include "ui/kit/TablePane.h"
#include "ui/kit/Theme.h"

#include <algorithm>

namespace pb::ui {

namespace {

QString tipOf(const flow::CauseGroup& cause) {
    QStringList lines{qs(cause.rootClass), qs(cause.messageTemplate), qs(cause.detailTemplate), qs(cause.topUserFrame)};
    lines.removeAll(QString());
    return lines.join(QChar(u'\n'));
}

}  // namespace

void CauseModel::set(std::vector<flow::CauseGroup> causes, Millis now) {
    now_ = now;
    const bool isSame = std::ranges::equal(causes, causes_, {}, &flow::CauseGroup::cause, &flow::CauseGroup::cause);
    if (!isSame) beginResetModel();
    causes_ = std::move(causes);
    if (!isSame) return endResetModel();
    if (!causes_.empty()) emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount_ - 1));
}

std::optional<int> CauseModel::rowOf(flow::Fingerprint cause) const {
    const auto found = std::ranges::find(causes_, cause, &flow::CauseGroup::cause);
    if (found == causes_.end()) return std::nullopt;
    return static_cast<int>(found - causes_.begin());
}

int CauseModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(causes_.size()); }
int CauseModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : columnCount_; }

QVariant CauseModel::text(const flow::CauseGroup& cause, int column) const {
    switch (column) {
    case titleColumn: return qs(cause.title());
    case countColumn: return countText(cause.count);
    case firstColumn: return timeText(cause.firstSeen, now_);
    case lastColumn: return ageText(cause.lastSeen, now_);
    default: return {};
    }
}

QVariant CauseModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const flow::CauseGroup& group = cause(index.row());
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole: return text(group, column);
    case Qt::ToolTipRole:
        if (column == firstColumn) return exactTimeText(group.firstSeen);
        if (column == lastColumn) return exactTimeText(group.lastSeen);
        return tipOf(group);
    case Qt::TextAlignmentRole: return column == countColumn ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    case badgeRole: return column == titleColumn && group.isNewest ? tr("newest") : QVariant();
    case badgeInkRole: return static_cast<int>(Role::bad);
    default: return {};
    }
}

QVariant CauseModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole && section == countColumn) return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    switch (section) {
    case titleColumn: return tr("Cause");
    case countColumn: return tr("Count");
    case firstColumn: return tr("First Seen");
    case lastColumn: return tr("Last Seen");
    default: return {};
    }
}

}  // namespace pb::ui
