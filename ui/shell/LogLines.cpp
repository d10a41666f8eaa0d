#include "ui/shell/LogLines.h"

#include "models/base/Text.h"
#include "ui/kit/Format.h"
#include "ui/kit/TablePane.h"
#include "ui/kit/Theme.h"

namespace pb::ui {

namespace {

constexpr int takeEveryMilliseconds = 100;

QVariant inkOf(LogLevel level) {
    switch (level) {
    case LogLevel::error: return static_cast<int>(Role::bad);
    case LogLevel::warning: return static_cast<int>(Role::warning);
    case LogLevel::detail: return static_cast<int>(Role::inkSoft);
    case LogLevel::info: break;
    }
    return {};
}

}  // namespace

LogLines::LogLines(QObject* parent) : QAbstractTableModel(parent), inbox_(std::make_shared<Inbox>()) {
    tick_.setInterval(takeEveryMilliseconds);
    connect(&tick_, &QTimer::timeout, this, &LogLines::take);
    tick_.start();
}

Log::Sink LogLines::sink() const {
    return [inbox = inbox_](const LogLine& line) {
        const std::scoped_lock lock(inbox->mutex);
        inbox->lines.push_back(line);
        if (inbox->lines.size() > limit) inbox->lines.erase(inbox->lines.begin(), inbox->lines.begin() + limit / 2);
    };
}

void LogLines::take() {
    std::vector<LogLine> fresh;
    {
        const std::scoped_lock lock(inbox_->mutex);
        fresh.swap(inbox_->lines);
    }
    if (fresh.empty()) return;
    const auto over = static_cast<std::ptrdiff_t>(lines_.size() + fresh.size()) - static_cast<std::ptrdiff_t>(limit);
    if (const auto gone = std::min<std::ptrdiff_t>(over, std::ssize(lines_)); gone > 0) {
        beginRemoveRows({}, 0, static_cast<int>(gone) - 1);
        lines_.erase(lines_.begin(), lines_.begin() + gone);
        endRemoveRows();
    }
    beginInsertRows({}, static_cast<int>(lines_.size()), static_cast<int>(lines_.size() + fresh.size()) - 1);
    lines_.insert(lines_.end(), fresh.begin(), fresh.end());
    endInsertRows();
}

int LogLines::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(lines_.size()); }
int LogLines::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : addressColumn + 1; }

QVariant LogLines::data(const QModelIndex& index, int role) const {
    const LogLine& row = line(index.row());
    if (role == inkRole) return inkOf(row.level);
    if (role == Qt::ToolTipRole) return QString(exactTimeText(row.time) + QStringLiteral("\n") + row.sentence);
    if (role == monoRole) return index.column() == timeColumn;
    if (role != Qt::DisplayRole) return {};
    switch (index.column()) {
    case timeColumn: return timeText(row.time, row.time);
    case sentenceColumn: return row.sentence;
    default: return qs(row.address);
    }
}

QVariant LogLines::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    return section == timeColumn ? tr("Time") : section == sentenceColumn ? tr("What") : tr("Object");
}

}  // namespace pb::ui
