#pragma once

#include "models/base/Clock.h"
#include "models/deploy/Matrix.h"
#include "models/deploy/Plan.h"

#include <QAbstractTableModel>

#include <vector>

namespace pb::ui {

/// Artefact × environment: version, age and state; cells that differ from the environment before are marked.
class MatrixModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    explicit MatrixModel(const Clock& clock, QObject* parent = nullptr) : QAbstractTableModel(parent), clock_(clock) {}
    void set(deploy::Matrix matrix);
    const deploy::MatrixRow* row(int index) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString text(const deploy::MatrixCell& cell) const;
    const Clock& clock_;
    deploy::Matrix matrix_;
};

/// The releases, newest first.
class ReleaseModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    explicit ReleaseModel(const Clock& clock, QObject* parent = nullptr) : QAbstractTableModel(parent), clock_(clock) {}
    void set(std::vector<deploy::Release> releases);   ///< oldest first
    const deploy::Release* release(int row) const;
    int rowOf(const std::string& name) const;          ///< -1 = not there

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    const Clock& clock_;
    std::vector<deploy::Release> releases_;   // newest first
};

/// What becomes of each resource, and why.
class PlanModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    explicit PlanModel(QObject* parent = nullptr) : QAbstractTableModel(parent) {}
    void set(std::vector<deploy::PlanItem> items);
    const deploy::PlanItem* item(int row) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<deploy::PlanItem> items_;
};

}  // namespace pb::ui
