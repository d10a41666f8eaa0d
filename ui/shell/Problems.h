#pragma once

#include "models/base/Finding.h"

#include <QAbstractTableModel>

#include <map>
#include <string>
#include <vector>

namespace pb::ui {

/// The findings of all modes, worst first: what the Problems tab shows and F8 walks.
class Problems final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { sentenceColumn, placeColumn, ruleColumn };

    /// Replaces what `source` (a page id, a printed address) had to say. Empty = it has nothing to say any more.
    void set(const std::string& source, std::vector<Finding> findings);
    void setFilter(const QString& text);     ///< words; all must occur in sentence, place or rule
    const Finding& finding(int row) const;
    int count(Severity severity) const;
    int total() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

signals:
    void countChanged();

private:
    void rebuild();
    std::map<std::string, std::vector<Finding>> bySource_;
    std::vector<const Finding*> rows_;       // into bySource_, filtered
    QStringList words_;
};

}  // namespace pb::ui
