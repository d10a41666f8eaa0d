#include "ui/kit/Pill.h"

#include "ui/kit/Fonts.h"

#include <QPainter>

namespace pb::ui {

Pill::Pill(QWidget* parent) : QAbstractButton(parent) {
    QFont font = smallFont();
    font.setWeight(QFont::DemiBold);
    setFont(font);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setFocusPolicy(Qt::TabFocus);
}

void Pill::show(const QString& word, Role role, Look look) {
    role_ = role;
    look_ = look;
    setText(word);
    if (accessibleName().isEmpty()) setAccessibleName(word);
    setVisible(!word.isEmpty());
    updateGeometry();
    update();
}

QSize Pill::sizeHint() const { return {fontMetrics().horizontalAdvance(text()) + 16, fontMetrics().height() + 6}; }

void Pill::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor strong = color(role_, palette());
    const bool filled = look_ == Look::filled;
    painter.setBrush(filled ? strong : tint(role_, palette()));
    painter.setPen(hasFocus() ? QPen(color(Role::ink, palette()), 1.5) : QPen(Qt::NoPen));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.75, 0.75, -0.75, -0.75), 4, 4);
    painter.setPen(filled ? color(Role::onAccent, palette()) : strong);
    painter.drawText(rect(), Qt::AlignCenter, text());
}

}  // namespace pb::ui
