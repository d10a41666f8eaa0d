#include "ui/flows/FlowsPage.h"

#include "models/base/Text.h"
#include "ui/flows/CauseModel.h"
#include "ui/flows/LetterModel.h"
#include "ui/flows/RedrivePanel.h"
#include "ui/flows/TopologyView.h"
#include "ui/kit/FilterLine.h"
#include "ui/kit/Format.h"
#include "ui/kit/InfoBar.h"
#include "ui/kit/StateOverlay.h"
#include "ui/kit/TablePane.h"
#include "ui/kit/Tile.h"
#include "ui/shell/Navigator.h"
#include "ui/shell/Session.h"
#include "ui/shell/Settings.h"
#include "ui/shell/TrailState.h"

#include <QCheckBox>
#include <QLabel>
#include <QPushButton>
#include <QStackedWidget>

#include <algorithm>

namespace pb::ui {

namespace {

QString causeName(flow::Fingerprint cause) { return QString::number(cause, 16); }

}  // namespace

FlowsPage::FlowsPage(Session& session, QWidget* parent)
    : Page(session, parent), place_(placeOf(session)), feed_(std::make_shared<Feed>()), causeModel_(new CauseModel(this)),
      letterModel_(new LetterModel(this)) {
    looked_ = session.settings.value(lookedKey(), 0).toLongLong();
    layOut();
    wire();
    timer_.setInterval(refreshEvery);
    connect(&timer_, &QTimer::timeout, this, &FlowsPage::poll);
}

void FlowsPage::visit(const Address& address) {
    if (address.kind == AddressKind::cause && !address.name.empty()) {
        cause_ = qs(address.name).toULongLong(nullptr, 16);
        showCauses();
    }
    const bool isMessage = address.kind == AddressKind::message || address.kind == AddressKind::deadLetter;
    wanted_ = isMessage ? address : Address();
    selectAddress();
}

Address FlowsPage::current() const {
    if (const auto row = currentRow()) {
        const flow::Position position = view_.store.position(*row);
        return Address::message(connectionOf(*row), position.channel, position.partition, position.offset);
    }
    if (cause_) return Address::of(AddressKind::cause, utf8(causeName(*cause_)));
    return Address::of(AddressKind::workspace, {});
}

QString FlowsPage::statusText() const {
    if (!hasView_) return {};
    return tr("%1 of %2 dead letters shown").arg(countText(letterModel_->rowCount()), countText(view_.waiting));
}

QWidget* FlowsPage::firstFocus() { return causes_; }

void FlowsPage::showEvent(QShowEvent* event) {
    Page::showEvent(event);
    if (!hasView_) {
        overlay_->showLoading(tr("Reading the dead letters of all brokers."));
        askForUnfinished();
    }
    poll();
    timer_.start();
}

void FlowsPage::hideEvent(QHideEvent* event) {
    Page::hideEvent(event);
    timer_.stop();
    noteLooked();
}

QString FlowsPage::lookedKey() const {
    return QStringLiteral("flows/looked/") + qs(sha256Hex(place_.folder.generic_string() + place_.environment)).left(16);
}

void FlowsPage::noteLooked() {
    if (!hasView_) return;
    looked_ = view_.asOf;
    session().settings.set(lookedKey(), static_cast<qlonglong>(looked_));
}

void FlowsPage::poll() {
    if (reading_.isBusy()) return;
    session().jobs.run(reading_, this, tr("Read the dead letters"),
        [feed = feed_, place = place_, looked = looked_, clock = &session().clock](StopToken stop, Progress& progress) {
            return feed->refresh(place, looked, clock->now(), stop, progress);
        },
        [this](Result<FeedView> view) { take(std::move(view)); });
}

void FlowsPage::refreshAll() {
    feed_ = std::make_shared<Feed>();
    reading_.cancel();
    poll();
}

void FlowsPage::take(Result<FeedView> view) {
    if (!view) {
        if (!hasView_) return overlay_->showError(view.error());
        bar_->say(view.error(), {{tr("Retry"), [this] { poll(); }}});
        return;
    }
    const bool hasRows = view->store.size() > 0;
    if (!hasRows && !view->errors.empty() && !hasView_) return overlay_->showError(view->errors.front());
    view_ = std::move(*view);
    hasView_ = true;
    overlay_->showContent();
    showErrors();
    showTiles();
    showCauses();
    emit statusChanged();
    emit contextChanged();
}

void FlowsPage::showErrors() {
    if (view_.errors.empty()) {
        lastGood_ = view_.asOf;
        bar_->clear();
    } else if (!bar_->isVisible() || !bar_->text().startsWith(view_.errors.front().sentence)) {
        Error error = view_.errors.front();
        if (lastGood_ != 0) error.hint = tr("%1 What is shown is as of %2.").arg(error.hint, timeText(lastGood_, view_.asOf)).trimmed();
        bar_->say(error, {{tr("Retry"), [this] { poll(); }}});
    }
    QStringList effects;
    for (const FlowSource& source : view_.sources) {
        if (!source.effect.isEmpty()) effects << tr("%1: %2").arg(qs(source.channel), source.effect);
    }
    effect_->setText(effects.join(QChar(u'\n')));
    effect_->setVisible(!effects.isEmpty());
}

void FlowsPage::showTiles() {
    const Millis now = session().clock.now();
    messages_->setValue(countText(view_.messages), view_.isExact ? tr("in %1 channels").arg(view_.channels) : tr("in %1 channels, about").arg(view_.channels));
    oldest_->setValue(view_.oldest == 0 ? QStringLiteral("–") : durationText(std::max<Millis>(0, now - view_.oldest)),
                      view_.oldest == 0 ? tr("nothing waits") : tr("since %1").arg(timeText(view_.oldest, now)),
                      view_.oldest == 0 ? Role::ink : Role::warning);
    letters_->setValue(countText(view_.waiting), view_.fresh > 0 ? tr("%1 new since you looked").arg(countText(view_.fresh)) : tr("none new since you looked"),
                       view_.waiting > 0 ? Role::bad : Role::good);
    QStringList flows;
    for (const std::string& name : view_.failingFlows) flows << qs(name);
    topology_->show(view_);
    fitTopology();
    flows_->setValue(countText(static_cast<std::int64_t>(flows.size())), flows.isEmpty() ? tr("all flows work") : flows.join(QStringLiteral(", ")),
                     flows.isEmpty() ? Role::good : Role::bad);
}

void FlowsPage::showCauses() {
    causeModel_->set(isWithSent_ ? view_.allCauses : view_.causes, session().clock.now());
    if (!cause_ && causeModel_->rowCount() > 0) cause_ = causeModel_->cause(0).cause;
    const auto row = cause_ ? causeModel_->rowOf(*cause_) : std::nullopt;
    if (row && causes_->currentIndex().row() != *row) causes_->setCurrentIndex(causeModel_->index(*row, 0));
    if (!row && causeModel_->rowCount() > 0 && hasView_) causes_->setCurrentIndex(causeModel_->index(0, 0));
    refilter();
}

void FlowsPage::causeChosen(int row) {
    if (row < 0) return;
    const flow::Fingerprint chosen = causeModel_->cause(row).cause;
    if (cause_ == chosen) return;
    cause_ = chosen;
    session().navigator.amend(current());
    refilter();
}

void FlowsPage::refilter() {
    if (!hasView_) return;
    RowsWanted wanted{{.text = utf8(filter_->text())}, isWithSent_};
    if (cause_) wanted.filter.causes = {*cause_};
    session().jobs.run(filtering_, this, tr("Filter the dead letters"),
        [view = view_, wanted](StopToken stop, Progress& progress) -> Result<std::vector<std::uint32_t>> {
            return rowsOf(view, wanted, stop, progress);
        },
        [this, view = view_](Result<std::vector<std::uint32_t>> rows) {
            if (rows) takeRows(view, std::move(*rows));
        });
}

void FlowsPage::takeRows(const FeedView& view, std::vector<std::uint32_t> rows) {
    const auto before = currentRow();
    letterModel_->set(view, std::move(rows), session().clock.now());
    list_->setColumnHidden(LetterModel::attemptsColumn, !view.hasAttempts);
    if (!list_->currentIndex().isValid() && letterModel_->rowCount() > 0) {
        const auto again = before ? letterModel_->rowOf(*before) : std::nullopt;
        list_->setCurrentIndex(letterModel_->index(again.value_or(0), 0));
    }
    if (letterModel_->rowCount() == 0) pane_->clear();
    lists_->setCurrentIndex(letterModel_->rowCount() == 0 && filter_->text().isEmpty() ? 1 : 0);
    selectAddress();
    emit statusChanged();
    emit contextChanged();
}

void FlowsPage::selectAddress() {
    if (wanted_.name.empty() || !hasView_) return;
    for (std::uint32_t row = 0; row < view_.store.size(); ++row) {
        const flow::Position position = view_.store.position(row);
        if (position.offset != wanted_.offset || position.partition != wanted_.partition || position.channel != wanted_.part) continue;
        if ((*view_.letters)[row].isSent) withSent_->setChecked(true);
        if (cause_ != view_.store.cause(row)) {
            cause_ = view_.store.cause(row);
            return showCauses();
        }
        if (const auto shown = letterModel_->rowOf(row)) {
            wanted_ = {};
            list_->setCurrentIndex(letterModel_->index(*shown, 0));
        }
        return;
    }
    wanted_ = {};
}

void FlowsPage::letterChosen(int row) {
    if (row < 0) return;
    const std::uint32_t storeRow = letterModel_->storeRow(row);
    session().navigator.amend(current());
    session().jobs.run(preparing_, this, tr("Lay out the message"),
        [store = view_.store.snapshot(), storeRow](StopToken, Progress&) -> Result<MessagePane::Shown> {
            return MessagePane::prepare(store.message(storeRow), flow::Conventions());
        },
        [this](Result<MessagePane::Shown> shown) {
            pane_->show(std::move(*shown));
            showTrailOf(*pane_->message());
        });
    emit contextChanged();
}

void FlowsPage::showTrailOf(const flow::Message& message) {
    const workspace::Trail* trail = session().trail ? session().trail->trail() : nullptr;
    if (trail && trail->message.position == message.position) pane_->showTrail(trail);
}

std::optional<std::uint32_t> FlowsPage::currentRow() const {
    const QModelIndex index = list_->currentIndex();
    if (!index.isValid() || index.row() >= letterModel_->rowCount()) return std::nullopt;
    return letterModel_->storeRow(index.row());
}

std::string FlowsPage::connectionOf(std::uint32_t row) const { return view_.sourceOf(row).connection; }

}  // namespace pb::ui
