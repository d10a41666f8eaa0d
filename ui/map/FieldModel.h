#pragma once

#include "models/schema/Tree.h"

#include <QAbstractItemModel>

#include <functional>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace pb::ui {

/// One side of a map as a tree of fields, opened lazily: shared and recursive types cost what is looked at. Paths are
/// those of links: "items[].unit".
class FieldModel final : public QAbstractItemModel {
    Q_OBJECT
public:
    enum Column { nameColumn, typeColumn };
    enum class Side { source, target };

    explicit FieldModel(Side side, QObject* parent = nullptr);
    ~FieldModel() override;

    void set(std::shared_ptr<schema::Field> root);
    /// What the rows say of the links: `linked` paths have one, `missing` are required and have none.
    void setLinks(std::set<std::string> linked, std::set<std::string> missing, std::function<QString(const std::string&)> describe);
    std::string pathOf(const QModelIndex& index) const;
    const schema::Field* fieldOf(const QModelIndex& index) const;
    /// The row of a path, its parents opened in the model; the nearest parent there is when it has no row.
    QModelIndex indexOf(const std::string& path) const;

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& child) const override;
    bool hasChildren(const QModelIndex& parent = {}) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    QStringList mimeTypes() const override;
    QMimeData* mimeData(const QModelIndexList& indexes) const override;
    bool dropMimeData(const QMimeData* data, Qt::DropAction action, int row, int column, const QModelIndex& parent) override;

signals:
    void dropped(const std::string& source, const std::string& target);

private:
    struct Node;
    Node* nodeOf(const QModelIndex& index) const;
    static void open(Node& node);
    QString typeText(const schema::Field& field) const;

    Side side_;
    std::shared_ptr<schema::Field> root_;
    std::unique_ptr<Node> top_;
    std::set<std::string> linked_, missing_;
    std::function<QString(const std::string&)> describe_;
};

}  // namespace pb::ui
