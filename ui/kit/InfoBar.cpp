#include "ui/kit/InfoBar.h"

#include "ui/kit/Icons.h"
#include "ui/kit/Metrics.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

namespace pb::ui {

namespace {

constexpr int askWidth = 240;

}  // namespace

InfoBar::InfoBar(QWidget* parent) : QFrame(parent), icon_(new QLabel), text_(new QLabel), actions_(new QHBoxLayout) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(wideGap, 6, gap, 6);
    row->setSpacing(gap);
    text_->setWordWrap(true);
    text_->setTextFormat(Qt::PlainText);
    text_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    row->addWidget(icon_);
    row->addWidget(text_, 1);
    actions_->setSpacing(gap);
    row->addLayout(actions_);
    auto* close = new QToolButton;
    close->setIcon(icon(QStringLiteral("close"), Role::inkSoft));
    close->setAutoRaise(true);
    close->setAccessibleName(tr("Dismiss"));
    close->setToolTip(tr("Dismiss"));
    connect(close, &QToolButton::clicked, this, &InfoBar::clear);
    row->addWidget(close);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    hide();
}

void InfoBar::begin(Role state, const QString& sentence) {
    state_ = state;
    icon_->setPixmap(stateIcon(state).pixmap(QSize(iconSize, iconSize), devicePixelRatioF()));
    text_->setText(sentence);
    setAccessibleName(sentence);
    while (QLayoutItem* old = actions_->takeAt(0)) {
        old->widget()->deleteLater();
        delete old;
    }
    field_ = nullptr;
    setFocusProxy(nullptr);
}

void InfoBar::say(Role state, const QString& sentence, std::vector<BarAction> actions) {
    begin(state, sentence);
    for (BarAction& action : actions) {
        auto* button = new QPushButton(action.text);
        connect(button, &QPushButton::clicked, this, [this, run = std::move(action.run)] {
            clear();
            if (run) run();
        });
        actions_->addWidget(button);
    }
    show();
    update();
}

void InfoBar::say(const Error& error, std::vector<BarAction> actions) {
    QString sentence = error.sentence;
    if (!error.hint.isEmpty()) {
        sentence += QChar(u' ') + error.hint;
    } else if (error.cause) {
        sentence += QChar(u' ') + error.cause->sentence + QChar(u' ') + error.cause->hint;
    }
    sentence = sentence.trimmed();
    actions.insert(actions.begin(), {tr("Copy Details"), [details = error.print()] { QApplication::clipboard()->setText(details); }});
    say(Role::bad, sentence, std::move(actions));
}

void InfoBar::ask(Role state, const QString& sentence, const QString& fieldName, const QString& action,
                  std::function<void(const QString& typed)> answer) {
    begin(state, sentence);
    field_ = new QLineEdit;
    field_->setEchoMode(QLineEdit::Password);
    field_->setAccessibleName(fieldName);
    field_->setPlaceholderText(fieldName);
    field_->setFixedWidth(askWidth);
    auto* button = new QPushButton(action);
    button->setProperty("primary", true);
    const auto give = [field = field_, answer = std::move(answer)] {
        const QString typed = field->text();
        field->clear();
        answer(typed);
    };
    connect(button, &QPushButton::clicked, this, give);
    connect(field_, &QLineEdit::returnPressed, this, give);
    setFocusProxy(field_);
    actions_->addWidget(field_);
    actions_->addWidget(button);
    show();
    update();
}

void InfoBar::retry(const Error& error) {
    text_->setText(error.sentence + QChar(u' ') + error.hint);
    setAccessibleName(text_->text());
    state_ = Role::bad;
    icon_->setPixmap(stateIcon(state_).pixmap(QSize(iconSize, iconSize), devicePixelRatioF()));
    if (field_) field_->setFocus(Qt::OtherFocusReason);
    update();
}

void InfoBar::clear() {
    if (field_) field_->clear();
    hide();
}

QString InfoBar::text() const { return text_->text(); }

void InfoBar::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), tint(state_, palette()));
    painter.fillRect(QRect(0, 0, 3, height()), color(state_, palette()));
    painter.fillRect(QRect(0, height() - 1, width(), 1), color(Role::line, palette()));
}

}  // namespace pb::ui
