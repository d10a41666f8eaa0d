#pragma once

#include "ui/test/ContractWork.h"

#include <QAbstractTableModel>

#include <vector>

namespace pb::ui {

/// The cases of a run, failing first; filtered by words over title, operation and verdict.
class CaseModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { verdictColumn, operationColumn, statusColumn, titleColumn };

    explicit CaseModel(QObject* parent = nullptr) : QAbstractTableModel(parent) {}
    void set(contract::ContractPtr contract, RunPtr run);
    void setFilter(const QString& text);
    void setOnlyFailed(bool onlyFailed);
    const contract::CaseResult* result(int row) const;
    const contract::Case* test(int row) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void rebuild();
    QString text(std::size_t position, int column) const;

    contract::ContractPtr contract_;
    RunPtr run_;
    QStringList words_;
    bool onlyFailed_ = false;
    std::vector<std::size_t> rows_;   // into run_->results
};

QString verdictText(contract::Verdict verdict);

}  // namespace pb::ui
