#pragma once

#include <QColor>
#include <QObject>
#include <QPalette>

#include <vector>

class QApplication;

namespace pb::ui {

/// The colours of the house. Everything that is painted takes one of these; there is no other colour.
enum class Role {
    window,       ///< behind everything: strip, mode bar, status bar
    surface,      ///< lists, editors, tiles
    raised,       ///< buttons, menus, hover
    line,         ///< hairlines between areas
    outline,      ///< borders of fields and buttons
    ink,          ///< text
    inkSoft,      ///< labels, secondary text
    inkDisabled,  ///< the only text role that may be below contrast 4.5
    accent,       ///< links, primary buttons, the active mode
    onAccent,     ///< text on accent, good, warning and bad
    selection,    ///< behind the selected row
    good, warning, bad,
    special,      ///< fourth series, functions in code
};
inline constexpr int roleCount = static_cast<int>(Role::special) + 1;

enum class ThemeChoice { system, light, dark };

QColor colorOf(Role role, bool dark);
/// The colour for what is painted with this palette: `color(Role::bad, palette())`. Repaint on QEvent::PaletteChange.
QColor color(Role role, const QPalette& palette);
bool isDark(const QPalette& palette);
/// A faint background in the hue of a role, for bars, cells and marks; ink on it keeps contrast 4.5.
QColor tint(Role role, const QPalette& palette);
/// WCAG 2.1 §1.4.3 contrast of two opaque colours, 1 … 21.
double contrast(const QColor& one, const QColor& other);

/// Fusion underneath, a flat skin over it (FlatStyle), one palette; switches while the program runs.
class Theme final : public QObject {
    Q_OBJECT
public:
    /// Takes note of the platform's own palette, which says what `system` means, then styles the application.
    explicit Theme(QApplication& application, ThemeChoice choice = ThemeChoice::system);

    void choose(ThemeChoice choice);
    ThemeChoice choice() const { return choice_; }
    bool isDark() const;

signals:
    void changed();

private:
    QApplication& application_;
    bool systemIsDark_;
    ThemeChoice choice_;
};

/// Sets the text colour of a label or button from a role and keeps it right when the theme changes.
void setInk(QWidget& widget, Role role);

}  // namespace pb::ui
