#pragma once

#include "models/base/Clock.h"
#include "ui/today/TodayWork.h"

#include <QAbstractTableModel>

namespace pb::ui {

class TodayModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { whatColumn, sinceColumn, detailColumn };

    explicit TodayModel(const Clock& clock, QObject* parent = nullptr) : QAbstractTableModel(parent), clock_(clock) {}
    void set(std::vector<TodayRow> rows);
    const TodayRow* row(int index) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    const Clock& clock_;
    std::vector<TodayRow> rows_;
};

}  // namespace pb::ui
