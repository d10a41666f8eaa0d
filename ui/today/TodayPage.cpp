#include "ui/today/TodayPage.h"

#include "ui/kit/EmptyState.h"
#include "ui/kit/Format.h"
#include "ui/kit/InfoBar.h"
#include "ui/kit/Metrics.h"
#include "ui/kit/StateOverlay.h"
#include "ui/kit/TablePane.h"
#include "ui/shell/Navigator.h"
#include "ui/shell/Session.h"
#include "ui/today/TodayModel.h"

#include <QHeaderView>
#include <QLabel>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace pb::ui {

TodayPage::TodayPage(Session& session, QWidget* parent) : Page(session, parent), model_(new TodayModel(session.clock, this)) {
    heading_ = new QLabel;
    QFont large = heading_->font();
    large.setPointSizeF(large.pointSizeF() * 1.5);
    large.setWeight(QFont::DemiBold);
    heading_->setFont(large);
    heading_->setContentsMargins(wideGap, wideGap, wideGap, 0);
    checkedLine_ = new QLabel;
    checkedLine_->setContentsMargins(wideGap, 0, wideGap, gap);
    setInk(*checkedLine_, Role::inkSoft);
    bar_ = new InfoBar;
    list_ = new TablePane(tr("What needs you"));
    list_->setModel(model_);
    list_->setColumnWidths({60, 11, 24});
    list_->horizontalHeader()->setStretchLastSection(false);
    list_->horizontalHeader()->setSectionResizeMode(TodayModel::whatColumn, QHeaderView::Stretch);
    stack_ = new QStackedWidget;
    stack_->addWidget(list_);
    stack_->addWidget(new EmptyState(QStringLiteral("check-circle"), tr("Nothing needs you"),
        tr("New dead letters, problems in the workspace, unfinished work and waiting releases are listed here.")));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(smallGap);
    for (QWidget* part : std::initializer_list<QWidget*>{heading_, checkedLine_, bar_}) column->addWidget(part);
    column->addWidget(stack_, 1);
    overlay_ = new StateOverlay(stack_, session.clock);
    overlay_->setRetry([this] { refresh(); });
    connect(list_, &TablePane::opened, this, [this](const QModelIndex& index) { open(index.row()); });
    timer_.setInterval(refreshEvery);
    connect(&timer_, &QTimer::timeout, this, &TodayPage::refresh);
}

QString TodayPage::statusText() const { return checked_ == 0 ? QString() : tr("%1 things need you").arg(model_->rowCount()); }

QWidget* TodayPage::firstFocus() { return list_; }

void TodayPage::showEvent(QShowEvent* event) {
    Page::showEvent(event);
    refresh();
    timer_.start();
}

void TodayPage::hideEvent(QHideEvent* event) {
    Page::hideEvent(event);
    timer_.stop();
}

void TodayPage::refresh() {
    if (session().folder.empty() || gathering_.isBusy()) return;
    if (checked_ == 0) overlay_->showLoading(tr("Looking at what needs you."));
    session().jobs.run(gathering_, this, tr("Look at what needs you"),
        [place = placeOf(session())](StopToken stop, Progress&) { return gatherToday(place, stop); },
        [this](Result<std::vector<TodayRow>> rows) { take(std::move(rows)); });
}

void TodayPage::take(Result<std::vector<TodayRow>> rows) {
    if (!rows) return checked_ == 0 ? overlay_->showError(rows.error()) : bar_->say(rows.error(), {{tr("Retry"), [this] { refresh(); }}});
    overlay_->showContent();
    bar_->clear();
    checked_ = session().clock.now();
    const int selected = list_->currentIndex().row();
    model_->set(std::move(*rows));
    if (model_->rowCount() > 0) list_->selectRow(std::clamp(selected, 0, model_->rowCount() - 1));
    stack_->setCurrentIndex(model_->rowCount() == 0 ? 1 : 0);
    heading_->setText(model_->rowCount() == 0 ? tr("Nothing needs you") : tr("%1 things need you").arg(model_->rowCount()));
    checkedLine_->setText(tr("Last checked %1.").arg(timeText(checked_, checked_)));
    emit statusChanged();
}

void TodayPage::open(int row) {
    const TodayRow* chosen = model_->row(row);
    if (!chosen) return;
    if (const Done done = session().navigator.goTo(chosen->address); !done) bar_->say(done.error());
}

PageInfo todayPage() {
    PageInfo info{QStringLiteral("today"), Mode::today, {AddressKind::workspace, AddressKind::system, AddressKind::environment}, {}, {}};
    info.make = [](Session& session) -> Page* { return new TodayPage(session); };
    info.commands = {pageCommand<TodayPage>(QStringLiteral("today.refresh"), TodayPage::tr("Look Again"), QStringLiteral("refresh"),
                                            QKeySequence(Qt::Key_F5), &TodayPage::refresh)};
    return info;
}

}  // namespace pb::ui
