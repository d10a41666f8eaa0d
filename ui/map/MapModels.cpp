#include "ui/map/MapModels.h"

#include "models/base/Text.h"
#include "ui/kit/TablePane.h"
#include "ui/kit/Theme.h"

#include <algorithm>

namespace pb::ui {

void LinkModel::set(std::vector<map::Link> links) {
    beginResetModel();
    links_ = std::move(links);
    endResetModel();
}

const map::Link* LinkModel::link(int row) const { return row >= 0 && row < rowCount() ? &links_[static_cast<std::size_t>(row)] : nullptr; }

int LinkModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(links_.size()); }

int LinkModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : 4; }

QVariant LinkModel::data(const QModelIndex& index, int role) const {
    const map::Link& link = links_[static_cast<std::size_t>(index.row())];
    if (role == monoRole) return index.column() < 2;
    if (role == inkRole && index.column() > 1) return static_cast<int>(Role::inkSoft);
    if (role != Qt::DisplayRole) return {};
    if (index.column() == 0) return qs(link.target);
    if (index.column() == 3) return link.line;
    if (index.column() == 2) {
        return link.kind == map::Link::Kind::copy ? tr("copy") : link.kind == map::Link::Kind::constant ? tr("constant") : tr("expression");
    }
    QStringList sources;
    for (const std::string& source : link.sources) sources += qs(source);
    return sources.join(QStringLiteral(", "));
}

QVariant LinkModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    return section == 0 ? tr("Target") : section == 1 ? tr("Sources") : section == 2 ? tr("Kind") : tr("Line");
}

void MapTestModel::set(std::vector<map::MapTestResult> results) {
    beginResetModel();
    results_ = std::move(results);
    std::stable_sort(results_.begin(), results_.end(), [](const map::MapTestResult& one, const map::MapTestResult& other) {
        return one.state != map::MapTestResult::State::passed && other.state == map::MapTestResult::State::passed;
    });
    endResetModel();
}

const map::MapTestResult* MapTestModel::result(int row) const {
    return row >= 0 && row < rowCount() ? &results_[static_cast<std::size_t>(row)] : nullptr;
}

int MapTestModel::passed() const {
    return static_cast<int>(std::count_if(results_.begin(), results_.end(), [](const map::MapTestResult& result) {
        return result.state == map::MapTestResult::State::passed;
    }));
}

int MapTestModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(results_.size()); }

int MapTestModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : 3; }

QVariant MapTestModel::data(const QModelIndex& index, int role) const {
    const map::MapTestResult& result = results_[static_cast<std::size_t>(index.row())];
    const bool isGood = result.state == map::MapTestResult::State::passed;
    if (role == inkRole && index.column() == 0) return static_cast<int>(isGood ? Role::good : Role::bad);
    if (role != Qt::DisplayRole) return {};
    return index.column() == 0 ? (isGood ? tr("✓ Passed") : tr("✕ Failed")) : index.column() == 1 ? qs(result.name) : result.reason;
}

QVariant MapTestModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    return section == 0 ? tr("Result") : section == 1 ? tr("Test") : tr("Why");
}

}  // namespace pb::ui
