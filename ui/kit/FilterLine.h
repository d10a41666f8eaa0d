#pragma once

#include "models/base/Result.h"

#include <QLineEdit>

#include <functional>

namespace pb::ui {

/// A filter that says while it is typed whether it is understood: a tinted ground and a word at the right edge, never
/// colour alone. Emits `filterChanged` 150 ms after the last key, only for texts that are not bad.
class FilterLine final : public QLineEdit {
    Q_OBJECT
public:
    enum class State { empty, good, doubtful, bad };
    struct Judgement {
        State state = State::good;
        QString sentence;   ///< why it is doubtful or bad: tool tip and accessible description
    };
    using Judge = std::function<Judgement(const QString&)>;

    explicit FilterLine(const QString& placeholder, QWidget* parent = nullptr);
    void setJudge(Judge judge);
    State state() const { return judgement_.state; }

signals:
    void filterChanged(const QString& text);

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;   ///< Esc clears

private:
    void judge(const QString& text);
    Judge judge_;
    Judgement judgement_;
    QTimer* delay_;
};

}  // namespace pb::ui
