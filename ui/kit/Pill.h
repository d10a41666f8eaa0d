#pragma once

#include "ui/kit/Theme.h"

#include <QAbstractButton>

namespace pb::ui {

/// A word on a coloured ground: the environment, a state in a header. A button, so that it can be pressed by key.
class Pill final : public QAbstractButton {
    Q_OBJECT
public:
    enum class Look { filled, tinted };
    explicit Pill(QWidget* parent = nullptr);

    void show(const QString& word, Role role, Look look = Look::tinted);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Role role_ = Role::accent;
    Look look_ = Look::tinted;
};

}  // namespace pb::ui
