#include "ui/map/LinkGutter.h"

#include "ui/kit/TablePane.h"
#include "ui/kit/Theme.h"
#include "ui/map/FieldModel.h"

#include <QPainter>
#include <QPainterPath>
#include <QScrollBar>

#include <algorithm>

namespace pb::ui {

namespace {

const FieldModel& modelOf(const TreePane& tree) { return *static_cast<const FieldModel*>(tree.model()); }

/// "lines[].item.sku" → "lines[].item"; empty at the end.
std::string parentOf(const std::string& path) {
    const std::size_t dot = path.rfind('.');
    return dot == std::string::npos ? std::string() : path.substr(0, dot);
}

std::string withoutBrackets(std::string path) {
    while (path.ends_with("[]")) path.resize(path.size() - 2);
    return path;
}

}  // namespace

LinkGutter::LinkGutter(TreePane& source, TreePane& target, QWidget* parent) : QWidget(parent), source_(source), target_(target) {
    setMinimumWidth(120);
    setAccessibleName(tr("Links between source and target; the tab Links lists them"));
    for (TreePane* tree : {&source_, &target_}) {
        connect(tree->verticalScrollBar(), &QScrollBar::valueChanged, this, qOverload<>(&QWidget::update));
        connect(tree, &QTreeView::expanded, this, qOverload<>(&QWidget::update));
        connect(tree, &QTreeView::collapsed, this, qOverload<>(&QWidget::update));
    }
}

void LinkGutter::setLinks(const std::vector<map::Link>& links) {
    lines_.clear();
    for (const map::Link& link : links) {
        for (const std::string& source : link.sources) lines_.push_back({source, link.target, link.kind == map::Link::Kind::copy});
    }
    update();
}

void LinkGutter::setCurrentTarget(const std::string& target) {
    current_ = target;
    std::stable_partition(lines_.begin(), lines_.end(), [&](const Line& line) { return line.target != target; });
    update();
}

LinkGutter::Sight LinkGutter::look(const TreePane& tree) const {
    Sight sight;
    sight.bottom = tree.viewport()->height();
    QModelIndex index = tree.indexAt(QPoint(0, 0));
    while (index.isValid()) {
        const QRect rect = tree.visualRect(index);
        if (rect.top() > sight.bottom) break;
        sight.rows[modelOf(tree).pathOf(index)] = rect.center().y();
        index = tree.indexBelow(index);
    }
    return sight;
}

LinkGutter::End LinkGutter::endOf(const TreePane& tree, const Sight& sight, const std::string& path, const QPoint& offset) {
    std::string at = withoutBrackets(path);
    bool isExact = true;
    while (!at.empty()) {
        if (const auto row = sight.rows.find(at); row != sight.rows.end()) return {row->second + offset.y(), isExact, true};
        const QModelIndex index = modelOf(tree).indexOf(at);
        const QRect rect = index.isValid() && modelOf(tree).pathOf(index) == at ? tree.visualRect(index) : QRect();
        if (rect.isValid()) return {(rect.top() < 0 ? sight.top : sight.bottom) + offset.y(), isExact, false};
        at = withoutBrackets(parentOf(at));
        isExact = false;
    }
    return {sight.top + offset.y(), false, false};
}

void LinkGutter::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), color(Role::surface, palette()));
    painter.setRenderHint(QPainter::Antialiasing);
    const Sight source = look(source_), target = look(target_);
    const QPoint sourceOffset = mapFromGlobal(source_.viewport()->mapToGlobal(QPoint(0, 0)));
    const QPoint targetOffset = mapFromGlobal(target_.viewport()->mapToGlobal(QPoint(0, 0)));
    for (const Line& line : lines_) {
        const End from = endOf(source_, source, line.source, sourceOffset), to = endOf(target_, target, line.target, targetOffset);
        if (!from.isInSight && !to.isInSight) continue;
        const bool isCurrent = line.target == current_;
        QPen pen(color(isCurrent ? Role::accent : line.isCopy ? Role::outline : Role::special, palette()), isCurrent ? 2 : 1);
        pen.setCosmetic(true);
        if (!from.isExact || !to.isExact) pen.setStyle(Qt::DashLine);
        painter.setPen(pen);
        QPainterPath path(QPointF(0, from.y));
        path.cubicTo(QPointF(width() * 0.5, from.y), QPointF(width() * 0.5, to.y), QPointF(width(), to.y));
        painter.drawPath(path);
    }
}

}  // namespace pb::ui
