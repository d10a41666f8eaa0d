#pragma once

#include "models/flow/Cause.h"

#include <QAbstractTableModel>

#include <optional>
#include <vector>

namespace pb::ui {

/// Dead letters by cause, the newest first.
class CauseModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { titleColumn, countColumn, firstColumn, lastColumn, columnCount_ };
    using QAbstractTableModel::QAbstractTableModel;

    /// Keeps the rows when the same causes come in the same order; else the model is reset.
    void set(std::vector<flow::CauseGroup> causes, Millis now);
    const flow::CauseGroup& cause(int row) const { return causes_[static_cast<std::size_t>(row)]; }
    std::optional<int> rowOf(flow::Fingerprint cause) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QVariant text(const flow::CauseGroup& cause, int column) const;
    std::vector<flow::CauseGroup> causes_;
    Millis now_ = 0;
};

}  // namespace pb::ui
