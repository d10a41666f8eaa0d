#pragma once

#include <QTableView>
#include <QTreeView>

namespace pb::ui {

/// A QTableView as every mode uses it: rows of fixed height, whole rows selected, headers left-aligned and plain, no
/// grid, last column fills. Enter and double click emit `opened`. Copy (Ctrl+C) gives the selected rows as TSV.
class TablePane final : public QTableView {
    Q_OBJECT
public:
    explicit TablePane(const QString& accessibleName, QWidget* parent = nullptr);

    /// Widths in characters of the text font, column by column; the last one is taken as minimum.
    void setColumnWidths(std::initializer_list<int> characters);
    /// Shown where the rows would be, while there are none; also the accessible description.
    void setEmptySentence(const QString& sentence);

signals:
    void opened(const QModelIndex& index);
    void currentRowChanged(int row);   ///< -1 = none

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;

private:
    QString emptySentence_;
};

/// The same for trees: uniform rows, no decoration beyond the arrows.
class TreePane final : public QTreeView {
    Q_OBJECT
public:
    explicit TreePane(const QString& accessibleName, QWidget* parent = nullptr);

signals:
    void opened(const QModelIndex& index);
    void currentItemChanged(const QModelIndex& index);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
};

/// Item data roles that the panes' delegate understands besides Qt's own.
enum ItemRole {
    inkRole = Qt::UserRole + 100,  ///< int(Role): colour of the text
    badgeRole,                     ///< QString: a small word or count at the right edge
    badgeInkRole,                  ///< int(Role): colour of the badge
    monoRole,                      ///< bool: in the fixed font
};

}  // namespace pb::ui
