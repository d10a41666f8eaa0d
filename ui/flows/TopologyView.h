#pragma once

#include "models/workspace/Topology.h"
#include "ui/flows/TopologyLayout.h"

#include <QWidget>

#include <map>
#include <set>
#include <string>
#include <vector>

namespace pb::ui {

struct FeedView;

/// The topology as a strip: boxes in the order of the flow, failures dashed, the number of messages in each channel, the
/// dead letters that wait in red. Arrow keys walk it, Enter or a click opens what stands there. The accessible
/// description says all of it, a line a connection.
class TopologyView final : public QWidget {
    Q_OBJECT
public:
    explicit TopologyView(QWidget* parent = nullptr);
    void show(const FeedView& view);
    std::size_t nodeCount() const { return cells_.size(); }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

signals:
    void opened(const pb::Address& object);
    void currentMoved(const QRect& box);

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    using Node = workspace::Topology::Node;

    QRect boxOf(std::size_t node) const;
    int nodeAt(const QPoint& at) const;                 ///< -1 = none
    int neighbour(int columns, int rows) const;         ///< of the current node, in that direction; -1 = none
    QString titleOf(const Node& node) const;
    QString figureOf(const Node& node) const;           ///< "1,000", "35"; empty where there is none
    QString sentenceOf(std::size_t node) const;
    bool isFailing(const Node& node) const;
    void describe();
    void open(int node);
    void moveTo(int node);
    void paintEdge(QPainter& painter, const workspace::Topology::Edge& edge) const;
    void paintBox(QPainter& painter, std::size_t node) const;

    workspace::Topology topology_;
    std::vector<TopologyCell> cells_;
    std::map<std::string, std::int64_t> messages_, waiting_;   ///< by channel
    std::set<std::string> failing_;                            ///< routes
    int current_ = 0, pressed_ = -1;
};

}  // namespace pb::ui
