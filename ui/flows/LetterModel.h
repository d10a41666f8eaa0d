#pragma once

#include "ui/flows/Feed.h"

#include <QAbstractTableModel>
#include <QCache>

#include <optional>
#include <vector>

namespace pb::ui {

/// The list of dead letters: rows of a view, as numbers. Text is made when a row is shown, and kept for a few hundred rows.
class LetterModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { timeColumn, keyColumn, originColumn, attemptsColumn, messageColumn, columnCount_ };
    explicit LetterModel(QObject* parent = nullptr) : QAbstractTableModel(parent) {}

    /// `rows` are rows of `view.store` in order. What only grew at its end keeps selection and scroll position.
    void set(FeedView view, std::vector<std::uint32_t> rows, Millis now);
    std::uint32_t storeRow(int row) const { return rows_[static_cast<std::size_t>(row)]; }
    std::optional<int> rowOf(std::uint32_t storeRow) const;
    const FeedView& view() const { return view_; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Line {
        QString cells[columnCount_];
    };
    const Line& line(std::uint32_t storeRow) const;

    FeedView view_;
    std::vector<std::uint32_t> rows_;
    Millis now_ = 0;
    flow::Conventions conventions_;
    mutable QCache<std::uint32_t, Line> lines_{500};
};

}  // namespace pb::ui
