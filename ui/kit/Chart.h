#pragma once

#include "models/base/Clock.h"
#include "ui/kit/Theme.h"

#include <QWidget>

#include <vector>

namespace pb::ui {

struct ChartPoint {
    Millis time = 0;
    double value = 0;
};

struct ChartSeries {
    QString name;
    Role role = Role::accent;
    std::vector<ChartPoint> points;   ///< ascending in time
};

/// Lines over time, painted with at most two points a pixel (least and greatest of each bucket), so a million points
/// cost what a thousand cost and spikes survive. Hover or Left/Right show the values; the accessible description says
/// the last and the greatest value of each series.
class Chart final : public QWidget {
    Q_OBJECT
public:
    explicit Chart(const QString& accessibleName, QWidget* parent = nullptr);
    void setSeries(std::vector<ChartSeries> series);
    void setUnit(const QString& unit);
    QSize sizeHint() const override { return {480, 160}; }
    QSize minimumSizeHint() const override { return {160, 80}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    struct Frame;
    Frame frame() const;
    void paintAxes(QPainter& painter, const Frame& frame) const;
    void paintSeries(QPainter& painter, const Frame& frame, const ChartSeries& series) const;
    void paintHover(QPainter& painter, const Frame& frame) const;

    std::vector<ChartSeries> series_;
    QString unit_;
    int hover_ = -1;   ///< x in the plot, -1 = none
};

}  // namespace pb::ui
