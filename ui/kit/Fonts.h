#pragma once

#include <QFont>

class QApplication;

namespace pb::ui {

/// Registers the bundled Inter and JetBrains Mono and makes Inter the application's font. Where the build found no
/// font files, the system's sans and fixed fonts are used. True when the bundled ones are in use.
/// `scale` makes all text larger or smaller (0.8 … 2).
bool installFonts(QApplication& application, double scale = 1);

QFont textFont();                  ///< Inter 9.5 pt
QFont strongFont();                ///< SemiBold, same size
QFont smallFont();                 ///< 8.5 pt: labels of tiles, status bar, sub lines
QFont titleFont();                 ///< SemiBold 12 pt: page titles, empty states
QFont figureFont();                ///< SemiBold 17 pt: the number of a tile
QFont monoFont();                  ///< JetBrains Mono 9 pt: payloads, code, numbers that must align

}  // namespace pb::ui
