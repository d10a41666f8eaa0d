#include "ui/deploy/DeployModels.h"
#include "ui/deploy/DeployPage.h"
#include "ui/kit/CodeView.h"
#include "ui/kit/DiffView.h"
#include "ui/kit/EmptyState.h"
#include "ui/kit/Icons.h"
#include "ui/kit/InfoBar.h"
#include "ui/kit/Metrics.h"
#include "ui/kit/Splitter.h"
#include "ui/kit/StateOverlay.h"
#include "ui/kit/TablePane.h"
#include "ui/shell/Session.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStackedWidget>
#include <QTabWidget>
#include <QVBoxLayout>

namespace pb::ui {

QWidget* DeployPage::makeHead() {
    targets_ = new QComboBox;
    targets_->setAccessibleName(tr("Target"));
    targets_->setMinimumWidth(160);
    entries_ = new QComboBox;
    entries_->setAccessibleName(tr("Where the canary goes in"));
    entries_->setMinimumWidth(160);
    make_ = new QPushButton(icon(QStringLiteral("release")), tr("Make Release…"));
    planButton_ = new QPushButton(icon(QStringLiteral("diff")), tr("Plan"));
    apply_ = new QPushButton(icon(QStringLiteral("deploy")), tr("Apply"));
    verify_ = new QPushButton(icon(QStringLiteral("check-circle")), tr("Verify"));
    rollBack_ = new QPushButton(icon(QStringLiteral("rollback")), tr("Roll Back…"));
    planButton_->setToolTip(tr("What the chosen release would change at the target, and why (F5)"));
    verify_->setToolTip(tr("Health of what runs, and one canary message"));
    auto* head = new QWidget;
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(wideGap, gap, wideGap, gap);
    row->setSpacing(gap);
    row->addWidget(new QLabel(tr("Target")));
    row->addWidget(targets_);
    row->addWidget(planButton_);
    row->addWidget(apply_);
    row->addWidget(rollBack_);
    row->addSpacing(wideGap);
    row->addWidget(new QLabel(tr("Canary")));
    row->addWidget(entries_);
    row->addWidget(verify_);
    row->addStretch(1);
    row->addWidget(make_);
    return head;
}

QWidget* DeployPage::makeReleaseLine() {
    releaseName_ = new QLineEdit;
    releaseName_->setAccessibleName(tr("Name of the release"));
    releaseName_->setPlaceholderText(tr("Name (the day and a number)"));
    releaseName_->setMaximumWidth(220);
    releaseNotes_ = new QLineEdit;
    releaseNotes_->setAccessibleName(tr("Notes of the release"));
    releaseNotes_->setPlaceholderText(tr("What is new in it"));
    auto* write = new QPushButton(tr("Make It"));
    auto* cancel = new QPushButton(tr("Cancel"));
    connect(write, &QPushButton::clicked, this, &DeployPage::writeRelease);
    connect(releaseNotes_, &QLineEdit::returnPressed, this, &DeployPage::writeRelease);
    auto* line = new QWidget;
    connect(cancel, &QPushButton::clicked, line, &QWidget::hide);
    auto* row = new QHBoxLayout(line);
    row->setContentsMargins(wideGap, 0, wideGap, gap);
    row->setSpacing(gap);
    row->addWidget(releaseName_);
    row->addWidget(releaseNotes_, 1);
    row->addWidget(write);
    row->addWidget(cancel);
    line->hide();
    return line;
}

void DeployPage::layOut() {
    QWidget* head = makeHead();
    releaseLine_ = makeReleaseLine();
    bar_ = new InfoBar;
    unfinishedBar_ = new InfoBar;
    facts_ = new QLabel;
    facts_->setContentsMargins(wideGap, 0, wideGap, gap);
    facts_->setWordWrap(true);
    setInk(*facts_, Role::inkSoft);
    matrix_ = new TablePane(tr("Artefacts and environments"));
    matrix_->setModel(matrixModel_);
    releases_ = new TablePane(tr("Releases"));
    releases_->setModel(releaseModel_);
    releases_->setColumnWidths({10, 8, 10});
    steps_ = new TablePane(tr("Steps of the plan"));
    steps_->setModel(planModel_);
    steps_->setColumnWidths({9, 28, 20});
    steps_->setEmptySentence(tr("Plan (F5) shows here what the chosen release would change at the target, and why."));
    changes_ = new DiffView(tr("What changes"));
    checks_ = new CodeView(tr("Checks"));
    tabs_ = new QTabWidget;
    tabs_->setDocumentMode(true);
    tabs_->setAccessibleName(tr("Plan and changes"));
    tabs_->addTab(splitter(Qt::Vertical, steps_, changes_, {140, 260}), tr("Plan and Changes"));
    tabs_->addTab(checks_, tr("Checks"));
    content_ = new QWidget;
    auto* whole = new QVBoxLayout(content_);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->setSpacing(0);
    for (QWidget* part : std::initializer_list<QWidget*>{head, releaseLine_, facts_, unfinishedBar_, bar_}) whole->addWidget(part);
    whole->addWidget(splitter(Qt::Vertical, matrix_, splitter(Qt::Horizontal, releases_, tabs_, {380, 700}), {150, 480}), 1);
    stack_ = new QStackedWidget;
    stack_->addWidget(content_);
    auto* empty = new EmptyState(QStringLiteral("route"), tr("Nothing to deploy yet"),
        tr("Routes in the workspace's folder routes are made into releases here, planned against what runs, applied and taken back."));
    stack_->addWidget(empty);
    auto* page = new QVBoxLayout(this);
    page->setContentsMargins(0, 0, 0, 0);
    page->addWidget(stack_);
    overlay_ = new StateOverlay(content_, session().clock);
    overlay_->setRetry([this] { refresh(); });
}

PageInfo deployPage() {
    PageInfo info{QStringLiteral("deploy"), Mode::deploy, {AddressKind::release, AddressKind::environment, AddressKind::route}, {}, {}};
    info.make = [](Session& session) -> Page* { return new DeployPage(session); };
    info.commands = {
        pageCommand<DeployPage>(QStringLiteral("deploy.plan"), DeployPage::tr("Plan the Release"), QStringLiteral("diff"),
                                QKeySequence(Qt::Key_F5), &DeployPage::plan, &DeployPage::hasRelease),
        pageCommand<DeployPage>(QStringLiteral("deploy.apply"), DeployPage::tr("Apply the Plan"), QStringLiteral("deploy"),
                                QKeySequence(Qt::CTRL | Qt::Key_Return), &DeployPage::apply, &DeployPage::hasPlan),
        pageCommand<DeployPage>(QStringLiteral("deploy.verify"), DeployPage::tr("Verify What Runs"), QStringLiteral("check-circle"), {},
                                &DeployPage::verify, &DeployPage::hasTarget),
        pageCommand<DeployPage>(QStringLiteral("deploy.rollBack"), DeployPage::tr("Roll Back…"), QStringLiteral("rollback"),
                                QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z), &DeployPage::rollBack, &DeployPage::hasTarget),
        pageCommand<DeployPage>(QStringLiteral("deploy.makeRelease"), DeployPage::tr("Make Release…"), QStringLiteral("release"),
                                QKeySequence(Qt::CTRL | Qt::Key_R), &DeployPage::makeRelease),
        pageCommand<DeployPage>(QStringLiteral("deploy.refresh"), DeployPage::tr("Read the Environments Again"), QStringLiteral("refresh"), {},
                                &DeployPage::refresh),
    };
    return info;
}

}  // namespace pb::ui
