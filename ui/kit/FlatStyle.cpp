#include "ui/kit/FlatStyle.h"

#include "ui/kit/Metrics.h"
#include "ui/kit/Theme.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QComboBox>
#include <QLineEdit>
#include <QPainter>
#include <QPainterPath>
#include <QPushButton>
#include <QScrollBar>
#include <QStyleFactory>
#include <QStyleOption>

namespace pb::ui {

namespace {

void roundedBox(QPainter& painter, const QRect& rect, const QColor& fill, const QColor& border, double width = 1) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(fill);
    painter.setPen(border.isValid() ? QPen(border, width) : QPen(Qt::NoPen));
    const double inset = width / 2;
    painter.drawRoundedRect(QRectF(rect).adjusted(inset, inset, -inset, -inset), radius, radius);
    painter.restore();
}

void chevron(QPainter& painter, const QRect& rect, int degrees, const QColor& ink) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(ink, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.translate(QRectF(rect).center());
    painter.rotate(degrees);
    painter.drawPolyline(QPolygonF{{-2, -3.5}, {1.5, 0}, {-2, 3.5}});
    painter.restore();
}

bool has(const QStyleOption* option, QStyle::StateFlag flag) { return option->state.testFlag(flag); }

bool isSet(const QWidget* widget, const char* property) { return widget && widget->property(property).toBool(); }

void button(const QStyleOption* option, QPainter& painter, const QWidget* widget) {
    const QPalette& palette = option->palette;
    const bool enabled = has(option, QStyle::State_Enabled);
    const bool danger = isSet(widget, "danger");
    if (enabled && (isSet(widget, "primary") || danger)) {
        QColor fill = color(danger ? Role::bad : Role::accent, palette);
        if (has(option, QStyle::State_Sunken) || has(option, QStyle::State_MouseOver)) fill = fill.darker(112);
        roundedBox(painter, option->rect, fill, QColor());
    } else {
        const bool pressed = has(option, QStyle::State_Sunken) || has(option, QStyle::State_On);
        const bool hovered = enabled && has(option, QStyle::State_MouseOver);
        roundedBox(painter, option->rect, pressed ? color(Role::selection, palette) : color(Role::raised, palette),
                   color(hovered ? Role::inkSoft : Role::outline, palette));
    }
    if (has(option, QStyle::State_HasFocus) && has(option, QStyle::State_KeyboardFocusChange)) {
        roundedBox(painter, option->rect.adjusted(2, 2, -2, -2), Qt::transparent, color(isSet(widget, "primary") || danger ? Role::onAccent : Role::accent, palette), 1.5);
    }
}

void field(const QStyleOption* option, QPainter& painter) {
    const bool focus = has(option, QStyle::State_HasFocus);
    const QPalette& palette = option->palette;
    roundedBox(painter, option->rect, palette.color(QPalette::Base), color(focus ? Role::accent : Role::outline, palette),
               focus ? 1.5 : 1);
}

void checkBox(const QStyleOption* option, QPainter& painter) {
    const QPalette& palette = option->palette;
    const QRect box = option->rect.adjusted(0, 0, -1, -1);
    const bool enabled = has(option, QStyle::State_Enabled);
    const bool on = has(option, QStyle::State_On) || has(option, QStyle::State_NoChange);
    const QColor fill = !on ? palette.color(QPalette::Base) : color(enabled ? Role::accent : Role::outline, palette);
    const bool focus = has(option, QStyle::State_HasFocus);
    roundedBox(painter, box, fill, on ? QColor() : color(focus ? Role::accent : Role::outline, palette));
    if (!on) return;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(color(Role::onAccent, palette), 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const QRectF r(box);
    if (has(option, QStyle::State_NoChange)) {
        painter.drawLine(QPointF(r.left() + r.width() * 0.28, r.center().y()), QPointF(r.left() + r.width() * 0.72, r.center().y()));
    } else {
        painter.drawPolyline(QPolygonF{{r.left() + r.width() * 0.24, r.top() + r.height() * 0.53},
                                       {r.left() + r.width() * 0.43, r.top() + r.height() * 0.72},
                                       {r.left() + r.width() * 0.76, r.top() + r.height() * 0.32}});
    }
    painter.restore();
}

void tab(const QStyleOptionTab& option, QPainter& painter) {
    const QPalette& palette = option.palette;
    if (has(&option, QStyle::State_MouseOver) && !has(&option, QStyle::State_Selected)) {
        painter.fillRect(option.rect, color(Role::raised, palette));
    }
    if (has(&option, QStyle::State_Selected)) {
        const QRect line(option.rect.left(), option.rect.bottom() - 1, option.rect.width(), 2);
        painter.fillRect(line, color(Role::accent, palette));
    }
    if (has(&option, QStyle::State_HasFocus)) {
        roundedBox(painter, option.rect.adjusted(3, 3, -3, -4), Qt::transparent, color(Role::accent, palette));
    }
}

void headerSection(const QStyleOption* option, QPainter& painter) {
    const QPalette& palette = option->palette;
    painter.fillRect(option->rect, color(Role::surface, palette));
    painter.fillRect(QRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1), color(Role::line, palette));
}

void scrollBar(const QStyleOptionSlider& option, QPainter& painter, const QRect& handle) {
    const QPalette& palette = option.palette;
    painter.fillRect(option.rect, color(Role::surface, palette));
    if (option.maximum <= option.minimum) return;
    const bool strong = has(&option, QStyle::State_MouseOver) || has(&option, QStyle::State_Sunken);
    const bool upright = option.orientation == Qt::Vertical;
    const QRect bar = upright ? handle.adjusted(3, 2, -3, -2) : handle.adjusted(2, 3, -2, -3);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color(strong ? Role::inkSoft : Role::outline, palette));
    const double round = (upright ? bar.width() : bar.height()) / 2.0;
    painter.drawRoundedRect(QRectF(bar), round, round);
    painter.restore();
}

void comboBox(const QStyleOptionComboBox& option, QPainter& painter) {
    field(&option, painter);
    const QRect arrow(option.rect.right() - 22, option.rect.top(), 18, option.rect.height());
    chevron(painter, arrow, 90, color(has(&option, QStyle::State_Enabled) ? Role::inkSoft : Role::inkDisabled, option.palette));
}

void spinBox(const QStyleOptionSpinBox& option, const QRect& up, const QRect& down, QPainter& painter) {
    field(&option, painter);
    const auto ink = [&](QAbstractSpinBox::StepEnabledFlag step) {
        return color(has(&option, QStyle::State_Enabled) && (option.stepEnabled & step) ? Role::inkSoft : Role::inkDisabled, option.palette);
    };
    chevron(painter, up, 270, ink(QAbstractSpinBox::StepUpEnabled));
    chevron(painter, down, 90, ink(QAbstractSpinBox::StepDownEnabled));
}

}  // namespace

FlatStyle::FlatStyle() : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion"))) {}

void FlatStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                              const QWidget* widget) const {
    switch (element) {
    case PE_PanelButtonCommand: return button(option, *painter, widget);
    case PE_FrameLineEdit: return;
    case PE_PanelLineEdit:
        if (const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option); frame && frame->lineWidth > 0) {
            return field(option, *painter);
        }
        return;
    case PE_IndicatorCheckBox: return checkBox(option, *painter);
    case PE_IndicatorBranch:
        if (has(option, State_Children)) chevron(*painter, option->rect, has(option, State_Open) ? 90 : 0, color(Role::inkSoft, option->palette));
        return;
    case PE_FrameFocusRect:
        if (has(option, State_KeyboardFocusChange)) {
            roundedBox(*painter, option->rect, Qt::transparent, color(Role::accent, option->palette));
        }
        return;
    case PE_PanelButtonTool:
        if (has(option, State_On) || has(option, State_Sunken) || (has(option, State_MouseOver) && has(option, State_Enabled))) {
            const bool on = has(option, State_On) || has(option, State_Sunken);
            roundedBox(*painter, option->rect, color(on ? Role::selection : Role::line, option->palette), QColor());
        }
        return;
    case PE_FrameTabBarBase:
    case PE_FrameTabWidget:
    case PE_FrameStatusBarItem: return;
    case PE_FrameMenu:
        painter->setPen(color(Role::outline, option->palette));
        painter->drawRect(option->rect.adjusted(0, 0, -1, -1));
        return;
    default: QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void FlatStyle::drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                            const QWidget* widget) const {
    switch (element) {
    case CE_TabBarTabShape:
        if (const auto* tabOption = qstyleoption_cast<const QStyleOptionTab*>(option)) tab(*tabOption, *painter);
        return;
    case CE_TabBarTabLabel:
        if (const auto* tabOption = qstyleoption_cast<const QStyleOptionTab*>(option)) {
            QStyleOptionTab plain(*tabOption);
            plain.state &= ~State_HasFocus;
            const bool quiet = !has(option, State_Selected) && has(option, State_Enabled);
            if (quiet) plain.palette.setColor(QPalette::WindowText, color(Role::inkSoft, option->palette));
            QProxyStyle::drawControl(element, &plain, painter, widget);
        }
        return;
    case CE_HeaderSection:
    case CE_HeaderEmptyArea: return headerSection(option, *painter);
    case CE_HeaderLabel:
        if (const auto* header = qstyleoption_cast<const QStyleOptionHeader*>(option)) {
            QStyleOptionHeader plain(*header);
            plain.state &= ~State_On;
            plain.palette.setColor(QPalette::ButtonText, color(Role::inkSoft, option->palette));
            QProxyStyle::drawControl(element, &plain, painter, widget);
        }
        return;
    case CE_Splitter: {
        const QRect& r = option->rect;
        const QRect line = has(option, State_Horizontal) ? QRect(r.center().x(), r.top(), 1, r.height()) : QRect(r.left(), r.center().y(), r.width(), 1);
        painter->fillRect(line, color(has(option, State_MouseOver) ? Role::accent : Role::line, option->palette));
        return;
    }
    case CE_PushButtonLabel:
        if (const auto* push = qstyleoption_cast<const QStyleOptionButton*>(option);
            push && has(option, State_Enabled) && (isSet(widget, "primary") || isSet(widget, "danger"))) {
            QStyleOptionButton bright(*push);
            bright.palette.setColor(QPalette::ButtonText, color(Role::onAccent, option->palette));
            return QProxyStyle::drawControl(element, &bright, painter, widget);
        }
        return QProxyStyle::drawControl(element, option, painter, widget);
    default: QProxyStyle::drawControl(element, option, painter, widget);
    }
}

void FlatStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                                   const QWidget* widget) const {
    if (const auto* slider = qstyleoption_cast<const QStyleOptionSlider*>(option); slider && control == CC_ScrollBar) {
        return scrollBar(*slider, *painter, subControlRect(control, option, SC_ScrollBarSlider, widget));
    }
    if (const auto* combo = qstyleoption_cast<const QStyleOptionComboBox*>(option); combo && control == CC_ComboBox) {
        return comboBox(*combo, *painter);
    }
    if (const auto* spin = qstyleoption_cast<const QStyleOptionSpinBox*>(option); spin && control == CC_SpinBox) {
        return spinBox(*spin, subControlRect(control, option, SC_SpinBoxUp, widget), subControlRect(control, option, SC_SpinBoxDown, widget), *painter);
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

int FlatStyle::pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const {
    switch (metric) {
    case PM_ScrollBarExtent: return 12;
    case PM_ScrollBarSliderMin: return 28;
    case PM_SplitterWidth: return 5;
    case PM_DefaultFrameWidth: return qobject_cast<const QAbstractItemView*>(widget) ? 0 : QProxyStyle::pixelMetric(metric, option, widget);
    case PM_TabBarTabHSpace: return 24;
    case PM_TabBarTabShiftVertical: return 0;
    case PM_HeaderMargin: return gap;
    case PM_FocusFrameHMargin: return gap - 1;  // of cells; Qt adds one
    case PM_SmallIconSize: return iconSize;
    case PM_ButtonIconSize: return iconSize;
    case PM_TreeViewIndentation: return 16;
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical: return 0;
    default: return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int FlatStyle::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget, QStyleHintReturn* data) const {
    switch (hint) {
    case SH_ScrollBar_Transient: return 0;
    case SH_EtchDisabledText:
    case SH_DitherDisabledText: return 0;
    case SH_ItemView_ShowDecorationSelected: return 1;
    case SH_ItemView_ActivateItemOnSingleClick: return 0;
    default: return QProxyStyle::styleHint(hint, option, widget, data);
    }
}

QRect FlatStyle::subControlRect(ComplexControl control, const QStyleOptionComplex* option, SubControl part,
                                const QWidget* widget) const {
    const auto* slider = qstyleoption_cast<const QStyleOptionSlider*>(option);
    if (control != CC_ScrollBar || !slider) return QProxyStyle::subControlRect(control, option, part, widget);
    const bool upright = slider->orientation == Qt::Vertical;
    const QRect& all = option->rect;
    const int length = upright ? all.height() : all.width();
    const int range = slider->maximum - slider->minimum;
    const qint64 whole = qint64{range} + slider->pageStep;
    int handle = range > 0 && whole > 0 ? static_cast<int>(qint64{slider->pageStep} * length / whole) : length;
    handle = std::min(length, std::max(handle, proxy()->pixelMetric(PM_ScrollBarSliderMin, option, widget)));
    const int start = sliderPositionFromValue(slider->minimum, slider->maximum, slider->sliderPosition, length - handle, slider->upsideDown);
    const auto along = [&](int from, int size) {
        return upright ? QRect(all.left(), all.top() + from, all.width(), size) : QRect(all.left() + from, all.top(), size, all.height());
    };
    switch (part) {
    case SC_ScrollBarGroove: return all;
    case SC_ScrollBarSlider: return along(start, handle);
    case SC_ScrollBarSubPage: return along(0, start);
    case SC_ScrollBarAddPage: return along(start + handle, length - start - handle);
    default: return {};
    }
}

QSize FlatStyle::sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& size,
                                  const QWidget* widget) const {
    QSize result = QProxyStyle::sizeFromContents(type, option, size, widget);
    switch (type) {
    case CT_PushButton:
        result.setHeight(fieldHeight);
        result.setWidth(std::max(result.width() + 8, 64));
        break;
    case CT_LineEdit:
    case CT_ComboBox:
    case CT_SpinBox: result.setHeight(std::max(result.height(), fieldHeight)); break;
    case CT_MenuItem:
        if (const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option); item && item->menuItemType != QStyleOptionMenuItem::Separator) {
            result.setHeight(std::max(result.height(), rowHeight));
        }
        break;
    case CT_TabBarTab: result.setHeight(tabHeight); break;
    case CT_HeaderSection: result.setHeight(rowHeight + 2); break;
    default: break;
    }
    return result;
}

void FlatStyle::polish(QWidget* widget) {
    QProxyStyle::polish(widget);
    if (qobject_cast<QAbstractButton*>(widget) || qobject_cast<QScrollBar*>(widget) || qobject_cast<QComboBox*>(widget)) {
        widget->setAttribute(Qt::WA_Hover);
    }
}

}  // namespace pb::ui
