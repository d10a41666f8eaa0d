#include "ui/kit/StateOverlay.h"

#include "ui/kit/Fonts.h"
#include "ui/kit/Format.h"
#include "ui/kit/Icons.h"
#include "ui/kit/Metrics.h"

#include <QApplication>
#include <QClipboard>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace pb::ui {

namespace {

constexpr int dimAfter = 300;
constexpr Millis sayAfter = 10'000;

class Card final : public QFrame {
public:
    explicit Card(QWidget* parent) : QFrame(parent) {}
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(color(Role::outline, palette()));
        painter.setBrush(color(Role::surface, palette()));
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius + 1, radius + 1);
    }
};

QLabel* paragraph(const QString& text, Role ink = Role::ink) {
    auto* label = new QLabel(text);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    setInk(*label, ink);
    return label;
}

}  // namespace

StateOverlay::StateOverlay(QWidget* content, const Clock& clock)
    : QWidget(content->parentWidget() ? content->parentWidget() : content), content_(content), clock_(clock) {
    content->installEventFilter(this);
    delay_.setSingleShot(true);
    delay_.setInterval(dimAfter);
    tick_.setInterval(1000);
    connect(&delay_, &QTimer::timeout, this, &StateOverlay::rebuild);
    connect(&tick_, &QTimer::timeout, this, &StateOverlay::rebuild);
    hide();
}

void StateOverlay::showLoading(const QString& sentence) {
    sentence_ = sentence;
    since_ = clock_.now();
    const bool covered = isVisible();
    state_ = State::loading;
    if (covered) {
        rebuild();
    } else {
        delay_.start();
    }
    tick_.start();
}

void StateOverlay::showError(const Error& error) {
    error_ = error;
    enter(State::error);
}

void StateOverlay::showStale(Millis asOf) {
    since_ = asOf;
    enter(State::stale);
    tick_.start();
}

void StateOverlay::showContent() {
    state_ = State::content;
    delay_.stop();
    tick_.stop();
    hide();
}

void StateOverlay::enter(State state) {
    state_ = state;
    delay_.stop();
    tick_.stop();
    rebuild();
}

QString StateOverlay::text() const {
    const Millis now = clock_.now();
    switch (state_) {
    case State::loading:
        return now - since_ < sayAfter ? sentence_ : tr("%1 It has been going on for %2.").arg(sentence_, durationText(now - since_));
    case State::stale: return tr("As of %1, %2.").arg(timeText(since_, now), ageText(since_, now));
    case State::error: return error_->sentence;
    case State::content: break;
    }
    return {};
}

void StateOverlay::rebuild() {
    if (state_ == State::content || (state_ == State::loading && delay_.isActive())) return;
    delete card_;
    card_ = new Card(this);
    auto* column = new QVBoxLayout(card_);
    column->setContentsMargins(wideGap, 12, wideGap, 12);
    column->setSpacing(gap);
    column->addWidget(state_ == State::error ? paragraph(text()) : paragraph(text(), Role::inkSoft));
    auto* buttons = new QHBoxLayout;
    if (state_ == State::error) {
        if (!error_->hint.isEmpty()) column->addWidget(paragraph(error_->hint, Role::inkSoft));
        auto* copy = new QPushButton(tr("Copy Details"));
        connect(copy, &QPushButton::clicked, this, [this] { QApplication::clipboard()->setText(error_->print()); });
        buttons->addWidget(copy);
    }
    if (retry_ && state_ != State::loading) {
        auto* again = new QPushButton(state_ == State::error ? tr("Retry") : tr("Refresh"));
        again->setProperty("primary", state_ == State::error);
        connect(again, &QPushButton::clicked, this, [this] { QMetaObject::invokeMethod(this, retry_, Qt::QueuedConnection); });
        buttons->addWidget(again);
    }
    if (buttons->count() > 0) {
        buttons->addStretch(1);
        column->addLayout(buttons);
    } else {
        delete buttons;
    }
    card_->setAccessibleName(text());
    follow();
    card_->show();
    show();
    raise();
}

void StateOverlay::follow() {
    const bool isSibling = content_->parentWidget() == parentWidget();
    const QRect whole = isSibling ? content_->geometry() : content_->rect();
    if (!card_) return setGeometry(whole);
    const int width = std::min(520, std::max(220, whole.width() - 2 * wideGap));
    card_->setFixedWidth(width);
    const int height = card_->layout()->hasHeightForWidth() ? card_->layout()->heightForWidth(width) : card_->sizeHint().height();
    if (state_ == State::stale) {
        setGeometry(QRect(whole.left(), whole.top(), whole.width(), height + gap));
        card_->setGeometry(whole.width() - width - gap, smallGap, width, height);
    } else {
        setGeometry(whole);
        card_->setGeometry((whole.width() - width) / 2, std::max(gap, (whole.height() - height) / 3), width, height);
    }
}

bool StateOverlay::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Resize || event->type() == QEvent::Move) follow();
    return QWidget::eventFilter(watched, event);
}

void StateOverlay::paintEvent(QPaintEvent*) {
    if (state_ == State::stale) return;
    QColor veil = color(Role::window, palette());
    veil.setAlphaF(0.72F);
    QPainter(this).fillRect(rect(), veil);
}

}  // namespace pb::ui
