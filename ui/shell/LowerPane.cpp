#include "ui/shell/LowerPane.h"

#include "ui/kit/FilterLine.h"
#include "ui/kit/Icons.h"
#include "ui/kit/Metrics.h"
#include "ui/kit/TablePane.h"
#include "ui/shell/LogLines.h"
#include "ui/shell/Navigator.h"
#include "ui/shell/Problems.h"
#include "ui/shell/Session.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QScrollBar>
#include <QStackedWidget>
#include <QTabBar>
#include <QToolButton>

namespace pb::ui {

namespace {

constexpr int headHeight = tabHeight;

QWidget* sentence(const QString& text) {
    auto* label = new QLabel(text);
    label->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    label->setContentsMargins(wideGap, 12, wideGap, 12);
    label->setWordWrap(true);
    setInk(*label, Role::inkSoft);
    return label;
}

/// What fills an empty tab of the stack and holds the widgets of pages that come and go.
QWidget* slot() { return new QStackedWidget; }

}  // namespace

LowerPane::LowerPane(Session& session, QWidget* parent)
    : QWidget(parent), session_(session), tabs_(new QTabBar), stack_(new QStackedWidget), foldButton_(new QToolButton) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(gap, 0, gap, 0);
    filter_ = new FilterLine(tr("Filter problems"));
    filter_->setMaximumWidth(240);
    for (const QString& title : {tr("Problems"), tr("Preview"), tr("Test Results"), tr("Log")}) tabs_->addTab(title);
    tabs_->setDrawBase(false);
    tabs_->setExpanding(false);
    tabs_->setAccessibleName(tr("Lower pane"));
    tabs_->setFixedHeight(headHeight);
    foldButton_->setAutoRaise(true);
    foldButton_->setAccessibleName(tr("Fold or unfold the lower pane"));
    foldButton_->setToolTip(tr("Fold or unfold the lower pane"));
    head->addWidget(tabs_);
    head->addStretch(1);
    head->addWidget(filter_);
    head->addWidget(foldButton_);
    column->addLayout(head);
    column->addWidget(stack_, 1);
    stack_->addWidget(makeProblems());
    stack_->addWidget(slot());
    stack_->addWidget(slot());
    stack_->addWidget(makeLog());
    noPreview_ = sentence(tr("This page has no preview. In Map, the result of the chosen sample is shown here while you type."));
    noResults_ = sentence(tr("No tests have run. F5 runs the tests of what is open in Map or Test."));
    put(Tab::preview, noPreview_);
    put(Tab::results, noResults_);
    connect(tabs_, &QTabBar::currentChanged, this, [this](int index) {
        stack_->setCurrentIndex(index);
        filter_->setVisible(!folded_ && index == static_cast<int>(Tab::problems));
    });
    connect(tabs_, &QTabBar::tabBarClicked, this, [this](int index) {
        if (folded_ && index >= 0) fold(false);
    });
    connect(foldButton_, &QToolButton::clicked, this, [this] { fold(!folded_); });
    connect(filter_, &FilterLine::filterChanged, &session.problems, &Problems::setFilter);
    connect(&session.problems, &Problems::countChanged, this, &LowerPane::showCounts);
    showCounts();
    fold(true);
}

QWidget* LowerPane::makeProblems() {
    problems_ = new TablePane(tr("Problems"));
    problems_->setModel(&session_.problems);
    problems_->setColumnWidths({80, 50, 20});
    connect(problems_, &TablePane::opened, this, [this](const QModelIndex& index) { goToProblem(index.row()); });
    auto* both = new QStackedWidget;
    both->addWidget(sentence(tr("No problems. What checks of maps, contracts, routes and releases find is listed here.")));
    both->addWidget(problems_);
    connect(&session_.problems, &Problems::countChanged, both, [this, both] { both->setCurrentIndex(session_.problems.total() > 0 ? 1 : 0); });
    both->setCurrentIndex(session_.problems.total() > 0 ? 1 : 0);
    return both;
}

QWidget* LowerPane::makeLog() {
    auto* log = new TablePane(tr("Log"));
    log->setModel(&session_.logLines);
    log->setColumnWidths({10, 100, 30});
    connect(&session_.logLines, &QAbstractItemModel::rowsInserted, log, [log] {
        const QScrollBar* bar = log->verticalScrollBar();
        if (bar->value() >= bar->maximum()) log->scrollToBottom();
    });
    return log;
}

void LowerPane::put(Tab tab, QWidget* widget) {
    auto* place = static_cast<QStackedWidget*>(stack_->widget(static_cast<int>(tab)));
    if (place->indexOf(widget) < 0) place->addWidget(widget);
    place->setCurrentWidget(widget);
}

void LowerPane::showPage(Page* page) {
    QWidget* preview = page ? page->preview() : nullptr;
    QWidget* results = page ? page->testResults() : nullptr;
    put(Tab::preview, preview ? preview : noPreview_);
    put(Tab::results, results ? results : noResults_);
}

void LowerPane::open(Tab tab) {
    tabs_->setCurrentIndex(static_cast<int>(tab));
    fold(false);
}

LowerPane::Tab LowerPane::tab() const { return static_cast<Tab>(tabs_->currentIndex()); }

void LowerPane::fold(bool folded) {
    const bool isNews = folded != folded_;
    folded_ = folded;
    stack_->setVisible(!folded);
    filter_->setVisible(!folded && tab() == Tab::problems);
    foldButton_->setIcon(icon(folded ? QStringLiteral("chevron-up") : QStringLiteral("chevron-down"), Role::inkSoft));
    setMinimumHeight(folded ? headHeight : headHeight + 4 * rowHeight);
    setMaximumHeight(folded ? headHeight : QWIDGETSIZE_MAX);
    if (isNews) emit foldChanged(folded);
}

void LowerPane::stepProblem(int by) {
    const int count = session_.problems.rowCount();
    if (count == 0) return;
    open(Tab::problems);
    const int now = problems_->currentIndex().isValid() ? problems_->currentIndex().row() : by > 0 ? -1 : 0;
    const int next = (now + by + count) % count;
    problems_->setCurrentIndex(session_.problems.index(next, 0));
    goToProblem(next);
}

void LowerPane::goToProblem(int row) {
    const Done shown = session_.navigator.goTo(session_.problems.finding(row).place);
    if (!shown) session_.log.error(shown.error());
}

void LowerPane::showCounts() {
    const int count = session_.problems.total();
    tabs_->setTabText(0, count == 0 ? tr("Problems") : tr("Problems %1").arg(count));
}

void LowerPane::paintEvent(QPaintEvent*) { QPainter(this).fillRect(rect(), color(Role::surface, palette())); }

}  // namespace pb::ui
