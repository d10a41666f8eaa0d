#include "ui/flows/RedrivePanel.h"

#include "models/base/Text.h"
#include "ui/flows/RedriveModel.h"
#include "ui/kit/Fonts.h"
#include "ui/kit/Format.h"
#include "ui/kit/InfoBar.h"
#include "ui/kit/Metrics.h"
#include "ui/kit/TablePane.h"
#include "ui/shell/Session.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace pb::ui {

namespace {

using State = flow::RedriveRow::State;

std::string userName() {
    const QString name = qEnvironmentVariable("USER", qEnvironmentVariable("USERNAME"));
    return name.isEmpty() ? std::string("patchbay") : utf8(name);
}

}  // namespace

RedrivePanel::RedrivePanel(Session& session, QWidget* parent)
    : QWidget(parent), session_(session), title_(new QLabel), sentence_(new QLabel), to_(new QLineEdit), states_(new QComboBox),
      progress_(new QProgressBar), bar_(new InfoBar), model_(new RedriveModel(this)), table_(new TablePane(tr("Messages of the redrive"))),
      canary_(new QPushButton(tr("Send One Canary"))), rest_(new QPushButton), halt_(new QPushButton(tr("Stop"))),
      close_(new QPushButton(tr("Close"))) {
    setObjectName(QStringLiteral("redrivePanel"));
    title_->setFont(strongFont());
    sentence_->setTextFormat(Qt::PlainText);
    sentence_->setWordWrap(true);
    to_->setPlaceholderText(tr("each to where it came from"));
    to_->setAccessibleName(tr("Channel to send to"));
    to_->setFixedWidth(220);
    states_->setAccessibleName(tr("Rows to show"));
    progress_->setAccessibleName(tr("Progress of the redrive"));
    progress_->setTextVisible(false);
    progress_->setFixedHeight(4);
    table_->setModel(model_);
    table_->setColumnWidths({11, 16, 14, 12, 20});
    canary_->setProperty("primary", true);
    layOut();
    connect(canary_, &QPushButton::clicked, this, &RedrivePanel::sendCanary);
    connect(rest_, &QPushButton::clicked, this, &RedrivePanel::sendRest);
    connect(halt_, &QPushButton::clicked, this, [this] {
        if (stop_) stop_->request_stop();
    });
    connect(close_, &QPushButton::clicked, this, &RedrivePanel::closed);
    connect(to_, &QLineEdit::editingFinished, this, [this] {
        if (to_->isModified() && (step_ == Step::planned || step_ == Step::planning)) plan();
    });
    connect(states_, &QComboBox::activated, this, [this](int row) {
        const QVariant state = states_->itemData(row);
        model_->showOnly(state.isValid() ? std::optional(static_cast<State>(state.toInt())) : std::nullopt);
    });
    connect(&session.jobs, &JobRunner::changed, this, &RedrivePanel::showProgress);
}

void RedrivePanel::layOut() {
    auto* head = new QHBoxLayout;
    head->addWidget(title_);
    head->addStretch(1);
    auto* toLabel = new QLabel(tr("To"));
    toLabel->setBuddy(to_);
    head->addWidget(toLabel);
    head->addWidget(to_);
    head->addWidget(states_);
    auto* foot = new QHBoxLayout;
    foot->setSpacing(gap);
    foot->addWidget(sentence_, 1);
    for (QPushButton* button : {halt_, canary_, rest_, close_}) foot->addWidget(button);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(wideGap, gap, wideGap, gap);
    column->setSpacing(gap);
    column->addLayout(head);
    column->addWidget(bar_);
    column->addWidget(progress_);
    column->addWidget(table_, 1);
    column->addLayout(foot);
}

QWidget* RedrivePanel::firstFocus() const { return canary_->isEnabled() ? static_cast<QWidget*>(canary_) : table_; }

QString RedrivePanel::target() const {
    const QStringList channels = model_->destinations();
    const QString environment = qs(session_.environment.name).toUpper();
    const QString to = channels.size() == 1 ? channels.front() : tr("%n channel(s)", nullptr, static_cast<int>(channels.size()));
    return environment.isEmpty() ? to : tr("%1 in %2").arg(to, environment);
}

void RedrivePanel::open(std::vector<flow::Message> letters, const std::string& connection) {
    order_ = {};
    order_.place = placeOf(session_);
    order_.plan.connection = connection;
    order_.plan.by = userName();
    order_.letters = std::move(letters);
    begun_.reset();
    to_->clear();
    plan();
}

void RedrivePanel::plan() {
    to_->setModified(false);
    order_.plan.toChannel = to_->text().trimmed().isEmpty() ? std::nullopt : std::optional(utf8(to_->text().trimmed()));
    model_->set({}, true);
    bar_->clear();
    enter(Step::planning);
    jobName_ = tr("Plan the redrive");
    session_.jobs.run(slot_, this, jobName_, [order = order_](StopToken stop, Progress&) { return dryRun(order, stop); },
                      [this](Result<flow::RedrivePreview> preview) { showPlan(std::move(preview)); });
}

void RedrivePanel::showPlan(Result<flow::RedrivePreview> preview) {
    if (!preview) {
        bar_->say(preview.error(), {{tr("Retry"), [this] { plan(); }}});
        return enter(Step::ended);
    }
    model_->set(std::move(preview->rows), true);
    enter(Step::planned);
}

void RedrivePanel::sendCanary() {
    order_.plan.id = session_.ids.next();
    begun_ = BegunRedrive{order_.plan.id, order_.plan.connection, order_.letters.size(), model_->count(State::waiting), 0};
    run(Step::canary, tr("Send one canary to %1").arg(target()),
        [order = order_](StopToken stop, Progress& progress) { return ui::sendCanary(order, stop, progress); });
}

void RedrivePanel::sendRest() {
    run(Step::rest, model_->total() == 0 ? tr("Resume the redrive") : tr("Redrive to %1").arg(target()), [place = order_.place, begun = *begun_](StopToken stop, Progress& progress) {
        return ui::sendRest(place, begun, stop, progress);
    });
}

void RedrivePanel::resume(const BegunRedrive& begun) {
    order_ = {};
    order_.place = placeOf(session_);
    begun_ = begun;
    model_->set({}, false);
    sendRest();
}

void RedrivePanel::abandon(const BegunRedrive& begun) {
    order_ = {};
    order_.place = placeOf(session_);
    begun_ = begun;
    model_->set({}, false);
    run(Step::rest, tr("Abandon the redrive"),
        [place = order_.place, begun](StopToken stop, Progress&) { return ui::abandon(place, begun, stop); });
}

void RedrivePanel::run(Step step, const QString& name, Work work) {
    bar_->clear();
    jobName_ = name;
    stop_ = std::make_shared<std::stop_source>();
    enter(step);
    // Stop asks the redrive itself, whose result then says how far it came; the job's own stop would drop that result.
    session_.jobs.run(slot_, this, name,
        [work = std::move(work), own = stop_](StopToken stop, Progress& progress) {
            const std::stop_callback forward(stop, [own] { own->request_stop(); });
            return work(own->get_token(), progress);
        },
        [this](Result<flow::RedriveResult> result) { showResult(std::move(result)); });
}

void RedrivePanel::showResult(Result<flow::RedriveResult> result) {
    emit sent();
    if (!result) {
        bar_->say(result.error());
        enter(Step::ended);
        return emit failed();
    }
    begun_->count = result->rows.size();
    begun_->left = result->waiting + result->unknown;
    const bool isFinished = result->isFinished;
    if (!result->stoppedBecause.isEmpty()) bar_->say(Role::warning, result->stoppedBecause);
    model_->set(std::move(result->rows), false);
    enter(isFinished ? Step::ended : Step::canarySent);
}

void RedrivePanel::enter(Step step) {
    step_ = step;
    const std::size_t waiting = model_->count(State::waiting);
    const QString count = countText(static_cast<std::int64_t>(waiting));
    title_->setText(waiting > 0 && step == Step::planned ? tr("Redrive %1 to %2").arg(count, target()) : tr("Redrive"));
    canary_->setVisible(step == Step::planning || step == Step::planned || step == Step::canary);
    canary_->setEnabled(step == Step::planned && waiting > 0);
    rest_->setVisible(step == Step::canarySent && begun_ && begun_->left > 0);
    rest_->setText(tr("Redrive %1 to %2").arg(count, target()));
    rest_->setProperty(session_.environment.stage == Stage::production ? "danger" : "primary", true);
    halt_->setVisible(isRunning());
    close_->setEnabled(!isRunning());
    to_->setEnabled(step == Step::planned || step == Step::planning);
    progress_->setVisible(isRunning() || step == Step::planning);
    progress_->setRange(0, 0);
    switch (step) {
    case Step::planning: sentence_->setText(tr("Finding out what would be sent. Nothing is sent yet.")); break;
    case Step::planned:
        sentence_->setText(tr("Would send %1, refuse %2, skip %3. Nothing is sent yet.")
            .arg(count).arg(model_->count(State::refused)).arg(model_->count(State::skipped)));
        break;
    case Step::canary: sentence_->setText(tr("Sending one canary …")); break;
    case Step::rest: sentence_->setText(tr("Sending …")); break;
    case Step::canarySent:
    case Step::ended:
        sentence_->setText(tr("Sent %1, refused %2, skipped %3, waiting %4.")
            .arg(model_->count(State::sent)).arg(model_->count(State::refused)).arg(model_->count(State::skipped)).arg(count));
        break;
    case Step::idle: break;
    }
    fillStates();
    if (rest_->isVisible()) rest_->setFocus(Qt::OtherFocusReason);
    if (step == Step::planned && table_->hasFocus()) firstFocus()->setFocus(Qt::OtherFocusReason);
}

void RedrivePanel::fillStates() {
    states_->clear();
    states_->addItem(tr("All rows (%1)").arg(model_->total()));
    const bool isPlan = step_ == Step::planned;
    for (const auto& [state, word] : {std::pair{State::waiting, isPlan ? tr("would be sent") : tr("waiting")}, {State::sent, tr("sent")},
                                      {State::refused, tr("refused")}, {State::skipped, tr("skipped")}, {State::unknown, tr("unknown")}}) {
        if (const std::size_t count = model_->count(state); count > 0) {
            states_->addItem(tr("%1 (%2)").arg(word).arg(count), static_cast<int>(state));
        }
    }
    model_->showOnly(std::nullopt);
}

void RedrivePanel::showProgress() {
    if (!isRunning()) return;
    for (const JobRow& row : session_.jobs.rows()) {
        if (row.name != jobName_ || row.state != JobRow::State::running || row.total <= 0) continue;
        progress_->setRange(0, static_cast<int>(row.total));
        progress_->setValue(static_cast<int>(row.done));
        sentence_->setText(row.sentence.isEmpty() ? tr("Sent %1 of %2 …").arg(row.done).arg(row.total) : row.sentence);
    }
}

}  // namespace pb::ui
