#pragma once

#include "models/base/Log.h"

#include <QAbstractTableModel>
#include <QTimer>

#include <deque>
#include <memory>
#include <mutex>
#include <vector>

namespace pb::ui {

/// The last lines of the log for the Log tab. `sink()` may be called from any thread, also after this object is gone;
/// lines arrive in batches, at most 10 times a second.
class LogLines final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { timeColumn, sentenceColumn, addressColumn };
    static constexpr std::size_t limit = 10'000;

    explicit LogLines(QObject* parent = nullptr);
    Log::Sink sink() const;
    const LogLine& line(int row) const { return lines_[static_cast<std::size_t>(row)]; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void take();
    struct Inbox {
        std::mutex mutex;
        std::vector<LogLine> lines;
    };
    std::shared_ptr<Inbox> inbox_;
    std::deque<LogLine> lines_;
    QTimer tick_;
};

}  // namespace pb::ui
