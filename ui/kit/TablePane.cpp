#include "ui/kit/TablePane.h"

#include "ui/kit/Fonts.h"
#include "ui/kit/Metrics.h"
#include "ui/kit/Theme.h"

#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>
#include <QStyledItemDelegate>

#include <algorithm>

namespace pb::ui {

namespace {

/// Rows of one height, cell padding, ink, badge and fixed font by ItemRole.
class RowDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        QSize size = QStyledItemDelegate::sizeHint(option, index);
        size.setHeight(rowHeight);
        const QString badge = index.data(badgeRole).toString();
        if (!badge.isEmpty()) size.rwidth() += option.fontMetrics.horizontalAdvance(badge) + 2 * gap;
        return size;
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const QString badge = index.data(badgeRole).toString();
        if (badge.isEmpty()) return QStyledItemDelegate::paint(painter, option, index);
        const int width = option.fontMetrics.horizontalAdvance(badge) + gap;
        QStyleOptionViewItem left(option);
        const QStyle* style = option.widget ? option.widget->style() : QApplication::style();
        style->drawPrimitive(QStyle::PE_PanelItemViewItem, &left, painter, option.widget);
        left.rect.setRight(option.rect.right() - width - smallGap);
        QStyledItemDelegate::paint(painter, left, index);
        painter->save();
        painter->setFont(smallFont_);
        const QVariant ink = index.data(badgeInkRole);
        painter->setPen(color(ink.isValid() ? static_cast<Role>(ink.toInt()) : Role::inkSoft, option.palette));
        painter->drawText(option.rect.adjusted(0, 0, -gap, 0), Qt::AlignRight | Qt::AlignVCenter, badge);
        painter->restore();
    }

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override {
        QStyledItemDelegate::initStyleOption(option, index);
        option->decorationSize = QSize(iconSize, iconSize);
        const QVariant ink = index.data(inkRole);
        if (ink.isValid()) {
            const QColor value = color(static_cast<Role>(ink.toInt()), option->palette);
            option->palette.setColor(QPalette::Text, value);
            option->palette.setColor(QPalette::HighlightedText, value);
        }
        if (index.data(monoRole).toBool()) option->font = monoFont_;
        option->state &= ~QStyle::State_HasFocus;
    }

private:
    QFont smallFont_ = smallFont(), monoFont_ = monoFont();
};

void copyRows(const QAbstractItemView& view) {
    const auto selection = view.selectionModel();
    if (!selection) return;
    QModelIndexList rows = selection->selectedRows();
    std::sort(rows.begin(), rows.end());
    QStringList lines;
    for (const QModelIndex& row : rows) {
        QStringList cells;
        for (int column = 0; column < view.model()->columnCount(row.parent()); ++column) {
            cells << row.siblingAtColumn(column).data().toString().replace(QChar(u'\t'), QChar(u' '));
        }
        lines << cells.join(QChar(u'\t'));
    }
    if (!lines.isEmpty()) QApplication::clipboard()->setText(lines.join(QChar(u'\n')));
}

void prepare(QAbstractItemView& view, const QString& accessibleName) {
    view.setAccessibleName(accessibleName);
    view.setItemDelegate(new RowDelegate(&view));
    view.setFrameShape(QFrame::NoFrame);
    view.setSelectionBehavior(QAbstractItemView::SelectRows);
    view.setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    view.setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    view.setEditTriggers(QAbstractItemView::NoEditTriggers);
    view.setTextElideMode(Qt::ElideRight);
    view.setIconSize(QSize(iconSize, iconSize));
}

void prepare(QHeaderView& header, const QString& accessibleName) {
    header.setHighlightSections(false);
    header.setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header.setStretchLastSection(true);
    header.setMinimumSectionSize(40);
    header.setFont(smallFont());
    header.setAccessibleName(QObject::tr("Columns of %1").arg(accessibleName));
}

bool isOpenKey(const QKeyEvent& event) { return event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter; }

}  // namespace

TablePane::TablePane(const QString& accessibleName, QWidget* parent) : QTableView(parent) {
    prepare(*this, accessibleName);
    prepare(*horizontalHeader(), accessibleName);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setMinimumSectionSize(pb::ui::rowHeight);
    verticalHeader()->setDefaultSectionSize(pb::ui::rowHeight);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setCornerButtonEnabled(false);
    connect(this, &QTableView::doubleClicked, this, &TablePane::opened);
}

void TablePane::setColumnWidths(std::initializer_list<int> characters) {
    const int average = fontMetrics().averageCharWidth() + 1;
    int column = 0;
    for (const int count : characters) horizontalHeader()->resizeSection(column++, count * average + 2 * gap);
}

void TablePane::setEmptySentence(const QString& sentence) {
    emptySentence_ = sentence;
    setAccessibleDescription(sentence);
    viewport()->update();
}

void TablePane::paintEvent(QPaintEvent* event) {
    QTableView::paintEvent(event);
    if (emptySentence_.isEmpty() || (model() && model()->rowCount() > 0)) return;
    QPainter painter(viewport());
    painter.setPen(color(Role::inkSoft, palette()));
    painter.drawText(viewport()->rect().adjusted(wideGap, wideGap, -wideGap, -wideGap), Qt::AlignCenter | Qt::TextWordWrap, emptySentence_);
}

void TablePane::keyPressEvent(QKeyEvent* event) {
    if (event->matches(QKeySequence::Copy)) return copyRows(*this);
    if (isOpenKey(*event) && currentIndex().isValid()) return emit opened(currentIndex());
    QTableView::keyPressEvent(event);
}

void TablePane::currentChanged(const QModelIndex& current, const QModelIndex& previous) {
    QTableView::currentChanged(current, previous);
    if (current.row() != previous.row() || !previous.isValid()) emit currentRowChanged(current.row());
}

TreePane::TreePane(const QString& accessibleName, QWidget* parent) : QTreeView(parent) {
    prepare(*this, accessibleName);
    prepare(*header(), accessibleName);
    setUniformRowHeights(true);
    setAllColumnsShowFocus(true);
    setExpandsOnDoubleClick(false);
    connect(this, &QTreeView::doubleClicked, this, &TreePane::opened);
}

void TreePane::keyPressEvent(QKeyEvent* event) {
    if (event->matches(QKeySequence::Copy)) return copyRows(*this);
    if (isOpenKey(*event) && currentIndex().isValid()) return emit opened(currentIndex());
    QTreeView::keyPressEvent(event);
}

void TreePane::currentChanged(const QModelIndex& current, const QModelIndex& previous) {
    QTreeView::currentChanged(current, previous);
    emit currentItemChanged(current);
}

}  // namespace pb::ui
