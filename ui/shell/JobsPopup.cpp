#include "ui/shell/JobsPopup.h"

#include "ui/kit/Fonts.h"
#include "ui/kit/Format.h"
#include "ui/kit/Metrics.h"
#include "ui/kit/Theme.h"
#include "ui/shell/JobRunner.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace pb::ui {

namespace {

constexpr int popupWidth = 380;

QString secondLine(const JobRow& row) {
    if (row.state == JobRow::State::failed) return row.error.sentence;
    if (row.total <= 0) return row.sentence;
    return QStringLiteral("%1  %2").arg(percentText(row.done, row.total), row.sentence);
}

}  // namespace

JobsPopup::JobsPopup(JobRunner& jobs, QWidget* parent) : QFrame(parent, Qt::Popup), jobs_(jobs), rows_(new QVBoxLayout(this)) {
    setAttribute(Qt::WA_DeleteOnClose);
    setFrameShape(QFrame::StyledPanel);
    setAccessibleName(tr("Jobs"));
    setFixedWidth(popupWidth);
    rows_->setContentsMargins(wideGap, 12, wideGap, 12);
    rows_->setSpacing(12);
    connect(&jobs, &JobRunner::changed, this, &JobsPopup::rebuild);
    rebuild();
}

void JobsPopup::popUpUnder(const QWidget& anchor) {
    const QPoint corner = anchor.mapToGlobal(QPoint(anchor.width(), anchor.height() + smallGap));
    adjustSize();
    move(corner - QPoint(width(), 0));
    show();
}

void JobsPopup::rebuild() {
    while (QLayoutItem* old = rows_->takeAt(0)) {
        if (old->widget()) old->widget()->deleteLater();
        delete old;
    }
    const auto rows = jobs_.rows();
    if (rows.empty()) rows_->addWidget(new QLabel(tr("Nothing is running.")));
    for (const JobRow& row : rows) {
        auto* line = new QWidget;
        auto* across = new QHBoxLayout(line);
        across->setContentsMargins(0, 0, 0, 0);
        auto* texts = new QVBoxLayout;
        texts->setSpacing(1);
        auto* name = new QLabel(row.name);
        auto* sentence = new QLabel(secondLine(row));
        sentence->setFont(smallFont());
        sentence->setWordWrap(true);
        setInk(*sentence, row.state == JobRow::State::failed ? Role::bad : Role::inkSoft);
        texts->addWidget(name);
        texts->addWidget(sentence);
        across->addLayout(texts, 1);
        const bool failed = row.state == JobRow::State::failed;
        auto* button = new QPushButton(failed ? tr("Copy Details") : tr("Cancel"));
        connect(button, &QPushButton::clicked, this, [this, failed, id = row.id, details = row.error.print()] {
            if (failed) {
                QApplication::clipboard()->setText(details);
            } else {
                jobs_.cancel(id);
            }
        });
        across->addWidget(button, 0, Qt::AlignTop);
        rows_->addWidget(line);
    }
    if (std::any_of(rows.begin(), rows.end(), [](const JobRow& row) { return row.state == JobRow::State::failed; })) {
        auto* seen = new QPushButton(tr("Dismiss Failures"));
        connect(seen, &QPushButton::clicked, this, [this] {
            jobs_.dismissFailures();
            close();
        });
        rows_->addWidget(seen, 0, Qt::AlignLeft);
    }
    adjustSize();
}

}  // namespace pb::ui
