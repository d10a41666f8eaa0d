#pragma once

#include "ui/test/ContractWork.h"

#include <QAbstractTableModel>

#include <string>
#include <vector>

namespace pb::ui {

/// Operation × status: what the contract documents, what was seen, what passed.
class CoverageModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    explicit CoverageModel(QObject* parent = nullptr) : QAbstractTableModel(parent) {}
    /// Before a run the documented statuses are shown as not seen.
    void set(contract::ContractPtr contract, RunPtr run);
    std::size_t operation(int row) const { return static_cast<std::size_t>(row); }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    const contract::CoverageCell* cell(const QModelIndex& index) const;
    QString text(const QModelIndex& index) const;

    contract::ContractPtr contract_;
    std::vector<contract::CoverageCell> cells_;
    std::vector<std::string> statuses_;   // the columns after the first
};

}  // namespace pb::ui
