#pragma once

#include "ui/shell/Mode.h"
#include "ui/shell/Objects.h"

#include <QAbstractItemModel>
#include <QWidget>

#include <vector>

namespace pb::ui {

class FilterLine;
class TreePane;
struct Session;

/// The kinds that matter in a mode, in the order of their sections.
const std::vector<AddressKind>& kindsOf(Mode mode);

/// Sections and their objects: those of one mode, or all, narrowed by words.
class ObjectTreeModel final : public QAbstractItemModel {
    Q_OBJECT
public:
    explicit ObjectTreeModel(const ObjectList& objects, QObject* parent = nullptr);

    void show(Mode mode, const QString& filter);
    const ObjectEntry* entry(const QModelIndex& index) const;   ///< null for a section
    QModelIndex find(const Address& address) const;             ///< by kind and name; the part does not matter
    int objectCount() const;

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& child) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& = {}) const override { return 1; }
    QVariant data(const QModelIndex& index, int role) const override;

private:
    struct Section {
        AddressKind kind;
        std::vector<const ObjectEntry*> rows;
    };
    QVariant sectionData(const Section& section, int role) const;

    const ObjectList& objects_;
    std::vector<Section> sections_;
};

/// The left pane: a filter and the objects of the workspace. Enter or a click shows the object.
class WorkspaceTree final : public QWidget {
    Q_OBJECT
public:
    explicit WorkspaceTree(Session& session, QWidget* parent = nullptr);
    void showMode(Mode mode);
    void select(const Address& address);
    QWidget* firstFocus() const;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void reload();
    void open(const QModelIndex& index);

    Session& session_;
    Mode mode_ = Mode::today;
    FilterLine* filter_;
    TreePane* tree_;
    QWidget* empty_;
    ObjectTreeModel* model_;
};

}  // namespace pb::ui
