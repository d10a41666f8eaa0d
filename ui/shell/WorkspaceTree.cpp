#include "ui/shell/WorkspaceTree.h"

#include "models/base/Text.h"
#include "ui/kit/FilterLine.h"
#include "ui/kit/Fonts.h"
#include "ui/kit/Icons.h"
#include "ui/kit/Metrics.h"
#include "ui/kit/TablePane.h"
#include "ui/shell/Navigator.h"
#include "ui/shell/Session.h"

#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>

namespace pb::ui {

const std::vector<AddressKind>& kindsOf(Mode mode) {
    using enum AddressKind;
    static const std::vector<AddressKind> today{system, connection, contract, map, route, environment, release};
    static const std::vector<AddressKind> maps{map, schema, sample, test};
    static const std::vector<AddressKind> tests{contract, schema, test, sample};
    static const std::vector<AddressKind> flows{system, connection, channel, route};
    static const std::vector<AddressKind> deploy{release, route, map, environment, connection};
    switch (mode) {
    case Mode::map: return maps;
    case Mode::test: return tests;
    case Mode::flows: return flows;
    case Mode::deploy: return deploy;
    case Mode::today: break;
    }
    return today;
}

ObjectTreeModel::ObjectTreeModel(const ObjectList& objects, QObject* parent) : QAbstractItemModel(parent), objects_(objects) {}

void ObjectTreeModel::show(Mode mode, const QString& filter) {
    const QStringList words = filter.split(QChar(u' '), Qt::SkipEmptyParts);
    const auto fits = [&](const ObjectEntry& entry) {
        return std::all_of(words.begin(), words.end(), [&](const QString& word) {
            return entry.name.contains(word, Qt::CaseInsensitive) || entry.badge.contains(word, Qt::CaseInsensitive);
        });
    };
    beginResetModel();
    sections_.clear();
    for (const AddressKind kind : kindsOf(mode)) {
        Section section{kind, {}};
        for (const ObjectEntry& entry : objects_.entries()) {
            if (entry.address.kind == kind && fits(entry)) section.rows.push_back(&entry);
        }
        if (!section.rows.empty()) sections_.push_back(std::move(section));
    }
    endResetModel();
}

const ObjectEntry* ObjectTreeModel::entry(const QModelIndex& index) const {
    if (!index.isValid() || index.internalId() == 0) return nullptr;
    return sections_[index.internalId() - 1].rows[static_cast<std::size_t>(index.row())];
}

QModelIndex ObjectTreeModel::find(const Address& address) const {
    for (std::size_t s = 0; s < sections_.size(); ++s) {
        const auto& rows = sections_[s].rows;
        for (std::size_t r = 0; r < rows.size(); ++r) {
            if (rows[r]->address.kind == address.kind && rows[r]->address.name == address.name) {
                return createIndex(static_cast<int>(r), 0, quintptr{s + 1});
            }
        }
    }
    return {};
}

int ObjectTreeModel::objectCount() const {
    std::size_t count = 0;
    for (const Section& section : sections_) count += section.rows.size();
    return static_cast<int>(count);
}

QModelIndex ObjectTreeModel::index(int row, int column, const QModelIndex& parent) const {
    if (row < 0 || row >= rowCount(parent) || column != 0) return {};
    return createIndex(row, 0, parent.isValid() ? static_cast<quintptr>(parent.row()) + 1 : quintptr{0});
}

QModelIndex ObjectTreeModel::parent(const QModelIndex& child) const {
    if (!child.isValid() || child.internalId() == 0) return {};
    return createIndex(static_cast<int>(child.internalId()) - 1, 0, quintptr{0});
}

int ObjectTreeModel::rowCount(const QModelIndex& parent) const {
    if (!parent.isValid()) return static_cast<int>(sections_.size());
    return parent.internalId() == 0 ? static_cast<int>(sections_[static_cast<std::size_t>(parent.row())].rows.size()) : 0;
}

QVariant ObjectTreeModel::sectionData(const Section& section, int role) const {
    switch (role) {
    case Qt::DisplayRole: return sectionTitle(section.kind);
    case Qt::FontRole: return smallFont();
    case inkRole: return static_cast<int>(Role::inkSoft);
    case badgeRole: return QString::number(section.rows.size());
    default: return {};
    }
}

QVariant ObjectTreeModel::data(const QModelIndex& index, int role) const {
    const ObjectEntry* object = entry(index);
    if (!object) return sectionData(sections_[static_cast<std::size_t>(index.row())], role);
    switch (role) {
    case Qt::DisplayRole: return object->name;
    case Qt::DecorationRole: return icon(kindIcon(object->address.kind), Role::inkSoft);
    case Qt::ToolTipRole: return object->detail.isEmpty() ? qs(object->address.print()) : object->detail;
    case Qt::AccessibleTextRole:
        return object->badge.isEmpty() ? object->name : QString(object->name + QStringLiteral(", ") + object->badge);
    case badgeRole: return object->badge;
    case badgeInkRole: return static_cast<int>(object->badgeInk);
    default: return {};
    }
}

WorkspaceTree::WorkspaceTree(Session& session, QWidget* parent)
    : QWidget(parent), session_(session), filter_(new FilterLine(tr("Filter"))), tree_(new TreePane(tr("Workspace"))),
      model_(new ObjectTreeModel(session.objects, this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* top = new QHBoxLayout;
    top->setContentsMargins(gap, gap, gap, smallGap);
    top->addWidget(filter_);
    column->addLayout(top);
    auto* nothing = new QLabel(tr("Nothing here yet."));
    nothing->setContentsMargins(wideGap, gap, wideGap, gap);
    nothing->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    nothing->setWordWrap(true);
    setInk(*nothing, Role::inkSoft);
    empty_ = nothing;
    column->addWidget(tree_, 1);
    column->addWidget(empty_, 1);
    filter_->setAccessibleName(tr("Filter of the workspace tree"));
    tree_->setHeaderHidden(true);
    tree_->setModel(model_);
    setMinimumWidth(160);
    connect(filter_, &FilterLine::filterChanged, this, &WorkspaceTree::reload);
    tree_->setTextElideMode(Qt::ElideMiddle);   // names of tests differ at their end
    connect(tree_, &TreePane::opened, this, &WorkspaceTree::open);
    connect(tree_, &TreePane::clicked, this, &WorkspaceTree::open);
    connect(&session.objects, &ObjectList::changed, this, &WorkspaceTree::reload);
    reload();
}

void WorkspaceTree::showMode(Mode mode) {
    if (mode == mode_) return;
    mode_ = mode;
    reload();
}

void WorkspaceTree::reload() {
    model_->show(mode_, filter_->text());
    tree_->expandAll();
    tree_->setVisible(model_->objectCount() > 0);
    empty_->setVisible(model_->objectCount() == 0);
}

void WorkspaceTree::select(const Address& address) {
    const QModelIndex found = model_->find(address);
    if (found.isValid()) {
        tree_->setCurrentIndex(found);
    } else {
        tree_->clearSelection();
    }
}

QWidget* WorkspaceTree::firstFocus() const { return tree_; }

void WorkspaceTree::open(const QModelIndex& index) {
    if (const ObjectEntry* entry = model_->entry(index)) {
        const Done shown = session_.navigator.goTo(Address(entry->address));
        if (!shown) session_.log.error(shown.error());
    } else {
        tree_->setExpanded(index, !tree_->isExpanded(index));
    }
}

void WorkspaceTree::paintEvent(QPaintEvent*) { QPainter(this).fillRect(rect(), color(Role::surface, palette())); }

}  // namespace pb::ui
