#include "ui/kit/Tile.h"

#include "ui/kit/Fonts.h"
#include "ui/kit/Metrics.h"

#include <QKeyEvent>
#include <QLabel>
#include <QMouseEvent>
#include <QPainter>
#include <QVBoxLayout>

namespace pb::ui {

Tile::Tile(const QString& label, QWidget* parent)
    : QFrame(parent), label_(new QLabel(label)), value_(new QLabel(QStringLiteral("–"))), subLine_(new QLabel) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(wideGap, 12, wideGap, 12);
    column->setSpacing(2);
    label_->setFont(smallFont());
    value_->setFont(figureFont());
    subLine_->setFont(smallFont());
    setInk(*label_, Role::inkSoft);
    setInk(*subLine_, Role::inkSoft);
    for (QLabel* part : {label_, value_, subLine_}) {
        part->setTextFormat(Qt::PlainText);
        part->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
        column->addWidget(part);
    }
    setMinimumWidth(140);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(label);
}

void Tile::setValue(const QString& value, const QString& subLine, Role state) {
    value_->setText(value);
    subLine_->setText(subLine);
    subLine_->setToolTip(subLine);
    setInk(*value_, state);
    setAccessibleName(tr("%1: %2, %3").arg(label_->text(), value, subLine));
}

void Tile::setClickable(bool clickable) {
    clickable_ = clickable;
    setFocusPolicy(clickable ? Qt::StrongFocus : Qt::NoFocus);
    setCursor(clickable ? Qt::PointingHandCursor : Qt::ArrowCursor);
    setAttribute(Qt::WA_Hover, clickable);
}

QString Tile::value() const { return value_->text(); }

void Tile::mouseReleaseEvent(QMouseEvent* event) {
    if (clickable_ && event->button() == Qt::LeftButton && rect().contains(event->position().toPoint())) emit activated();
}

void Tile::keyPressEvent(QKeyEvent* event) {
    const bool opens = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Space;
    if (clickable_ && opens) return emit activated();
    QFrame::keyPressEvent(event);
}

void Tile::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool strong = hasFocus() || (clickable_ && underMouse());
    painter.setPen(QPen(color(hasFocus() ? Role::accent : strong ? Role::outline : Role::line, palette()), hasFocus() ? 1.5 : 1));
    painter.setBrush(color(Role::surface, palette()));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.75, 0.75, -0.75, -0.75), radius + 1, radius + 1);
}

}  // namespace pb::ui
