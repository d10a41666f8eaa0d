#include "ui/kit/Icons.h"

#include <QDir>
#include <QFile>
#include <QGuiApplication>
#include <QHash>
#include <QIconEngine>
#include <QPainter>
#include <QPixmap>
#include <QSvgRenderer>

#include <cmath>

static void initIcons() { Q_INIT_RESOURCE(patchbay_icons); }

namespace pb::ui {

namespace {

constexpr auto iconFolder = ":/patchbay/icons/";

/// Draws one SVG in a role's colour of the present palette; keeps the pixmaps of the last palette.
class InkIconEngine final : public QIconEngine {
public:
    InkIconEngine(QByteArray svg, Role role) : svg_(std::move(svg)), role_(role) {}

    QIconEngine* clone() const override { return new InkIconEngine(svg_, role_); }

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override {
        const double scale = painter->device() ? painter->device()->devicePixelRatioF() : 1;
        painter->drawPixmap(rect, drawn(rect.size() * scale, mode, state, scale));
    }
    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override { return drawn(size, mode, state, 1); }
    QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State state, qreal scale) override {
        return drawn(size, mode, state, scale);
    }

private:
    QPixmap drawn(const QSize& size, QIcon::Mode mode, QIcon::State, qreal scale) {
        const QColor ink = color(mode == QIcon::Disabled ? Role::inkDisabled : role_, QGuiApplication::palette());
        const quint64 key = (quint64{ink.rgb()} << 24) | (static_cast<quint64>(size.width()) << 8) |
                            static_cast<quint64>(std::lround(scale * 10));
        if (const auto found = cache_.constFind(key); found != cache_.constEnd()) return *found;
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        QSvgRenderer(QByteArray(svg_).replace("currentColor", ink.name().toLatin1())).render(&painter, QRectF(QPointF(), size));
        painter.end();
        pixmap.setDevicePixelRatio(scale);
        cache_.insert(key, pixmap);
        return pixmap;
    }

    QByteArray svg_;
    Role role_;
    QHash<quint64, QPixmap> cache_;
};

}  // namespace

QIcon icon(const QString& name, Role role) {
    initIcons();
    QFile file(QLatin1String(iconFolder) + name + QStringLiteral(".svg"));
    if (!file.open(QIODevice::ReadOnly)) {
        qWarning("There is no icon named %s.", qPrintable(name));
        return name == QStringLiteral("missing") ? QIcon() : icon(QStringLiteral("missing"), role);
    }
    return QIcon(new InkIconEngine(file.readAll(), role));
}

QIcon stateIcon(Role role) {
    switch (role) {
    case Role::good: return icon(QStringLiteral("check-circle"), role);
    case Role::warning: return icon(QStringLiteral("warning"), role);
    case Role::bad: return icon(QStringLiteral("error"), role);
    default: return icon(QStringLiteral("info"), role);
    }
}

QStringList iconNames() {
    initIcons();
    QStringList names = QDir(QLatin1String(iconFolder)).entryList({QStringLiteral("*.svg")});
    for (QString& name : names) name.chop(4);
    return names;
}

}  // namespace pb::ui
