#pragma once

#include "models/base/Clock.h"
#include "models/base/Result.h"

#include <QTimer>
#include <QWidget>

#include <functional>
#include <optional>

namespace pb::ui {

/// Lays the states of loading, stale and failed over a content widget, which stays visible underneath.
///
///   loading  nothing for 300 ms, then the old content is dimmed and the sentence shown; after 10 s it says since when
///   stale    a line at the top: "As of 07:52:12, 3 min ago." with Refresh
///   error    a card in place: what failed, why, what to do, Retry and Copy Details; old content dimmed behind it
class StateOverlay final : public QWidget {
    Q_OBJECT
public:
    /// Covers `content` (a child of the same parent or the parent itself) and follows its geometry.
    explicit StateOverlay(QWidget* content, const Clock& clock = Clock::system());

    void setRetry(std::function<void()> retry) { retry_ = std::move(retry); }
    void showLoading(const QString& sentence);
    void showError(const Error& error);
    void showStale(Millis asOf);
    void showContent();   ///< none of the above

    enum class State { content, loading, stale, error };
    State state() const { return state_; }
    QString text() const;   ///< what it says now

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void enter(State state);
    void rebuild();
    void follow();

    QWidget* content_;
    const Clock& clock_;
    State state_ = State::content;
    QString sentence_;
    std::optional<Error> error_;
    Millis since_ = 0;
    std::function<void()> retry_;
    QTimer delay_, tick_;
    QWidget* card_ = nullptr;
};

}  // namespace pb::ui
