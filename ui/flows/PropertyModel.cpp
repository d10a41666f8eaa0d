#include "ui/flows/PropertyModel.h"

#include "ui/kit/TablePane.h"
#include "ui/kit/Theme.h"

namespace pb::ui {

namespace {

QString sourceText(flow::PropertyRow::Source source) {
    switch (source) {
    case flow::PropertyRow::Source::failure: return PropertyModel::tr("failure");
    case flow::PropertyRow::Source::envelope: return PropertyModel::tr("envelope");
    case flow::PropertyRow::Source::header: return PropertyModel::tr("header");
    }
    return {};
}

}  // namespace

void PropertyModel::set(std::vector<flow::PropertyRow> rows) {
    beginResetModel();
    rows_ = std::move(rows);
    endResetModel();
}

int PropertyModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(rows_.size()); }
int PropertyModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : columnCount_; }

QVariant PropertyModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const flow::PropertyRow& row = rows_[static_cast<std::size_t>(index.row())];
    if (role == inkRole && index.column() != valueColumn) return static_cast<int>(Role::inkSoft);
    if (role == monoRole) return index.column() == valueColumn && row.source != flow::PropertyRow::Source::failure;
    if (role == Qt::ToolTipRole && index.column() == valueColumn) return row.value;
    if (role != Qt::DisplayRole) return {};
    switch (index.column()) {
    case nameColumn: return row.name;
    case valueColumn: return row.value.left(500).simplified();
    case noteColumn: return row.note.isEmpty() ? sourceText(row.source) : sourceText(row.source) + QStringLiteral(", ") + row.note;
    default: return {};
    }
}

QVariant PropertyModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
    case nameColumn: return tr("Name");
    case valueColumn: return tr("Value");
    default: return tr("Source");
    }
}

}  // namespace pb::ui
