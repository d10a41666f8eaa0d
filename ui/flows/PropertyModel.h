#pragma once

#include "models/flow/MessageView.h"

#include <QAbstractTableModel>

#include <vector>

namespace pb::ui {

/// Properties of one message: what is known of the failure, the envelope, the headers.
class PropertyModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { nameColumn, valueColumn, noteColumn, columnCount_ };
    using QAbstractTableModel::QAbstractTableModel;
    void set(std::vector<flow::PropertyRow> rows);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<flow::PropertyRow> rows_;
};

}  // namespace pb::ui
