#include "ui/test/TestPage.h"

#include "models/base/Text.h"
#include "ui/kit/FilterLine.h"
#include "ui/kit/Format.h"
#include "ui/kit/InfoBar.h"
#include "ui/kit/StateOverlay.h"
#include "ui/kit/TablePane.h"
#include "ui/shell/Navigator.h"
#include "ui/shell/Problems.h"
#include "ui/shell/Session.h"
#include "ui/shell/TrailState.h"
#include "ui/test/CaseModel.h"
#include "ui/test/CoverageModel.h"
#include "ui/test/ExchangePane.h"

#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QStackedWidget>

#include <algorithm>

namespace pb::ui {

TestPage::TestPage(Session& session, QWidget* parent)
    : Page(session, parent), place_(placeOf(session)), coverageModel_(new CoverageModel(this)), caseModel_(new CaseModel(this)),
      failedModel_(new CaseModel(this)) {
    layOut();
    wire();
}

void TestPage::wire() {
    connect(contracts_, &QComboBox::currentIndexChanged, this, &TestPage::choose);
    connect(run_, &QPushButton::clicked, this, &TestPage::runTests);
    connect(curl_, &QPushButton::clicked, this, &TestPage::copyCurl);
    connect(filter_, &FilterLine::filterChanged, caseModel_, &CaseModel::setFilter);
    const auto show = [this](const CaseModel* model, int row) {
        exchange_->showCase(model->test(row), model->result(row));
        curl_->setEnabled(hasCase());
        emit contextChanged();
    };
    connect(cases_, &TablePane::currentRowChanged, this, [this, show](int row) { show(caseModel_, row); });
    connect(failed_, &TablePane::currentRowChanged, this, [this, show](int row) { show(failedModel_, row); });
    connect(coverage_, &TablePane::opened, this, [this](const QModelIndex& index) {
        filter_->setText(index.siblingAtColumn(0).data().toString());
    });
    curl_->setEnabled(false);
}

void TestPage::showEvent(QShowEvent* event) {
    Page::showEvent(event);
    if (entries_.empty()) load();
}

void TestPage::visit(const Address& address) {
    wanted_ = address;
    showWanted();
}

Address TestPage::current() const {
    const ContractEntry* chosen = entry();
    return chosen ? Address::of(AddressKind::contract, chosen->name, clause_) : Address::of(AddressKind::workspace, {});
}

QString TestPage::statusText() const {
    const ContractEntry* chosen = entry();
    if (!chosen || !chosen->contract) return {};
    return tr("%1 %2, %3 operations").arg(qs(chosen->contract->title()), qs(chosen->contract->version()), countText(static_cast<std::int64_t>(chosen->contract->operations().size())));
}

QWidget* TestPage::testResults() { return failed_; }

QWidget* TestPage::firstFocus() { return cases_; }

const ContractEntry* TestPage::entry() const {
    const int index = contracts_->currentIndex();
    return index >= 0 && index < static_cast<int>(entries_.size()) ? &entries_[static_cast<std::size_t>(index)] : nullptr;
}

bool TestPage::canRun() const { return entry() && entry()->contract && !running_.isBusy(); }

bool TestPage::hasCase() const { return !exchange_->curl().empty(); }

void TestPage::load() {
    if (place_.folder.empty() || loading_.isBusy()) return;
    overlay_->showLoading(tr("Reading the contracts of the workspace."));
    session().jobs.run(loading_, this, tr("Read the contracts"), [place = place_](StopToken, Progress&) { return loadContracts(place); },
        [this](Result<std::vector<ContractEntry>> entries) {
            if (!entries) return overlay_->showError(entries.error());
            overlay_->showContent();
            take(std::move(*entries));
        });
}

void TestPage::take(std::vector<ContractEntry> entries) {
    entries_ = std::move(entries);
    stack_->setCurrentIndex(entries_.empty() ? 1 : 0);
    {
        const QSignalBlocker quiet(contracts_);
        contracts_->clear();
        for (const ContractEntry& one : entries_) contracts_->addItem(qs(one.contract ? one.name + " – " + one.contract->title() : one.name));
    }
    for (const ContractEntry& one : entries_) {
        if (one.contract) session().problems.set("contract:" + one.name, one.contract->findings());
    }
    choose(contracts_->currentIndex());
    showWanted();
}

void TestPage::choose(int) {
    const ContractEntry* chosen = entry();
    clause_.clear();
    bar_->clear();
    exchange_->showContract(chosen);
    baseUrl_->setText(chosen ? qs(chosen->baseUrl) : QString());
    if (chosen && !chosen->contract) bar_->say(chosen->problem);
    showRun();
}

void TestPage::showWanted() {
    if (wanted_.kind != AddressKind::contract || wanted_.name.empty() || entries_.empty()) return;
    const auto found = std::find_if(entries_.begin(), entries_.end(), [this](const ContractEntry& one) { return one.name == wanted_.name; });
    if (found == entries_.end()) return;
    contracts_->setCurrentIndex(static_cast<int>(found - entries_.begin()));
    if (wanted_.part.empty() || !exchange_->showClause(wanted_.part)) return;
    clause_ = wanted_.part;
    const workspace::TrailStop* stop = session().trail ? session().trail->stopAt(wanted_) : nullptr;
    if (stop) bar_->say(Role::warning, stop->sentence);
}

void TestPage::showRun() {
    const ContractEntry* chosen = entry();
    const auto last = chosen ? runs_.find(chosen->name) : runs_.end();
    const RunPtr run = last == runs_.end() ? nullptr : last->second.run;
    coverageModel_->set(chosen ? chosen->contract : nullptr, run);
    caseModel_->set(chosen ? chosen->contract : nullptr, run);
    failedModel_->set(chosen ? chosen->contract : nullptr, run);
    coverage_->resizeColumnsToContents();
    QStringList facts;
    if (chosen && chosen->isServed) facts += tr("Patchbay plays this system here.");
    facts += !run ? tr("Not run yet.")
                  : tr("%1 passed, %2 failed, %3.").arg(run->count(contract::Verdict::passed)).arg(run->count(contract::Verdict::failed))
                        .arg(ageText(last->second.finished, session().clock.now()));
    facts_->setText(facts.join(QLatin1Char(' ')));
    run_->setEnabled(canRun());
    if (caseModel_->rowCount() > 0) cases_->selectRow(0);
    emit statusChanged();
    emit contextChanged();
}

void TestPage::runTests() {
    if (!canRun()) return;
    if (session().environment.stage == Stage::production && !isConfirmed_) {
        return bar_->say(Role::bad, tr("The tests send generated requests to %1, which is production.").arg(baseUrl_->text()),
                         {{tr("Send Them to %1").arg(qs(session().environment.name).toUpper()), [this] { isConfirmed_ = true; startRun(); }}});
    }
    startRun();
}

void TestPage::startRun() {
    isConfirmed_ = false;
    bar_->clear();
    const ContractRunOptions options{utf8(baseUrl_->text()), static_cast<std::uint64_t>(seed_->value())};
    session().jobs.run(running_, this, tr("Test the contract “%1”").arg(qs(entry()->name)),
        [place = place_, contract = entry()->contract, options](StopToken stop, Progress& progress) {
            return runContract(place, contract, options, stop, progress);
        },
        [this, name = entry()->name](Result<RunPtr> run) { takeRun(name, std::move(run)); });
    run_->setEnabled(false);
    emit contextChanged();
}

void TestPage::takeRun(const std::string& name, Result<RunPtr> run) {
    if (run) {
        runs_[name] = {*run, session().clock.now()};
    } else {
        bar_->say(run.error(), {{tr("Retry"), [this] { runTests(); }}});
    }
    showRun();
}

void TestPage::copyCurl() { QGuiApplication::clipboard()->setText(qs(exchange_->curl())); }

}  // namespace pb::ui
