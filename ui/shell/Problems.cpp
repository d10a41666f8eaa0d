#include "ui/shell/Problems.h"

#include "models/base/Text.h"
#include "ui/kit/Icons.h"
#include "ui/kit/TablePane.h"

#include <algorithm>

namespace pb::ui {

namespace {

Role roleOf(Severity severity) {
    return severity == Severity::error ? Role::bad : severity == Severity::warning ? Role::warning : Role::accent;
}

QString wordOf(Severity severity) {
    return severity == Severity::error ? Problems::tr("Error") : severity == Severity::warning ? Problems::tr("Warning") : Problems::tr("Note");
}

bool fits(const Finding& finding, const QStringList& words) {
    return std::all_of(words.begin(), words.end(), [&](const QString& word) {
        return finding.sentence.contains(word, Qt::CaseInsensitive) || finding.place.print().contains(word, Qt::CaseInsensitive) ||
               qs(finding.rule).contains(word, Qt::CaseInsensitive);
    });
}

}  // namespace

void Problems::set(const std::string& source, std::vector<Finding> findings) {
    if (findings.empty() && !bySource_.contains(source)) return;
    beginResetModel();
    rows_.clear();
    if (findings.empty()) {
        bySource_.erase(source);
    } else {
        bySource_[source] = std::move(findings);
    }
    rebuild();
    endResetModel();
    emit countChanged();
}

void Problems::setFilter(const QString& text) {
    beginResetModel();
    words_ = text.split(QChar(u' '), Qt::SkipEmptyParts);
    rebuild();
    endResetModel();
}

void Problems::rebuild() {
    rows_.clear();
    for (const auto& [source, findings] : bySource_) {
        for (const Finding& finding : findings) {
            if (fits(finding, words_)) rows_.push_back(&finding);
        }
    }
    std::stable_sort(rows_.begin(), rows_.end(), [](const Finding* a, const Finding* b) { return a->severity > b->severity; });
}

const Finding& Problems::finding(int row) const { return *rows_[static_cast<std::size_t>(row)]; }

int Problems::count(Severity severity) const {
    std::ptrdiff_t count = 0;
    for (const auto& [source, findings] : bySource_) {
        count += std::count_if(findings.begin(), findings.end(), [severity](const Finding& f) { return f.severity == severity; });
    }
    return static_cast<int>(count);
}

int Problems::total() const { return count(Severity::error) + count(Severity::warning) + count(Severity::note); }

int Problems::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(rows_.size()); }
int Problems::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ruleColumn + 1; }

QVariant Problems::data(const QModelIndex& index, int role) const {
    const Finding& row = finding(index.row());
    if (role == Qt::ToolTipRole) return row.why.isEmpty() ? row.sentence : QString(row.sentence + QStringLiteral("\n") + row.why);
    switch (index.column()) {
    case sentenceColumn:
        if (role == Qt::DecorationRole) return stateIcon(roleOf(row.severity));
        if (role == Qt::DisplayRole) return row.sentence;
        if (role == Qt::AccessibleTextRole) return QString(wordOf(row.severity) + QStringLiteral(": ") + row.sentence);
        break;
    case placeColumn:
        if (role == Qt::DisplayRole) return row.place.print();
        break;
    case ruleColumn:
        if (role == Qt::DisplayRole) return qs(row.rule);
        if (role == inkRole) return static_cast<int>(Role::inkSoft);
        break;
    default: break;
    }
    return {};
}

QVariant Problems::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    return section == sentenceColumn ? tr("Problem") : section == placeColumn ? tr("Where") : tr("Rule");
}

}  // namespace pb::ui
