#include "ui/shell/StatusLine.h"

#include "ui/kit/Fonts.h"
#include "ui/kit/Format.h"
#include "ui/kit/Icons.h"
#include "ui/kit/Metrics.h"
#include "ui/shell/JobRunner.h"
#include "ui/shell/Problems.h"
#include "ui/shell/Session.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QToolButton>

namespace pb::ui {

namespace {

constexpr int lineHeight = 26;

QString textOf(const JobRow& row) {
    QString text = row.name;
    if (row.total > 0) text += QStringLiteral("  ") + percentText(row.done, row.total);
    if (!row.sentence.isEmpty()) text += QStringLiteral("  ·  ") + row.sentence;
    return text;
}

}  // namespace

StatusLine::StatusLine(Session& session, QWidget* parent)
    : QWidget(parent), session_(session), problems_(new QToolButton), job_(new QLabel), cancel_(new QToolButton), page_(new QLabel) {
    setFixedHeight(lineHeight);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(gap, 1, wideGap, 0);
    row->setSpacing(gap);
    problems_->setAutoRaise(true);
    problems_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    problems_->setFont(smallFont());
    problems_->setIconSize(QSize(14, 14));
    problems_->setFocusPolicy(Qt::NoFocus);
    cancel_->setAutoRaise(true);
    cancel_->setIcon(icon(QStringLiteral("close"), Role::inkSoft));
    cancel_->setIconSize(QSize(12, 12));
    cancel_->setToolTip(tr("Cancel this job"));
    cancel_->setAccessibleName(tr("Cancel this job"));
    for (QLabel* label : {job_, page_}) {
        label->setFont(smallFont());
        label->setTextFormat(Qt::PlainText);
        setInk(*label, Role::inkSoft);
    }
    job_->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
    row->addWidget(problems_);
    row->addWidget(job_);
    row->addWidget(cancel_);
    row->addStretch(1);
    row->addWidget(page_);
    connect(problems_, &QToolButton::clicked, this, &StatusLine::problemsPressed);
    connect(cancel_, &QToolButton::clicked, this, [this] { session_.jobs.cancel(jobId_); });
    connect(&session.jobs, &JobRunner::changed, this, &StatusLine::showJobs);
    connect(&session.problems, &Problems::countChanged, this, &StatusLine::showProblems);
    showJobs();
    showProblems();
}

void StatusLine::showJobs() {
    const auto rows = session_.jobs.rows();
    const auto newest = std::find_if(rows.rbegin(), rows.rend(), [](const JobRow& row) { return row.state == JobRow::State::running; });
    const bool any = newest != rows.rend();
    jobId_ = any ? newest->id : 0;
    job_->setText(any ? textOf(*newest) : QString());
    job_->setVisible(any);
    cancel_->setVisible(any);
}

void StatusLine::showProblems() {
    const int errors = session_.problems.count(Severity::error);
    const int others = session_.problems.total() - errors;
    const Role role = errors > 0 ? Role::bad : others > 0 ? Role::warning : Role::good;
    problems_->setIcon(stateIcon(role));
    problems_->setText(errors + others == 0 ? tr("No problems") : tr("%n problem(s)", nullptr, errors + others));
    problems_->setAccessibleName(problems_->text());
}

void StatusLine::showPageText(const QString& text) { page_->setText(text); }

QString StatusLine::text() const { return job_->text(); }

void StatusLine::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), color(Role::window, palette()));
    painter.fillRect(QRect(0, 0, width(), 1), color(Role::line, palette()));
}

}  // namespace pb::ui
