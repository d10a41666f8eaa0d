#pragma once

#include "models/base/Result.h"
#include "ui/kit/Theme.h"

#include <QFrame>

#include <functional>
#include <vector>

class QHBoxLayout;
class QLabel;
class QLineEdit;

namespace pb::ui {

struct BarAction {
    QString text;
    std::function<void()> run;
};

/// A sentence in place with what can be done about it; never a modal dialog. Hidden until something is said.
class InfoBar final : public QFrame {
    Q_OBJECT
public:
    explicit InfoBar(QWidget* parent = nullptr);

    /// `state`: accent (information), good, warning or bad. The bar hides when an action ran or its × was pressed.
    void say(Role state, const QString& sentence, std::vector<BarAction> actions = {});
    /// The error's sentence and hint, with Copy Details before the other actions.
    void say(const Error& error, std::vector<BarAction> actions = {});
    /// The sentence with a password field and a button; Enter presses it. The bar stays until clear(): `answer` may
    /// call retry() when what was typed does not fit.
    void ask(Role state, const QString& sentence, const QString& fieldName, const QString& action, std::function<void(const QString& typed)> answer);
    void retry(const Error& error);   ///< the question again, with what was wrong
    void clear();
    QString text() const;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void begin(Role state, const QString& sentence);
    Role state_ = Role::accent;
    QLabel* icon_;
    QLabel* text_;
    QHBoxLayout* actions_;
    QLineEdit* field_ = nullptr;      // while it asks
};

}  // namespace pb::ui
