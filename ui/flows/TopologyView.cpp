#include "ui/flows/TopologyView.h"

#include "models/base/Text.h"
#include "ui/flows/Feed.h"
#include "ui/kit/Fonts.h"
#include "ui/kit/Format.h"
#include "ui/kit/Icons.h"
#include "ui/kit/Metrics.h"
#include "ui/kit/Theme.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>

#include <algorithm>
#include <cstdlib>
#include <limits>

namespace pb::ui {

namespace {

constexpr int boxWidth = 168, boxHeight = 30, columnGap = 44, rowGap = gap;

QString iconOf(workspace::Topology::Node::Kind kind) {
    using enum workspace::Topology::Node::Kind;
    switch (kind) {
    case system: return QStringLiteral("system");
    case channel: return QStringLiteral("channel");
    case route: return QStringLiteral("route");
    case trigger: return QStringLiteral("clock");
    case address: break;
    }
    return QStringLiteral("link");
}

}  // namespace

TopologyView::TopologyView(QWidget* parent) : QWidget(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAccessibleName(tr("What flows where"));
    setSizePolicy(QSizePolicy::Minimum, QSizePolicy::Fixed);
}

void TopologyView::show(const FeedView& view) {
    if (topology_.edges != view.topology.edges || topology_.nodes.size() != view.topology.nodes.size()) {
        topology_ = view.topology;
        cells_ = layOut(topology_);
        const auto isBefore = [](const TopologyCell& left, const TopologyCell& right) { return std::pair(left.row, left.column) < std::pair(right.row, right.column); };
        current_ = static_cast<int>(std::min_element(cells_.begin(), cells_.end(), isBefore) - cells_.begin());
        updateGeometry();
    }
    messages_ = view.channelMessages;
    waiting_ = view.channelWaiting;
    failing_ = {view.failingFlows.begin(), view.failingFlows.end()};
    describe();
    update();
}

QSize TopologyView::sizeHint() const {
    int columns = 0, rows = 0;
    for (const TopologyCell& cell : cells_) {
        columns = std::max(columns, cell.column + 1);
        rows = std::max(rows, cell.row + 1);
    }
    return {2 * wideGap + columns * boxWidth + std::max(0, columns - 1) * columnGap, rows * (boxHeight + rowGap) + rowGap};
}

QRect TopologyView::boxOf(std::size_t node) const {
    const TopologyCell& cell = cells_[node];
    const int x = wideGap + cell.column * (boxWidth + columnGap);
    return {layoutDirection() == Qt::RightToLeft ? width() - x - boxWidth : x, rowGap / 2 + cell.row * (boxHeight + rowGap), boxWidth, boxHeight};
}

int TopologyView::nodeAt(const QPoint& at) const {
    for (std::size_t i = 0; i < cells_.size(); ++i) {
        if (boxOf(i).contains(at)) return static_cast<int>(i);
    }
    return -1;
}

QString TopologyView::titleOf(const Node& node) const {
    return node.kind == Node::Kind::route ? tr("route %1").arg(qs(node.name)) : qs(node.name);
}

QString TopologyView::figureOf(const Node& node) const {
    if (node.kind != Node::Kind::channel) return {};
    if (const auto waiting = waiting_.find(node.name); waiting != waiting_.end()) return countText(waiting->second);
    const auto messages = messages_.find(node.name);
    return messages == messages_.end() ? QString() : countText(messages->second);
}

bool TopologyView::isFailing(const Node& node) const {
    return node.kind == Node::Kind::route ? failing_.contains(node.name)
                                          : node.kind == Node::Kind::channel && waiting_.contains(node.name);
}

QString TopologyView::sentenceOf(std::size_t index) const {
    const Node& node = topology_.nodes[index];
    if (node.kind == Node::Kind::route) return failing_.contains(node.name) ? tr("%1 has dead letters that wait").arg(titleOf(node)) : titleOf(node);
    if (node.kind != Node::Kind::channel) return titleOf(node);
    if (waiting_.contains(node.name)) return tr("%1: %2 dead letters wait").arg(titleOf(node), figureOf(node));
    return figureOf(node).isEmpty() ? tr("%1: not there yet").arg(titleOf(node)) : tr("%1: %2 messages").arg(titleOf(node), figureOf(node));
}

void TopologyView::describe() {
    QStringList lines;
    for (const auto& edge : topology_.edges) {
        lines << (edge.isFailure ? tr("%1, failures to %2") : tr("%1 to %2")).arg(sentenceOf(edge.from), sentenceOf(edge.to));
    }
    setAccessibleDescription(lines.join(QChar(u'\n')));
}

int TopologyView::neighbour(int columns, int rows) const {
    const TopologyCell& from = cells_[static_cast<std::size_t>(current_)];
    int best = -1, bestDistance = std::numeric_limits<int>::max();
    for (std::size_t i = 0; i < cells_.size(); ++i) {
        const int right = cells_[i].column - from.column, down = cells_[i].row - from.row;
        const int along = right * columns + down * rows;
        const int aside = std::abs(columns != 0 ? down : right);
        const int distance = 2 * along + 3 * aside;
        if (along > 0 && distance < bestDistance) {
            best = static_cast<int>(i);
            bestDistance = distance;
        }
    }
    return best;
}

void TopologyView::moveTo(int node) {
    if (node < 0) return;
    current_ = node;
    emit currentMoved(boxOf(static_cast<std::size_t>(node)));
    update();
}

void TopologyView::open(int node) {
    if (node < 0) return;
    const Address& object = topology_.nodes[static_cast<std::size_t>(node)].object;
    if (object.kind != AddressKind::workspace) emit opened(object);
}

bool TopologyView::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip) return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const int node = nodeAt(help->pos());
    node < 0 ? QToolTip::hideText() : QToolTip::showText(help->globalPos(), sentenceOf(static_cast<std::size_t>(node)), this);
    return true;
}

void TopologyView::mousePressEvent(QMouseEvent* event) {
    pressed_ = event->button() == Qt::LeftButton ? nodeAt(event->position().toPoint()) : -1;
    moveTo(pressed_);
}

void TopologyView::mouseReleaseEvent(QMouseEvent* event) {
    const int node = nodeAt(event->position().toPoint());
    if (event->button() == Qt::LeftButton && node == pressed_) open(node);
}

void TopologyView::mouseMoveEvent(QMouseEvent* event) {
    const int node = nodeAt(event->position().toPoint());
    const bool opens = node >= 0 && topology_.nodes[static_cast<std::size_t>(node)].object.kind != AddressKind::workspace;
    setCursor(opens ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

void TopologyView::keyPressEvent(QKeyEvent* event) {
    if (cells_.empty()) return QWidget::keyPressEvent(event);
    switch (event->key()) {
    case Qt::Key_Left: return moveTo(neighbour(-1, 0));
    case Qt::Key_Right: return moveTo(neighbour(1, 0));
    case Qt::Key_Up: return moveTo(neighbour(0, -1));
    case Qt::Key_Down: return moveTo(neighbour(0, 1));
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space: return open(current_);
    default: return QWidget::keyPressEvent(event);
    }
}

void TopologyView::paintEdge(QPainter& painter, const workspace::Topology::Edge& edge) const {
    const QRect from = boxOf(edge.from), to = boxOf(edge.to);
    const QPointF begin(from.right() + 1, from.center().y() + 0.5), end(to.left() - 5, to.center().y() + 0.5);
    const double middle = (begin.x() + end.x()) / 2;
    QPainterPath path(begin);
    path.cubicTo(QPointF(middle, begin.y()), QPointF(middle, end.y()), end);
    const QColor ink = color(edge.isFailure ? Role::bad : Role::outline, palette());
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(ink, 1.25, edge.isFailure ? Qt::DashLine : Qt::SolidLine));
    painter.drawPath(path);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ink);
    painter.drawPolygon(QPolygonF{{end, end + QPointF(0, -3.5), end + QPointF(5, 0), end + QPointF(0, 3.5)}});
}

void TopologyView::paintBox(QPainter& painter, std::size_t index) const {
    const Node& node = topology_.nodes[index];
    const QRectF box(boxOf(index));
    const bool isCurrent = hasFocus() && static_cast<int>(index) == current_, fails = isFailing(node);
    painter.setPen(QPen(color(isCurrent ? Role::accent : fails ? Role::bad : Role::line, palette()), isCurrent ? 1.5 : 1));
    painter.setBrush(color(Role::surface, palette()));
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    icon(iconOf(node.kind), fails ? Role::bad : Role::inkSoft).paint(&painter, QRect(int(box.left()) + gap, int(box.center().y()) - iconSize / 2, iconSize, iconSize));
    QRect text = box.toRect().adjusted(iconSize + 2 * gap, 0, -gap, 0);
    const QString figure = figureOf(node);
    painter.setFont(strongFont());
    painter.setPen(color(fails ? Role::bad : Role::inkSoft, palette()));
    painter.drawText(text, Qt::AlignVCenter | Qt::AlignRight, figure);
    text.setRight(text.right() - (figure.isEmpty() ? 0 : painter.fontMetrics().horizontalAdvance(figure) + gap));
    painter.setFont(textFont());
    painter.setPen(color(Role::ink, palette()));
    painter.drawText(text, Qt::AlignVCenter | Qt::AlignLeft, painter.fontMetrics().elidedText(titleOf(node), Qt::ElideMiddle, text.width()));
}

void TopologyView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    for (const auto& edge : topology_.edges) paintEdge(painter, edge);
    for (std::size_t i = 0; i < cells_.size(); ++i) paintBox(painter, i);
}

}  // namespace pb::ui
