#pragma once

#include "models/map/MapDocument.h"
#include "models/map/MapTest.h"

#include <QAbstractTableModel>

#include <vector>

namespace pb::ui {

/// The links as rows: the textual twin of the gutter.
class LinkModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    explicit LinkModel(QObject* parent = nullptr) : QAbstractTableModel(parent) {}
    void set(std::vector<map::Link> links);
    const map::Link* link(int row) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<map::Link> links_;
};

/// The tests of the map with their last results, failing first.
class MapTestModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    explicit MapTestModel(QObject* parent = nullptr) : QAbstractTableModel(parent) {}
    void set(std::vector<map::MapTestResult> results);
    const map::MapTestResult* result(int row) const;
    int passed() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<map::MapTestResult> results_;
};

}  // namespace pb::ui
