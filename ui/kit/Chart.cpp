#include "ui/kit/Chart.h"

#include "ui/kit/Fonts.h"
#include "ui/kit/Format.h"
#include "ui/kit/Metrics.h"

#include <QDateTime>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <array>
#include <cmath>

namespace pb::ui {

namespace {

constexpr int leftMargin = 44, rightMargin = 12, topMargin = 24, bottomMargin = 22;

/// 1, 2 or 5 times a power of ten, at least `step`.
double roundStep(double step) {
    const double power = std::pow(10, std::floor(std::log10(step)));
    for (const double factor : {1.0, 2.0, 5.0}) {
        if (factor * power >= step) return factor * power;
    }
    return 10 * power;
}

Millis timeStep(Millis span, int ticks) {
    constexpr std::array<Millis, 14> steps{1000, 5000, 15000, 60000, 300000, 900000, 1800000, 3600000, 7200000, 14400000, 21600000, 43200000, 86400000, 604800000};
    for (const Millis step : steps) {
        if (span / step <= ticks) return step;
    }
    return std::max<Millis>(steps.back(), span / ticks);
}

QString valueText(double value) {
    return value < 10 && value != std::floor(value) ? QString::number(value, 'g', 3) : shortCountText(std::llround(value));
}

QString timeLabel(Millis time, Millis step) {
    const QDateTime when = QDateTime::fromMSecsSinceEpoch(time);
    return when.toString(step >= 86'400'000 ? QStringLiteral("d MMM") : step >= 60'000 ? QStringLiteral("HH:mm") : QStringLiteral("HH:mm:ss"));
}

}  // namespace

struct Chart::Frame {
    QRect plot;
    Millis from = 0, to = 1;
    double top = 1, step = 1;
    double x(Millis time) const { return plot.left() + static_cast<double>(time - from) * plot.width() / static_cast<double>(to - from); }
    double y(double value) const { return plot.bottom() - value * plot.height() / top; }
    Millis timeAt(double px) const { return from + static_cast<Millis>((px - plot.left()) * static_cast<double>(to - from) / plot.width()); }
};

Chart::Chart(const QString& accessibleName, QWidget* parent) : QWidget(parent) {
    setAccessibleName(accessibleName);
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void Chart::setSeries(std::vector<ChartSeries> series) {
    series_ = std::move(series);
    QStringList words;
    for (const ChartSeries& one : series_) {
        if (one.points.empty()) continue;
        const auto most = std::max_element(one.points.begin(), one.points.end(), [](const auto& a, const auto& b) { return a.value < b.value; });
        words << tr("%1: now %2, at most %3").arg(one.name, valueText(one.points.back().value), valueText(most->value));
    }
    setAccessibleDescription(words.isEmpty() ? tr("No data yet") : words.join(QStringLiteral("; ")));
    update();
}

void Chart::setUnit(const QString& unit) {
    unit_ = unit;
    update();
}

Chart::Frame Chart::frame() const {
    Frame frame;
    frame.plot = rect().adjusted(leftMargin, topMargin, -rightMargin, -bottomMargin);
    double most = 0;
    bool any = false;
    for (const ChartSeries& series : series_) {
        if (series.points.empty()) continue;
        frame.from = any ? std::min(frame.from, series.points.front().time) : series.points.front().time;
        frame.to = any ? std::max(frame.to, series.points.back().time) : series.points.back().time;
        any = true;
        for (const ChartPoint& point : series.points) most = std::max(most, point.value);
    }
    if (frame.to <= frame.from) frame.to = frame.from + 1;
    frame.step = roundStep(std::max(most, 1e-9) / std::max(1, frame.plot.height() / 40));
    if (most <= 0) frame.step = 1;
    frame.top = frame.step * std::max(1.0, std::ceil(most / frame.step));
    return frame;
}

void Chart::paintAxes(QPainter& painter, const Frame& frame) const {
    const QColor line = color(Role::line, palette());
    const QColor ink = color(Role::inkSoft, palette());
    for (double value = 0; value <= frame.top * 1.001; value += frame.step) {
        const int y = static_cast<int>(std::lround(frame.y(value)));
        painter.fillRect(QRect(frame.plot.left(), y, frame.plot.width(), 1), line);
        painter.setPen(ink);
        painter.drawText(QRect(0, y - 8, leftMargin - 8, 16), Qt::AlignRight | Qt::AlignVCenter, valueText(value));
    }
    const Millis step = timeStep(frame.to - frame.from, std::max(1, frame.plot.width() / 90));
    const Millis offset = QDateTime::fromMSecsSinceEpoch(frame.from).offsetFromUtc() * Millis{1000};
    for (Millis at = ((frame.from + offset) / step + 1) * step - offset; at <= frame.to; at += step) {
        const int x = static_cast<int>(std::lround(frame.x(at)));
        painter.setPen(ink);
        const QRect label(x - 40, frame.plot.bottom() + 4, 80, 16);
        if (rect().contains(label)) painter.drawText(label, Qt::AlignCenter, timeLabel(at, step));
    }
    int x = frame.plot.left();
    for (const ChartSeries& series : series_) {
        painter.fillRect(QRect(x, 10, 12, 2), color(series.role, palette()));
        const QString name = unit_.isEmpty() ? series.name : tr("%1, %2").arg(series.name, unit_);
        painter.setPen(ink);
        painter.drawText(QPoint(x + 18, 15), name);
        x += 18 + painter.fontMetrics().horizontalAdvance(name) + 2 * gap;
    }
}

void Chart::paintSeries(QPainter& painter, const Frame& frame, const ChartSeries& series) const {
    // Each pixel column is one bucket: its least and greatest value are drawn, whatever lies between is not seen.
    QPolygonF line;
    line.reserve(2 * frame.plot.width());
    for (std::size_t i = 0; i < series.points.size();) {
        const int column = static_cast<int>(frame.x(series.points[i].time));
        double least = series.points[i].value, most = least;
        std::size_t j = i;
        for (; j < series.points.size() && static_cast<int>(frame.x(series.points[j].time)) == column; ++j) {
            least = std::min(least, series.points[j].value);
            most = std::max(most, series.points[j].value);
        }
        const double x = j - i == 1 ? frame.x(series.points[i].time) : column;
        line << QPointF(x, frame.y(least));
        if (most > least) line << QPointF(x, frame.y(most));
        i = j;
    }
    painter.setPen(QPen(color(series.role, palette()), 1.4));
    painter.setRenderHint(QPainter::Antialiasing);
    if (line.size() == 1) {
        painter.drawEllipse(line.front(), 2, 2);
    } else {
        painter.drawPolyline(line);
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
}

void Chart::paintHover(QPainter& painter, const Frame& frame) const {
    const Millis at = frame.timeAt(hover_);
    QStringList lines{QDateTime::fromMSecsSinceEpoch(at).toString(QStringLiteral("yyyy-MM-dd HH:mm:ss"))};
    for (const ChartSeries& series : series_) {
        const auto next = std::lower_bound(series.points.begin(), series.points.end(), at, [](const ChartPoint& p, Millis t) { return p.time < t; });
        if (next == series.points.end()) continue;
        lines << tr("%1  %2").arg(series.name, valueText(next->value));
    }
    painter.fillRect(QRect(hover_, frame.plot.top(), 1, frame.plot.height()), color(Role::inkSoft, palette()));
    int width = 0;
    for (const QString& line : lines) width = std::max(width, painter.fontMetrics().horizontalAdvance(line));
    const int height = static_cast<int>(lines.size()) * 16 + 12;
    const bool left = hover_ + width + 32 > frame.plot.right();
    const QRect box(left ? hover_ - width - 28 : hover_ + 8, frame.plot.top() + 4, width + 20, height);
    painter.setPen(color(Role::outline, palette()));
    painter.setBrush(color(Role::raised, palette()));
    painter.drawRect(box.adjusted(0, 0, -1, -1));
    painter.setPen(color(Role::ink, palette()));
    painter.drawText(box.adjusted(10, 6, -10, -6), Qt::AlignLeft | Qt::AlignTop, lines.join(QChar(u'\n')));
}

void Chart::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setFont(smallFont());
    const bool empty = std::all_of(series_.begin(), series_.end(), [](const ChartSeries& s) { return s.points.empty(); });
    if (empty) {
        painter.setPen(color(Role::inkSoft, palette()));
        painter.drawText(rect(), Qt::AlignCenter, tr("No data yet"));
        return;
    }
    const Frame now = frame();
    paintAxes(painter, now);
    for (const ChartSeries& series : series_) paintSeries(painter, now, series);
    if (now.plot.left() <= hover_ && hover_ <= now.plot.right()) paintHover(painter, now);
    if (!hasFocus()) return;
    painter.setPen(color(Role::accent, palette()));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

void Chart::mouseMoveEvent(QMouseEvent* event) {
    hover_ = static_cast<int>(event->position().x());
    update();
}

void Chart::leaveEvent(QEvent*) {
    hover_ = -1;
    update();
}

void Chart::keyPressEvent(QKeyEvent* event) {
    const int step = event->key() == Qt::Key_Left ? -8 : event->key() == Qt::Key_Right ? 8 : 0;
    if (step == 0) return QWidget::keyPressEvent(event);
    const QRect plot = frame().plot;
    hover_ = std::clamp(hover_ < 0 ? plot.right() : hover_ + step, plot.left(), plot.right());
    update();
}

}  // namespace pb::ui
