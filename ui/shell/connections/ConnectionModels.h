#pragma once

#include "models/workspace/ConnectionEdit.h"

#include <QAbstractTableModel>

#include <vector>

namespace pb::ui {

/// The connections of an environment: name and kind.
class ConnectionModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    explicit ConnectionModel(QObject* parent = nullptr) : QAbstractTableModel(parent) {}
    void set(std::vector<workspace::WrittenConnection> connections, const workspace::ConnectorRegistry* connectors);
    const workspace::WrittenConnection* connection(int row) const;   ///< null outside
    int rowOf(const std::string& name) const;                        ///< -1 = not there

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<workspace::WrittenConnection> connections_;
    const workspace::ConnectorRegistry* connectors_ = nullptr;
};

/// What a test of a connection found: name, port, TLS, login, right, each with its sentence.
class ProbeModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    explicit ProbeModel(QObject* parent = nullptr) : QAbstractTableModel(parent) {}
    void set(std::vector<workspace::ProbeRow> rows);
    const workspace::ProbeRow* failed() const;   ///< the first; null when none did

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<workspace::ProbeRow> rows_;
};

}  // namespace pb::ui
