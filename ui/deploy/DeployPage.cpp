#include "ui/deploy/DeployPage.h"

#include "models/base/Text.h"
#include "ui/deploy/DeployModels.h"
#include "ui/kit/CodeView.h"
#include "ui/kit/DiffView.h"
#include "ui/kit/Format.h"
#include "ui/kit/InfoBar.h"
#include "ui/kit/StateOverlay.h"
#include "ui/kit/TablePane.h"
#include "ui/shell/Problems.h"
#include "ui/shell/Session.h"
#include "ui/shell/TrailState.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStackedWidget>
#include <QTabWidget>

#include <algorithm>

namespace pb::ui {

DeployPage::DeployPage(Session& session, QWidget* parent)
    : Page(session, parent), matrixModel_(new MatrixModel(session.clock, this)),
      releaseModel_(new ReleaseModel(session.clock, this)), planModel_(new PlanModel(this)) {
    layOut();
    wire();
    emit contextChanged();
}

void DeployPage::wire() {
    connect(make_, &QPushButton::clicked, this, &DeployPage::makeRelease);
    connect(planButton_, &QPushButton::clicked, this, &DeployPage::plan);
    connect(apply_, &QPushButton::clicked, this, &DeployPage::apply);
    connect(verify_, &QPushButton::clicked, this, &DeployPage::verify);
    connect(rollBack_, &QPushButton::clicked, this, &DeployPage::rollBack);
    connect(releases_, &TablePane::currentRowChanged, this, &DeployPage::releaseChosen);
    connect(releases_, &TablePane::opened, this, &DeployPage::plan);
    connect(steps_, &TablePane::currentRowChanged, this, &DeployPage::showStep);
    connect(this, &Page::contextChanged, this, [this] {
        planButton_->setEnabled(hasRelease() && hasTarget());
        apply_->setEnabled(hasPlan());
        verify_->setEnabled(hasTarget());
        rollBack_->setEnabled(hasTarget());
        apply_->setText(hasPlan() ? tr("Apply %1 to %2").arg(plan_->steps.size()).arg(qs(session().environment.name).toUpper()) : tr("Apply"));
    });
}

void DeployPage::showEvent(QShowEvent* event) {
    Page::showEvent(event);
    refresh();
}

void DeployPage::visit(const Address& address) {
    wanted_ = address;
    showWanted();
}

Address DeployPage::current() const {
    const deploy::Release* chosen = release();
    if (!chosen) return Address::of(AddressKind::workspace, {});
    const bool isWanted = wanted_.kind == AddressKind::release && wanted_.name == chosen->name;
    return Address::of(AddressKind::release, chosen->name, isWanted ? wanted_.part : std::string());
}

QString DeployPage::statusText() const {
    return hasView_ ? tr("%1 releases, %2 environments").arg(releaseModel_->rowCount()).arg(matrixModel_->columnCount() - 1) : QString();
}

QWidget* DeployPage::firstFocus() { return releases_; }

bool DeployPage::hasRelease() const { return release() != nullptr; }
bool DeployPage::hasPlan() const { return plan_ && !plan_->isEmpty() && !plan_->hasConflicts() && !acting_.isBusy(); }
bool DeployPage::hasTarget() const { return targets_->count() > 0 && !acting_.isBusy(); }

std::string DeployPage::target() const { return utf8(targets_->currentText()); }

const deploy::Release* DeployPage::release() const { return releaseModel_->release(releases_->currentIndex().row()); }

void DeployPage::refresh() {
    if (session().folder.empty() || loading_.isBusy()) return;
    if (!hasView_) overlay_->showLoading(tr("Reading the releases and what runs in each environment."));
    session().jobs.run(loading_, this, tr("Read what is deployed"), [place = place()](StopToken stop, Progress&) { return loadDeploy(place, stop); },
        [this](Result<DeployView> view) {
            if (!view) return hasView_ ? bar_->say(view.error()) : overlay_->showError(view.error());
            overlay_->showContent();
            take(std::move(*view));
        });
}

void DeployPage::take(DeployView view) {
    const std::string chosen = release() ? release()->name : std::string();
    const QString chosenTarget = targets_->currentText();
    view_ = std::move(view);
    hasView_ = true;
    stack_->setCurrentIndex(view_.matrix.rows.empty() && view_.releases.empty() ? 1 : 0);
    matrixModel_->set(view_.matrix);
    matrix_->resizeColumnsToContents();
    std::vector<deploy::Release> releases;
    for (const deploy::ReleaseContents& one : view_.releases) releases.push_back(one.release);
    releaseModel_->set(std::move(releases));
    targets_->clear();
    for (const std::string& one : view_.targets) targets_->addItem(qs(one));
    if (const int index = targets_->findText(chosenTarget); index >= 0) targets_->setCurrentIndex(index);
    if (entries_->count() == 0) {
        for (const std::string& entry : view_.canaryEntries) entries_->addItem(qs(entry));
    }
    session().problems.set("deploy", view_.findings);
    facts_->setText(view_.isAhead ? tr("The workspace has changes that no release has.") : tr("The newest release is what the workspace has."));
    releases_->selectRow(std::max(0, releaseModel_->rowOf(chosen)));
    offerUnfinished();
    showWanted();
    emit statusChanged();
    emit contextChanged();
}

void DeployPage::showWanted() {
    if (!hasView_ || wanted_.kind != AddressKind::release || wanted_.name.empty()) return;
    if (const int row = releaseModel_->rowOf(wanted_.name); row >= 0) releases_->selectRow(row);
    showBlame();
}

void DeployPage::releaseChosen(int) {
    plan_.reset();
    planModel_->set({});
    changes_->setTexts({}, {});
    emit contextChanged();
}

/// On a trail: what the release changed in the line that made the broken field.
void DeployPage::showBlame() {
    const workspace::Trail* trail = session().trail ? session().trail->trail() : nullptr;
    const workspace::TrailStop* stop = session().trail ? session().trail->stopAt(wanted_) : nullptr;
    if (!trail || !stop || !trail->blame) return;
    bar_->say(Role::warning, stop->sentence);
    changes_->setTexts(trail->blame->before, trail->blame->after);
    tabs_->setCurrentIndex(0);
}

void DeployPage::showStep(int row) {
    const deploy::PlanItem* item = planModel_->item(row);
    if (!item) return;
    changes_->setTexts(item->live ? item->live->content : std::string(), item->desired ? item->desired->content : std::string());
}

void DeployPage::offerUnfinished() {
    if (view_.unfinished.empty()) return unfinishedBar_->clear();
    const std::string operation = view_.unfinished.front().id;
    const std::string where = target();
    unfinishedBar_->say(Role::warning, tr("A deployment was interrupted. What it did not finish is decided by reading “%1”.").arg(qs(where)),
        {{tr("Resume"), [this, operation, where] {
              act(tr("Resume the deployment"), [place = place(), operation, where](StopToken stop, Progress& progress) {
                  return resumeDeployment(place, where, operation, stop, progress);
              });
          }},
         {tr("Roll Back"), [this, operation, where] {
              act(tr("Roll back the deployment"), [place = place(), operation, where](StopToken stop, Progress& progress) {
                  return ui::rollBack(place, where, operation, stop, progress);
              });
          }}});
}

void DeployPage::makeRelease() {
    releaseLine_->show();
    releaseNotes_->setFocus();
}

void DeployPage::writeRelease() {
    session().jobs.run(making_, this, tr("Make a release"),
        [place = place(), name = utf8(releaseName_->text()), notes = utf8(releaseNotes_->text())](StopToken, Progress&) -> Result<deploy::Release> {
            PB_CHECK(mayWrite(place));
            return deploy::makeRelease(place.folder, name.empty() ? deploy::nextReleaseName(place.folder) : name, notes);
        },
        [this](Result<deploy::Release> made) {
            if (!made) return bar_->say(made.error());
            releaseLine_->hide();
            releaseName_->clear();
            releaseNotes_->clear();
            wanted_ = Address::of(AddressKind::release, made->name);
            bar_->say(Role::good, tr("Release “%1” has %2 artefacts.").arg(qs(made->name)).arg(made->resources.size()));
            refresh();
        });
}

void DeployPage::plan() {
    if (!hasRelease() || !hasTarget()) return;
    session().jobs.run(planning_, this, tr("Plan release “%1”").arg(qs(release()->name)),
        [place = place(), where = target(), name = release()->name](StopToken stop, Progress&) { return planRelease(place, where, name, stop); },
        [this](Result<deploy::Plan> plan) { takePlan(std::move(plan)); });
}

void DeployPage::takePlan(Result<deploy::Plan> plan) {
    if (!plan) return bar_->say(plan.error(), {{tr("Retry"), [this] { this->plan(); }}});
    plan_ = std::move(*plan);
    planModel_->set(plan_->items);
    tabs_->setCurrentIndex(0);
    if (planModel_->rowCount() > 0) steps_->selectRow(0);
    if (plan_->hasConflicts()) {
        bar_->say(Role::bad, tr("Something was changed by hand at “%1”. Look at the conflicts; a release does not overwrite them.").arg(qs(target())));
    } else if (plan_->isEmpty()) {
        bar_->say(Role::good, tr("Nothing to do: “%1” runs release “%2”.").arg(qs(target()), qs(plan_->release)));
    } else {
        bar_->clear();
    }
    emit contextChanged();
}

void DeployPage::confirm(const QString& sentence, const QString& action, std::function<void()> run) {
    if (session().environment.stage != Stage::production) return run();
    bar_->say(Role::bad, sentence, {{action, std::move(run)}});
}

void DeployPage::apply() {
    if (!hasPlan()) return;
    const QString environment = qs(session().environment.name).toUpper();
    confirm(tr("This changes %1, which is production.").arg(environment), tr("Apply %1 to %2").arg(plan_->steps.size()).arg(environment), [this] {
        act(tr("Apply release “%1”").arg(qs(plan_->release)), [place = place(), where = target(), plan = *plan_](StopToken stop, Progress& progress) {
            return applyPlan(place, where, plan, stop, progress);
        });
    });
}

void DeployPage::rollBack() {
    const QString environment = qs(session().environment.name).toUpper();
    confirm(tr("This takes back the newest deployment in %1, which is production.").arg(environment), tr("Roll Back in %1").arg(environment), [this] {
        act(tr("Roll back"), [place = place(), where = target()](StopToken stop, Progress& progress) {
            return ui::rollBack(place, where, {}, stop, progress);
        });
    });
}

void DeployPage::act(const QString& name, std::function<Result<DeployOutcome>(StopToken, Progress&)> work) {
    unfinishedBar_->clear();
    session().jobs.run(acting_, this, name, std::move(work), [this](const Result<DeployOutcome>& outcome) { takeOutcome(outcome); });
    emit contextChanged();
}

void DeployPage::takeOutcome(const Result<DeployOutcome>& outcome) {
    plan_.reset();
    planModel_->set({});
    if (!outcome) {
        bar_->say(outcome.error());
    } else if (outcome->report.failure) {
        bar_->say(*outcome->report.failure, {{tr("Roll Back"), [this] { rollBack(); }}});
    } else {
        bar_->say(outcome->verification.isGood() ? Role::good : Role::bad, outcome->report.summary());
    }
    if (outcome) showChecks(outcome->verification);
    refresh();
    emit contextChanged();
}

void DeployPage::verify() {
    deploy::CanaryPlan canary{utf8(entries_->currentText()), {}, {}};
    session().jobs.run(acting_, this, tr("Verify what runs"),
        [place = place(), where = target(), canary](StopToken stop, Progress&) mutable -> Result<deploy::Verification> {
            PB_TRY(body, canarySample(place));
            canary.body = std::move(body);
            return verifyTarget(place, where, canary, stop);
        },
        [this](Result<deploy::Verification> verification) {
            if (!verification) return bar_->say(verification.error());
            sayVerified(*verification);
            showChecks(*verification);
            emit contextChanged();
        });
    emit contextChanged();
}

void DeployPage::sayVerified(const deploy::Verification& verification) {
    const bool isAllKnown = std::none_of(verification.checks.begin(), verification.checks.end(),
                                         [](const deploy::Check& check) { return check.state == deploy::Check::State::unknown; });
    if (!verification.isGood()) {
        bar_->say(Role::bad, tr("Something does not run."));
    } else {
        bar_->say(isAllKnown ? Role::good : Role::warning, isAllKnown ? tr("Everything runs.") : tr("Nothing is known to be wrong, but not everything could be checked."));
    }
}

void DeployPage::showChecks(const deploy::Verification& verification) {
    static constexpr const char* marks[] = {"✓", "✕", "?"};
    QString text;
    for (const deploy::Check& check : verification.checks) {
        text += QString::fromUtf8(marks[static_cast<int>(check.state)]) + u' ' + qs(check.name) + u": " + check.sentence + u'\n';
    }
    if (verification.canary) {
        text += QString::fromUtf8(marks[verification.canary->passed ? 0 : 1]) + u' ' + tr("canary: %1").arg(verification.canary->sentence) + u'\n';
    }
    checks_->setText(utf8(text));
    tabs_->setCurrentIndex(1);
}

}  // namespace pb::ui
