#pragma once

#include "models/base/Result.h"
#include "ui/kit/Theme.h"

#include <QFrame>

#include <functional>
#include <vector>

class QHBoxLayout;
class QLabel;

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
    void clear();
    QString text() const;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Role state_ = Role::accent;
    QLabel* icon_;
    QLabel* text_;
    QHBoxLayout* actions_;
};

}  // namespace pb::ui
