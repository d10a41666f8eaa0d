#include "ui/shell/ModeBar.h"

#include "ui/kit/Fonts.h"
#include "ui/kit/Icons.h"
#include "ui/kit/Metrics.h"

#include <QAbstractButton>
#include <QButtonGroup>
#include <QPainter>
#include <QVBoxLayout>

namespace pb::ui {

namespace {

constexpr int barWidth = 68, buttonHeight = 58, pictureSize = 22;

class ModeButton final : public QAbstractButton {
public:
    ModeButton(const QString& text, const QString& iconName)
        : quiet_(ui::icon(iconName, Role::inkSoft)), strong_(ui::icon(iconName, Role::accent)) {
        setText(text);
        setAccessibleName(text);
        setFixedSize(barWidth - 1, buttonHeight);
        setFont(smallFont());
        setAttribute(Qt::WA_Hover);
        setFocusPolicy(Qt::TabFocus);
    }

    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        const bool on = isChecked();
        if (on || underMouse()) painter.fillRect(rect(), color(on ? Role::selection : Role::line, palette()));
        if (on) painter.fillRect(QRect(0, 0, 3, height()), color(Role::accent, palette()));
        (on ? strong_ : quiet_).paint(&painter, QRect((width() - pictureSize) / 2, 9, pictureSize, pictureSize));
        painter.setPen(color(on ? Role::ink : Role::inkSoft, palette()));
        painter.drawText(QRect(0, 34, width(), 18), Qt::AlignCenter, text());
        if (!hasFocus()) return;
        painter.setPen(color(Role::accent, palette()));
        painter.drawRect(rect().adjusted(3, 2, -4, -3));
    }

private:
    QIcon quiet_, strong_;
};

}  // namespace

ModeBar::ModeBar(QWidget* parent) : QWidget(parent) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, smallGap, 1, smallGap);
    column->setSpacing(0);
    auto* group = new QButtonGroup(this);
    for (std::size_t i = 0; i < modes.size(); ++i) {
        const Mode mode = modes[i];
        auto* button = new ModeButton(titleOf(mode), iconNameOf(mode));
        button->setCheckable(true);
        button->setToolTip(tr("%1 (Ctrl+%2)").arg(titleOf(mode)).arg(i + 1));
        group->addButton(button);
        column->addWidget(button);
        connect(button, &QAbstractButton::clicked, this, [this, mode] { emit modeChosen(mode); });
        buttons_[i] = button;
    }
    column->addStretch(1);
    settings_ = new ModeButton(tr("Settings"), QStringLiteral("settings"));
    settings_->setCheckable(true);
    group->addButton(settings_);
    connect(settings_, &QAbstractButton::clicked, this, &ModeBar::settingsChosen);
    column->addWidget(settings_);
    setFixedWidth(barWidth);
}

void ModeBar::showMode(std::optional<Mode> mode) {
    (mode ? buttons_[static_cast<std::size_t>(*mode)] : settings_)->setChecked(true);
}

void ModeBar::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), color(Role::window, palette()));
    painter.fillRect(QRect(width() - 1, 0, 1, height()), color(Role::line, palette()));
}

}  // namespace pb::ui
