#include "ui/kit/Fonts.h"

#include <QApplication>
#include <QFontDatabase>
#include <QResource>

#include <algorithm>

static void initFonts() { Q_INIT_RESOURCE(patchbay_fonts); }

namespace pb::ui {

namespace {

constexpr double textPoints = 9.5, smallPoints = 8.5, titlePoints = 12, figurePoints = 17, monoPoints = 9;

/// Set once, before the first widget.
double& textScale() {
    static double scale = 1;
    return scale;
}

bool add(const QString& file) {
    const QResource resource(QStringLiteral(":/patchbay/fonts/") + file);
    if (!resource.isValid() || resource.compressionAlgorithm() != QResource::NoCompression) return false;
    const auto bytes = QByteArray::fromRawData(reinterpret_cast<const char*>(resource.data()), static_cast<qsizetype>(resource.size()));
    return QFontDatabase::addApplicationFontFromData(bytes) >= 0;
}

QFont sized(QFont font, double points, QFont::Weight weight = QFont::Normal) {
    font.setPointSizeF(points * textScale());
    font.setWeight(weight);
    return font;
}

}  // namespace

bool installFonts(QApplication&, double scale) {
    initFonts();
    textScale() = std::clamp(scale, 0.8, 2.0);
    const bool text = add(QStringLiteral("Inter-Regular.otf")) && add(QStringLiteral("Inter-SemiBold.otf"));
    const bool mono = add(QStringLiteral("JetBrainsMono-Regular.ttf"));
    QFont font = text ? QFont(QStringLiteral("Inter")) : QFontDatabase::systemFont(QFontDatabase::GeneralFont);
    font.setHintingPreference(QFont::PreferNoHinting);
    QApplication::setFont(sized(font, textPoints));
    return text && mono;
}

QFont textFont() { return QApplication::font(); }
QFont strongFont() { return sized(textFont(), textPoints, QFont::DemiBold); }
QFont smallFont() { return sized(textFont(), smallPoints); }
QFont titleFont() { return sized(textFont(), titlePoints, QFont::DemiBold); }
QFont figureFont() { return sized(textFont(), figurePoints, QFont::DemiBold); }

QFont monoFont() {
    QFont font(QStringList{QStringLiteral("JetBrains Mono"), QFontDatabase::systemFont(QFontDatabase::FixedFont).family()});
    font.setFixedPitch(true);
    font.setHintingPreference(QFont::PreferNoHinting);
    return sized(font, monoPoints);
}

}  // namespace pb::ui
