#include "ui/test/CaseModel.h"

#include "models/base/Text.h"
#include "ui/kit/Icons.h"
#include "ui/kit/TablePane.h"

#include <algorithm>

namespace pb::ui {

namespace {

Role roleOf(contract::Verdict verdict) {
    switch (verdict) {
    case contract::Verdict::passed: return Role::good;
    case contract::Verdict::failed: return Role::bad;
    case contract::Verdict::unreachable: return Role::warning;
    case contract::Verdict::notRun: return Role::inkSoft;
    }
    return Role::ink;
}

/// Failing first, what was not run last.
int orderOf(contract::Verdict verdict) {
    switch (verdict) {
    case contract::Verdict::failed: return 0;
    case contract::Verdict::unreachable: return 1;
    case contract::Verdict::passed: return 2;
    case contract::Verdict::notRun: return 3;
    }
    return 4;
}

}  // namespace

QString verdictText(contract::Verdict verdict) {
    switch (verdict) {
    case contract::Verdict::passed: return CaseModel::tr("Passed");
    case contract::Verdict::failed: return CaseModel::tr("Failed");
    case contract::Verdict::unreachable: return CaseModel::tr("No answer");
    case contract::Verdict::notRun: return CaseModel::tr("Not run");
    }
    return {};
}

void CaseModel::set(contract::ContractPtr contract, RunPtr run) {
    contract_ = std::move(contract);
    run_ = std::move(run);
    rebuild();
}

void CaseModel::setFilter(const QString& text) {
    words_ = text.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    rebuild();
}

void CaseModel::setOnlyFailed(bool onlyFailed) {
    onlyFailed_ = onlyFailed;
    rebuild();
}

void CaseModel::rebuild() {
    beginResetModel();
    rows_.clear();
    for (std::size_t i = 0; run_ && i < run_->results.size(); ++i) {
        const bool isWanted = !onlyFailed_ || run_->results[i].verdict == contract::Verdict::failed;
        const QString line = text(i, verdictColumn) + u' ' + text(i, operationColumn) + u' ' + text(i, titleColumn);
        const bool matches = std::all_of(words_.begin(), words_.end(), [&](const QString& word) { return line.contains(word, Qt::CaseInsensitive); });
        if (isWanted && matches) rows_.push_back(i);
    }
    std::stable_sort(rows_.begin(), rows_.end(), [this](std::size_t one, std::size_t other) {
        return orderOf(run_->results[one].verdict) < orderOf(run_->results[other].verdict);
    });
    endResetModel();
}

const contract::CaseResult* CaseModel::result(int row) const {
    return row >= 0 && row < rowCount() ? &run_->results[rows_[static_cast<std::size_t>(row)]] : nullptr;
}

const contract::Case* CaseModel::test(int row) const {
    const contract::CaseResult* found = result(row);
    return found ? &run_->cases[found->test] : nullptr;
}

int CaseModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(rows_.size()); }

int CaseModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : titleColumn + 1; }

QString CaseModel::text(std::size_t position, int column) const {
    const contract::CaseResult& result = run_->results[position];
    const contract::Case& test = run_->cases[result.test];
    switch (column) {
    case verdictColumn: return verdictText(result.verdict);
    case operationColumn: return qs(contract_->operations()[test.operation].label());
    case titleColumn: return test.title;
    case statusColumn: return result.response.status == 0 ? QString() : QString::number(result.response.status);
    default: return {};
    }
}

QVariant CaseModel::data(const QModelIndex& index, int role) const {
    const std::size_t position = rows_[static_cast<std::size_t>(index.row())];
    const contract::CaseResult& result = run_->results[position];
    if (role == Qt::DisplayRole) return text(position, index.column());
    if (role == Qt::ToolTipRole && !result.breaches.empty()) return result.breaches.front().sentence;
    if (role == inkRole && index.column() == verdictColumn) return static_cast<int>(roleOf(result.verdict));
    if (role == monoRole) return index.column() == operationColumn;
    return {};
}

QVariant CaseModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
    case verdictColumn: return tr("Verdict");
    case operationColumn: return tr("Operation");
    case titleColumn: return tr("Case");
    case statusColumn: return tr("Status");
    default: return {};
    }
}

}  // namespace pb::ui
