#include "ui/flows/LetterModel.h"

#include "models/base/Text.h"
#include "models/flow/MessageView.h"
#include "ui/kit/Format.h"
#include "ui/kit/TablePane.h"
#include "ui/kit/Theme.h"

#include <algorithm>

namespace pb::ui {

namespace {

constexpr std::size_t cellLimit = 200;

QString originText(const flow::DeadLetter& letter) {
    const flow::Origin& origin = letter.origin;
    if (origin.channel.empty()) return qs(origin.routingKey.empty() ? letter.position.channel : origin.routingKey);
    if (origin.partition < 0) return qs(origin.channel);
    return QStringLiteral("%1/%2@%3").arg(qs(origin.channel)).arg(origin.partition).arg(origin.offset);
}

QString messageText(const flow::DeadLetter& letter) {
    const auto problem = flow::readProblem(letter.detail);
    const std::string told = !problem                   ? letter.detail
                             : problem->errors.empty() ? problem->sentence
                                                       : problem->errors.front().sentence;
    return flow::printable(told.empty() ? letter.rootMessage : told, cellLimit).simplified();
}

}  // namespace

void LetterModel::set(FeedView view, std::vector<std::uint32_t> rows, Millis now) {
    now_ = now;
    const bool onlyGrew = rows.size() >= rows_.size() && std::equal(rows_.begin(), rows_.end(), rows.begin());
    if (onlyGrew && rows.size() == rows_.size()) {
        view_ = std::move(view);
        if (!rows_.empty()) emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount_ - 1));
        return;
    }
    if (onlyGrew) {
        beginInsertRows({}, rowCount(), static_cast<int>(rows.size()) - 1);
    } else {
        beginResetModel();
        lines_.clear();
    }
    view_ = std::move(view);
    rows_ = std::move(rows);
    if (onlyGrew) return endInsertRows();
    endResetModel();
}

std::optional<int> LetterModel::rowOf(std::uint32_t storeRow) const {
    const auto found = std::lower_bound(rows_.begin(), rows_.end(), storeRow);
    if (found == rows_.end() || *found != storeRow) return std::nullopt;
    return static_cast<int>(found - rows_.begin());
}

int LetterModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(rows_.size()); }
int LetterModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : columnCount_; }

const LetterModel::Line& LetterModel::line(std::uint32_t storeRow) const {
    if (const Line* known = lines_.object(storeRow)) return *known;
    const flow::Message message = view_.store.message(storeRow);
    const flow::DeadLetter letter = conventions_.normalise(message);
    auto* made = new Line;
    made->cells[timeColumn] = timeText(message.timestamp, now_);
    made->cells[keyColumn] = message.key ? flow::printable(*message.key, cellLimit) : tr("no key");
    made->cells[originColumn] = originText(letter);
    made->cells[attemptsColumn] = letter.attempts > 0 ? countText(letter.attempts) : QString();
    made->cells[messageColumn] = messageText(letter);
    lines_.insert(storeRow, made);
    return *made;
}

QVariant LetterModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const std::uint32_t row = storeRow(index.row());
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole: return line(row).cells[column];
    case Qt::ToolTipRole:
        return column == timeColumn ? exactTimeText((*view_.letters)[row].time) : line(row).cells[column];
    case monoRole: return column == keyColumn || column == originColumn;
    case inkRole: return (*view_.letters)[row].isSent ? QVariant(static_cast<int>(Role::inkSoft)) : QVariant();
    case badgeRole: return column == messageColumn && (*view_.letters)[row].isSent ? QVariant(tr("sent again")) : QVariant();
    default: return {};
    }
}

QVariant LetterModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
    case timeColumn: return tr("Parked");
    case keyColumn: return tr("Key");
    case originColumn: return tr("Came From");
    case attemptsColumn: return tr("Attempts");
    case messageColumn: return tr("What It Says");
    default: return {};
    }
}

}  // namespace pb::ui
