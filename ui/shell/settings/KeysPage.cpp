#include "ui/shell/settings/KeysPage.h"

#include "models/base/Files.h"
#include "models/base/Text.h"
#include "ui/kit/Fonts.h"
#include "ui/kit/Icons.h"
#include "ui/kit/InfoBar.h"
#include "ui/kit/Metrics.h"
#include "ui/kit/TablePane.h"
#include "ui/shell/CommandTable.h"
#include "ui/shell/Session.h"

#include <QApplication>
#include <QBuffer>
#include <QClipboard>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QLineEdit>
#include <QPdfWriter>
#include <QPushButton>
#include <QTextDocument>
#include <QVBoxLayout>

namespace pb::ui {

KeysModel::KeysModel(CommandTable& table, QObject* parent) : QAbstractTableModel(parent), table_(table) {
    connect(&table, &CommandTable::changed, this, [this] {
        beginResetModel();
        look();
        endResetModel();
    });
    look();
}

void KeysModel::look() {
    conflicts_.clear();
    for (const KeyConflict& one : table_.conflicts()) conflicts_.emplace_back(one.one, one.other);
}

QString KeysModel::idAt(int row) const { return row >= 0 && row < rowCount() ? table_.all()[static_cast<std::size_t>(row)].id : QString(); }

QString KeysModel::conflictOf(const QString& id) const {
    for (const auto& [one, other] : conflicts_) {
        if (one == id || other == id) return table_.find(one == id ? other : one)->text;
    }
    return {};
}

int KeysModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(table_.all().size()); }
int KeysModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : 4; }

QVariant KeysModel::data(const QModelIndex& index, int role) const {
    const Command& command = table_.all()[static_cast<std::size_t>(index.row())];
    const QString other = conflictOf(command.id);
    if (role == Qt::DecorationRole && index.column() == 0 && !command.icon.isEmpty()) return icon(command.icon, Role::inkSoft);
    if (role == inkRole && index.column() == 3) return static_cast<int>(other.isEmpty() ? Role::inkSoft : Role::bad);
    if (role != Qt::DisplayRole) return {};
    switch (index.column()) {
    case 0: return command.text;
    case 1: return table_.keysOf(command).toString(QKeySequence::NativeText);
    case 2: return command.mode ? titleOf(*command.mode) : tr("Everywhere");
    default: return other.isEmpty() ? QString() : tr("The same keys as “%1”").arg(other);
    }
}

QVariant KeysModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    return section == 0 ? tr("Command") : section == 1 ? tr("Keys") : section == 2 ? tr("Where") : tr("Conflict");
}

KeysPage::KeysPage(Session& session, QWidget* parent)
    : Page(session, parent), model_(new KeysModel(session.commands, this)), list_(new TablePane(tr("Commands and their keys"))), bar_(new InfoBar) {
    list_->setModel(model_);
    list_->setColumnWidths({44, 20, 14, 30});
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeHead());
    column->addWidget(bar_);
    column->addWidget(list_, 1);
    column->addWidget(makeFoot());
    connect(list_, &TablePane::currentRowChanged, this, &KeysPage::choose);
    connect(list_, &TablePane::opened, this, [this] { keys_->setFocus(Qt::OtherFocusReason); });
    connect(model_, &QAbstractItemModel::modelReset, this, &KeysPage::showConflicts);
    list_->selectRow(0);
    showConflicts();
}

QWidget* KeysPage::makeHead() {
    auto* heading = new QLabel(tr("Keys"));
    heading->setFont(titleFont());
    auto* copy = new QPushButton(icon(QStringLiteral("copy")), tr("Copy as Text"));
    connect(copy, &QPushButton::clicked, this, [this] { QApplication::clipboard()->setText(session().commands.cheatSheet()); });
    auto* printed = new QPushButton(icon(QStringLiteral("save")), tr("Print to PDF…"));
    connect(printed, &QPushButton::clicked, this, &KeysPage::print);
    auto* head = new QWidget;
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(wideGap, gap, wideGap, gap);
    row->setSpacing(gap);
    row->addWidget(heading);
    row->addStretch(1);
    row->addWidget(copy);
    row->addWidget(printed);
    return head;
}

QWidget* KeysPage::makeFoot() {
    chosen_ = new QLabel;
    keys_ = new QKeySequenceEdit;
    keys_->setAccessibleName(tr("New keys"));
    if (auto* line = keys_->findChild<QLineEdit*>()) line->setAccessibleName(keys_->accessibleName());
    keys_->setFixedWidth(200);
    set_ = new QPushButton(tr("Set"));
    reset_ = new QPushButton(tr("As It Was"));
    connect(set_, &QPushButton::clicked, this, &KeysPage::rebind);
    connect(reset_, &QPushButton::clicked, this, [this] { session().commands.resetKeys(model_->idAt(list_->currentIndex().row())); });
    auto* foot = new QWidget;
    auto* row = new QHBoxLayout(foot);
    row->setContentsMargins(wideGap, gap, wideGap, gap);
    row->setSpacing(gap);
    row->addWidget(chosen_);
    row->addStretch(1);
    for (QWidget* part : std::initializer_list<QWidget*>{keys_, set_, reset_}) row->addWidget(part);
    return foot;
}

QString KeysPage::statusText() const { return tr("%n command(s)", nullptr, model_->rowCount()); }

QWidget* KeysPage::firstFocus() { return list_; }

void KeysPage::choose(int row) {
    const Command* command = session().commands.find(model_->idAt(row));
    if (!command) return;
    chosen_->setText(tr("Keys of “%1”").arg(command->text));
    keys_->setKeySequence(session().commands.keysOf(*command));
}

void KeysPage::rebind() {
    const int row = list_->currentIndex().row();
    session().commands.rebind(model_->idAt(row), keys_->keySequence());
    list_->selectRow(row);
}

void KeysPage::showConflicts() {
    if (model_->conflictCount() == 0) return bar_->clear();
    bar_->say(Role::warning, tr("%n pair(s) of commands have the same keys in the same place: neither answers.", nullptr, model_->conflictCount()));
}

void KeysPage::print() {
    auto* dialog = new QFileDialog(this, tr("Print the Keys to PDF"), {}, tr("PDF (*.pdf)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("pdf"));
    connect(dialog, &QFileDialog::fileSelected, this, &KeysPage::printTo);
    dialog->open();
}

void KeysPage::printTo(const QString& path) {
    session().jobs.run(printing_, this, tr("Print the keys"),
        [sheet = session().commands.cheatSheet(), path](StopToken, Progress&) { return writePdf(sheet, path); },
        [this, path](const Done& done) {
            if (!done) return bar_->say(done.error());
            bar_->say(Role::good, tr("Wrote the keys to “%1”.").arg(path));
        });
}

Done writePdf(const QString& markdown, const QString& path) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    {
        QPdfWriter paper(&buffer);
        paper.setPageSize(QPageSize(QPageSize::A4));
        paper.setPageMargins(QMarginsF(15, 15, 15, 15), QPageLayout::Millimeter);
        paper.setTitle(CommandTable::tr("Keys of Patchbay"));
        QTextDocument document;
        document.setDefaultFont(textFont());
        document.setMarkdown(markdown);
        document.print(&paper);
    }
    return writeFileAtomically(pathFromUtf8(utf8(path)), std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())));
}

PageInfo keysPage() {
    PageInfo info{QStringLiteral("keys"), std::nullopt, {}, {}, {}};
    info.make = [](Session& session) -> Page* { return new KeysPage(session); };
    PageCommand open{QStringLiteral("help.keys"), KeysPage::tr("Keys and Cheat Sheet"), QStringLiteral("key"), QKeySequence(Qt::Key_F1), [](Page&) {}, {}};
    info.commands = {std::move(open), pageCommand<KeysPage>(QStringLiteral("help.printKeys"), KeysPage::tr("Print the Cheat Sheet…"), QStringLiteral("save"), {}, &KeysPage::print)};
    return info;
}

}  // namespace pb::ui
