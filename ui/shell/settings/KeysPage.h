#pragma once

#include "ui/shell/JobRunner.h"
#include "ui/shell/Page.h"

#include <QAbstractTableModel>

class QKeySequenceEdit;
class QLabel;
class QPushButton;

namespace pb::ui {

class CommandTable;
class InfoBar;
class TablePane;

/// Every command with its keys and the place where they hold.
class KeysModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    explicit KeysModel(CommandTable& table, QObject* parent = nullptr);
    QString idAt(int row) const;
    int conflictCount() const { return static_cast<int>(conflicts_.size()); }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void look();
    QString conflictOf(const QString& id) const;   ///< the text of the command with the same keys; empty = none

    CommandTable& table_;
    std::vector<std::pair<QString, QString>> conflicts_;   // command ids
};

/// The cheat sheet: all keys, to look at, to change and to print.
class KeysPage final : public Page {
    Q_OBJECT
public:
    explicit KeysPage(Session& session, QWidget* parent = nullptr);

    void visit(const Address&) override {}
    Address current() const override { return Address::of(AddressKind::workspace, {}); }
    QString statusText() const override;
    QWidget* firstFocus() override;

    void print();                          ///< asks for a file
    void printTo(const QString& path);     ///< PDF, A4

private:
    QWidget* makeHead();
    QWidget* makeFoot();
    void choose(int row);
    void rebind();
    void showConflicts();

    KeysModel* model_;
    TablePane* list_;
    InfoBar* bar_;
    QKeySequenceEdit* keys_ = nullptr;
    QLabel* chosen_ = nullptr;
    QPushButton *set_ = nullptr, *reset_ = nullptr;
    JobSlot printing_;
};

/// Of no mode; id "keys".
PageInfo keysPage();

/// The Markdown of a sheet as a PDF on A4. Fonts and layout need no window: for a job.
Done writePdf(const QString& markdown, const QString& path);

}  // namespace pb::ui
