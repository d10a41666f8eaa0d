#pragma once

#include "models/flow/Redrive.h"

#include <QAbstractTableModel>

#include <optional>
#include <vector>

namespace pb::ui {

/// Rows of a dry run or of a result; of all states or of one.
class RedriveModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    using State = flow::RedriveRow::State;
    enum Column { stateColumn, fromColumn, toColumn, keyColumn, reasonColumn, columnCount_ };
    using QAbstractTableModel::QAbstractTableModel;

    /// `isPlan`: waiting rows are said as what would be done. Results keep what the plan knew of key and destination.
    void set(std::vector<flow::RedriveRow> rows, bool isPlan);
    void showOnly(std::optional<State> state);
    std::size_t count(State state) const;
    std::size_t total() const { return rows_.size(); }
    /// The channels that the rows go to, each once, sorted.
    QStringList destinations() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString stateText(State state) const;
    QString cell(const flow::RedriveRow& row, int column) const;
    void filter();

    std::vector<flow::RedriveRow> rows_;
    std::vector<std::size_t> shown_;
    std::optional<State> only_;
    bool isPlan_ = true;
};

}  // namespace pb::ui
