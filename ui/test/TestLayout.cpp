#include "ui/kit/EmptyState.h"
#include "ui/kit/FilterLine.h"
#include "ui/kit/Icons.h"
#include "ui/kit/InfoBar.h"
#include "ui/kit/Metrics.h"
#include "ui/kit/Splitter.h"
#include "ui/kit/StateOverlay.h"
#include "ui/kit/TablePane.h"
#include "ui/shell/Session.h"
#include "ui/test/CaseModel.h"
#include "ui/test/CoverageModel.h"
#include "ui/test/ExchangePane.h"
#include "ui/test/TestPage.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <limits>

namespace pb::ui {

QWidget* TestPage::makeHead() {
    contracts_ = new QComboBox;
    contracts_->setAccessibleName(tr("Contract"));
    contracts_->setMinimumWidth(220);
    baseUrl_ = new QLineEdit;
    baseUrl_->setAccessibleName(tr("Base URL"));
    baseUrl_->setPlaceholderText(tr("Base URL"));
    seed_ = new QSpinBox;
    seed_->setRange(0, std::numeric_limits<int>::max());
    seed_->setValue(1);
    seed_->setPrefix(tr("Seed "));
    seed_->setAccessibleName(tr("Seed of the generated requests"));
    seed_->findChild<QLineEdit*>()->setAccessibleName(seed_->accessibleName());
    run_ = new QPushButton(icon(QStringLiteral("run")), tr("Run"));
    run_->setToolTip(tr("Send the requests and judge the answers (F5)"));
    run_->setDefault(true);
    auto* head = new QWidget;
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(wideGap, gap, wideGap, gap);
    row->setSpacing(gap);
    row->addWidget(contracts_);
    row->addWidget(baseUrl_, 1);
    row->addWidget(seed_);
    row->addWidget(run_);
    return head;
}

void TestPage::layOut() {
    QWidget* head = makeHead();
    bar_ = new InfoBar;
    facts_ = new QLabel;
    facts_->setContentsMargins(wideGap, 0, wideGap, gap);
    setInk(*facts_, Role::inkSoft);
    coverage_ = new TablePane(tr("Operations and statuses"));
    coverage_->setModel(coverageModel_);
    cases_ = new TablePane(tr("Cases"));
    cases_->setModel(caseModel_);
    cases_->setColumnWidths({8, 22, 6, 20});
    cases_->setEmptySentence(tr("Run (F5) sends the contract's examples and generated requests. Each is one row here, failed ones first."));
    failed_ = new TablePane(tr("Failed cases"));
    failed_->setModel(failedModel_);
    failed_->setColumnWidths({8, 22, 6, 20});
    failedModel_->setOnlyFailed(true);
    filter_ = new FilterLine(tr("Filter cases"));
    curl_ = new QPushButton(icon(QStringLiteral("copy")), tr("Copy as curl"));
    auto* line = new QHBoxLayout;
    line->setContentsMargins(gap, gap, gap, gap);
    line->setSpacing(gap);
    line->addWidget(filter_, 1);
    line->addWidget(curl_);
    auto* caseSide = new QWidget;
    auto* column = new QVBoxLayout(caseSide);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(line);
    column->addWidget(cases_, 1);
    exchange_ = new ExchangePane;
    content_ = new QWidget;
    auto* whole = new QVBoxLayout(content_);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->setSpacing(0);
    whole->addWidget(head);
    whole->addWidget(facts_);
    whole->addWidget(bar_);
    whole->addWidget(splitter(Qt::Vertical, coverage_, splitter(Qt::Horizontal, caseSide, exchange_, {560, 520}), {190, 460}), 1);
    stack_ = new QStackedWidget;
    stack_->addWidget(content_);
    stack_->addWidget(new EmptyState(QStringLiteral("contract"), tr("No contract yet"),
        tr("Put an OpenAPI document into the folder contracts of the workspace: it is tested here against the live system.")));
    auto* page = new QVBoxLayout(this);
    page->setContentsMargins(0, 0, 0, 0);
    page->addWidget(stack_);
    overlay_ = new StateOverlay(content_, session().clock);
    overlay_->setRetry([this] { load(); });
}

PageInfo testPage() {
    PageInfo info{QStringLiteral("test"), Mode::test, {AddressKind::contract, AddressKind::test}, {}, {}};
    info.make = [](Session& session) -> Page* { return new TestPage(session); };
    info.commands = {
        pageCommand<TestPage>(QStringLiteral("test.run"), TestPage::tr("Run the Contract's Tests"), QStringLiteral("run"),
                              QKeySequence(Qt::Key_F5), &TestPage::runTests, &TestPage::canRun),
        pageCommand<TestPage>(QStringLiteral("test.copyCurl"), TestPage::tr("Copy the Request as curl"), QStringLiteral("copy"),
                              QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_C), &TestPage::copyCurl, &TestPage::hasCase),
    };
    return info;
}

}  // namespace pb::ui
