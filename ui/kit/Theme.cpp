#include "ui/kit/Theme.h"

#include "ui/kit/FlatStyle.h"

#include <QApplication>
#include <QEvent>
#include <QToolTip>
#include <QWidget>

#include <array>
#include <cmath>

namespace pb::ui {

namespace {

struct Shade {
    QRgb light, dark;
};

// In the order of Role. Text roles reach contrast 4.5 on window, surface and raised: tests/ui/kit/tst_theme.
constexpr std::array<Shade, roleCount> shades{{
    {0xfff3f5f8, 0xff14161a},  // window
    {0xffffffff, 0xff1a1d22},  // surface
    {0xfff7f8fa, 0xff23272e},  // raised
    {0xffe1e5ea, 0xff2b3038},  // line
    {0xffc8ced6, 0xff434a55},  // outline
    {0xff1a1f26, 0xffe6e9ed},  // ink
    {0xff566070, 0xffa1abb8},  // inkSoft
    {0xff97a1af, 0xff68727f},  // inkDisabled
    {0xff2159d6, 0xff7aa7ff},  // accent
    {0xffffffff, 0xff10141b},  // onAccent
    {0xffdce7fd, 0xff2a3c60},  // selection
    {0xff157038, 0xff58c98a},  // good
    {0xff975207, 0xffe8ad4c},  // warning
    {0xffbb2419, 0xfff78a84},  // bad
    {0xff7a3fc4, 0xffc09bf5},  // special
}};

QColor mixed(const QColor& over, const QColor& under, double share) {
    const auto channel = [share](int a, int b) { return static_cast<int>(std::lround(a * share + b * (1 - share))); };
    return QColor(channel(over.red(), under.red()), channel(over.green(), under.green()),
                  channel(over.blue(), under.blue()));
}

double luminance(const QColor& color) {
    const auto linear = [](double c) { return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

QPalette paletteFor(bool dark) {
    const auto c = [dark](Role role) { return colorOf(role, dark); };
    QPalette palette(c(Role::ink), c(Role::raised), c(Role::outline), c(Role::outline), c(Role::line), c(Role::ink),
                     c(Role::ink), c(Role::surface), c(Role::window));
    palette.setColor(QPalette::AlternateBase, c(Role::raised));
    palette.setColor(QPalette::ToolTipBase, c(Role::raised));
    palette.setColor(QPalette::ToolTipText, c(Role::ink));
    palette.setColor(QPalette::PlaceholderText, c(Role::inkSoft));
    palette.setColor(QPalette::Highlight, c(Role::selection));
    palette.setColor(QPalette::HighlightedText, c(Role::ink));
    palette.setColor(QPalette::Link, c(Role::accent));
    palette.setColor(QPalette::LinkVisited, c(Role::special));
    palette.setColor(QPalette::Mid, c(Role::line));
    palette.setColor(QPalette::Shadow, c(Role::outline));
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText}) {
        palette.setColor(QPalette::Disabled, role, c(Role::inkDisabled));
    }
    palette.setColor(QPalette::Disabled, QPalette::Base, c(Role::window));
    return palette;
}

/// Sets the ink again when the palette of the application changed.
class InkKeeper final : public QObject {
public:
    InkKeeper(QWidget& widget, Role role) : QObject(&widget), widget_(widget), role_(role) {
        setObjectName(QStringLiteral("InkKeeper"));
        widget.installEventFilter(this);
        apply();
    }
    void take(Role role) {
        role_ = role;
        apply();
    }
    bool eventFilter(QObject*, QEvent* event) override {
        if (event->type() == QEvent::ApplicationPaletteChange) apply();
        return false;
    }

private:
    void apply() {
        QPalette palette = QApplication::palette();
        const QColor ink = color(role_, palette);
        for (const auto group : {QPalette::Active, QPalette::Inactive}) {
            palette.setColor(group, QPalette::WindowText, ink);
            palette.setColor(group, QPalette::Text, ink);
            palette.setColor(group, QPalette::ButtonText, ink);
        }
        widget_.setPalette(palette);
    }
    QWidget& widget_;
    Role role_;
};

}  // namespace

QColor colorOf(Role role, bool dark) {
    const Shade& shade = shades[static_cast<std::size_t>(role)];
    return QColor::fromRgb(dark ? shade.dark : shade.light);
}

bool isDark(const QPalette& palette) { return palette.color(QPalette::Window).lightness() < 128; }

QColor color(Role role, const QPalette& palette) { return colorOf(role, isDark(palette)); }

QColor tint(Role role, const QPalette& palette) {
    const bool dark = isDark(palette);
    return mixed(colorOf(role, dark), colorOf(Role::surface, dark), dark ? 0.16 : 0.09);
}

double contrast(const QColor& one, const QColor& other) {
    const double a = luminance(one), b = luminance(other);
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

Theme::Theme(QApplication& application, ThemeChoice choice)
    : QObject(&application), application_(application), systemIsDark_(ui::isDark(QApplication::palette())), choice_(choice) {
    QApplication::setStyle(new FlatStyle);
    choose(choice);
}

bool Theme::isDark() const { return choice_ == ThemeChoice::dark || (choice_ == ThemeChoice::system && systemIsDark_); }

void Theme::choose(ThemeChoice choice) {
    choice_ = choice;
    const QPalette palette = paletteFor(isDark());
    QApplication::setPalette(palette);
    QToolTip::setPalette(palette);
    emit changed();
}

void setInk(QWidget& widget, Role role) {
    if (auto* keeper = widget.findChild<QObject*>(QStringLiteral("InkKeeper"), Qt::FindDirectChildrenOnly)) {
        static_cast<InkKeeper*>(keeper)->take(role);
    } else {
        new InkKeeper(widget, role);
    }
}

}  // namespace pb::ui
