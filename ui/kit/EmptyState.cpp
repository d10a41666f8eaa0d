#include "ui/kit/EmptyState.h"

#include "ui/kit/Fonts.h"
#include "ui/kit/Icons.h"
#include "ui/kit/Metrics.h"

#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace pb::ui {

namespace {

constexpr int textWidth = 440;

/// An icon as a widget; a label would keep the pixmap of the old theme.
class Picture final : public QWidget {
public:
    Picture(const QString& name, int size) : icon_(icon(name, Role::inkSoft)) { setFixedSize(size, size); }
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        icon_.paint(&painter, rect());
    }

private:
    QIcon icon_;
};

}  // namespace

EmptyState::EmptyState(const QString& iconName, const QString& title, const QString& sentence, QWidget* parent)
    : QWidget(parent), column_(new QVBoxLayout) {
    auto* outer = new QVBoxLayout(this);
    outer->addStretch(2);
    outer->addLayout(column_);
    outer->addStretch(3);
    column_->setSpacing(gap);
    column_->setContentsMargins(wideGap, wideGap, wideGap, wideGap);
    column_->addWidget(new Picture(iconName, 40), 0, Qt::AlignHCenter);
    column_->addSpacing(smallGap);
    auto* heading = new QLabel(title);
    heading->setFont(titleFont());
    heading->setAlignment(Qt::AlignCenter);
    column_->addWidget(heading);
    auto* text = new QLabel(sentence);
    text->setWordWrap(true);
    text->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    text->setFixedWidth(textWidth);
    text->setMinimumHeight(text->heightForWidth(textWidth));
    setInk(*text, Role::inkSoft);
    column_->addWidget(text, 0, Qt::AlignHCenter);
    setAccessibleName(title);
}

EmptyState& EmptyState::withPrimary(const QString& text, std::function<void()> run) {
    column_->addSpacing(gap);
    addButton(text, std::move(run), true);
    return *this;
}

EmptyState& EmptyState::withSecond(const QString& text, std::function<void()> run) {
    addButton(text, std::move(run), false);
    return *this;
}

void EmptyState::addButton(const QString& text, std::function<void()> run, bool primary) {
    auto* button = new QPushButton(text);
    button->setProperty("primary", primary);
    button->setMinimumWidth(180);
    connect(button, &QPushButton::clicked, this, [run = std::move(run)] { run(); });
    column_->addWidget(button, 0, Qt::AlignHCenter);
}

}  // namespace pb::ui
