#include "ui/flows/RedriveModel.h"

#include "models/base/Text.h"
#include "models/flow/MessageView.h"
#include "ui/kit/TablePane.h"
#include "ui/kit/Theme.h"

#include <algorithm>

namespace pb::ui {

namespace {

using State = flow::RedriveRow::State;

Role inkOf(State state) {
    switch (state) {
    case State::sent: return Role::good;
    case State::refused: return Role::bad;
    case State::unknown: return Role::warning;
    case State::skipped: return Role::inkSoft;
    case State::waiting: break;
    }
    return Role::ink;
}

QString placeText(const flow::Position& position) {
    return QStringLiteral("%1/%2@%3").arg(qs(position.channel)).arg(position.partition).arg(position.offset);
}

}  // namespace

void RedriveModel::set(std::vector<flow::RedriveRow> rows, bool isPlan) {
    beginResetModel();
    for (std::size_t i = 0; !isPlan && i < std::min(rows.size(), rows_.size()); ++i) {
        if (rows[i].from == rows_[i].from && rows[i].outgoing.channel.empty()) rows[i].outgoing = std::move(rows_[i].outgoing);
    }
    rows_ = std::move(rows);
    isPlan_ = isPlan;
    filter();
    endResetModel();
}

void RedriveModel::showOnly(std::optional<State> state) {
    beginResetModel();
    only_ = state;
    filter();
    endResetModel();
}

void RedriveModel::filter() {
    shown_.clear();
    for (std::size_t i = 0; i < rows_.size(); ++i) {
        if (!only_ || rows_[i].state == *only_) shown_.push_back(i);
    }
}

std::size_t RedriveModel::count(State state) const {
    return static_cast<std::size_t>(std::ranges::count(rows_, state, &flow::RedriveRow::state));
}

QStringList RedriveModel::destinations() const {
    QStringList channels;
    for (const auto& row : rows_) {
        const QString name = qs(row.sentTo ? row.sentTo->channel : row.outgoing.channel);
        if (!name.isEmpty() && !channels.contains(name)) channels << name;
    }
    channels.sort();
    return channels;
}

int RedriveModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(shown_.size()); }
int RedriveModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : columnCount_; }

QString RedriveModel::stateText(State state) const {
    switch (state) {
    case State::waiting: return isPlan_ ? tr("would be sent") : tr("waiting");
    case State::sent: return tr("sent");
    case State::refused: return tr("refused");
    case State::skipped: return tr("skipped");
    case State::unknown: return tr("unknown");
    }
    return {};
}

QString RedriveModel::cell(const flow::RedriveRow& row, int column) const {
    switch (column) {
    case stateColumn: return stateText(row.state);
    case fromColumn: return placeText(row.from);
    case toColumn: return row.sentTo ? placeText(*row.sentTo) : qs(row.outgoing.channel);
    case keyColumn: return row.outgoing.key ? flow::printable(*row.outgoing.key, 200) : QString();
    case reasonColumn: return row.reason;
    default: return {};
    }
}

QVariant RedriveModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const flow::RedriveRow& row = rows_[shown_[static_cast<std::size_t>(index.row())]];
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole: return cell(row, index.column());
    case inkRole: return index.column() == stateColumn ? QVariant(static_cast<int>(inkOf(row.state))) : QVariant();
    case monoRole: return index.column() == fromColumn || index.column() == toColumn || index.column() == keyColumn;
    default: return {};
    }
}

QVariant RedriveModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
    case stateColumn: return tr("State");
    case fromColumn: return tr("Dead Letter");
    case toColumn: return tr("To");
    case keyColumn: return tr("Key");
    default: return tr("Reason");
    }
}

}  // namespace pb::ui
