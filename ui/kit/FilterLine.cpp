#include "ui/kit/FilterLine.h"

#include "ui/kit/Fonts.h"
#include "ui/kit/Icons.h"
#include "ui/kit/Metrics.h"

#include <QAction>
#include <QKeyEvent>
#include <QPainter>
#include <QTimer>

namespace pb::ui {

namespace {

constexpr int delayMilliseconds = 150;

Role roleOf(FilterLine::State state) {
    switch (state) {
    case FilterLine::State::good: return Role::good;
    case FilterLine::State::doubtful: return Role::warning;
    case FilterLine::State::bad: return Role::bad;
    default: return Role::inkSoft;
    }
}

QString wordOf(FilterLine::State state) {
    switch (state) {
    case FilterLine::State::doubtful: return FilterLine::tr("doubtful");
    case FilterLine::State::bad: return FilterLine::tr("not understood");
    default: return {};
    }
}

}  // namespace

FilterLine::FilterLine(const QString& placeholder, QWidget* parent) : QLineEdit(parent), delay_(new QTimer(this)) {
    judgement_.state = State::empty;
    setPlaceholderText(placeholder);
    setAccessibleName(placeholder);
    setClearButtonEnabled(true);
    addAction(icon(QStringLiteral("filter"), Role::inkSoft), QLineEdit::LeadingPosition);
    delay_->setSingleShot(true);
    delay_->setInterval(delayMilliseconds);
    connect(this, &QLineEdit::textChanged, this, &FilterLine::judge);
    connect(delay_, &QTimer::timeout, this, [this] { emit filterChanged(text()); });
}

void FilterLine::setJudge(Judge judge) {
    judge_ = std::move(judge);
    this->judge(text());
}

void FilterLine::judge(const QString& text) {
    judgement_ = text.isEmpty() ? Judgement{State::empty, {}} : judge_ ? judge_(text) : Judgement{};
    setToolTip(judgement_.sentence);
    setAccessibleDescription(judgement_.sentence);
    update();
    if (judgement_.state == State::bad) {
        delay_->stop();
    } else {
        delay_->start();
    }
}

void FilterLine::paintEvent(QPaintEvent* event) {
    QLineEdit::paintEvent(event);
    if (judgement_.state == State::empty) return;
    const Role role = roleOf(judgement_.state);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(color(role, palette()), 1.5));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.75, 0.75, -0.75, -0.75), radius, radius);
    painter.setFont(smallFont());
    painter.drawText(rect().adjusted(0, 0, -28, 0), Qt::AlignRight | Qt::AlignVCenter, wordOf(judgement_.state));
}

void FilterLine::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape && !text().isEmpty()) {
        clear();
        return;
    }
    QLineEdit::keyPressEvent(event);
}

}  // namespace pb::ui
