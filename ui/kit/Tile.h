#pragma once

#include "ui/kit/Theme.h"

#include <QFrame>

class QLabel;

namespace pb::ui {

/// One number that answers a question: label, big value, a sub line. Can be clicked or opened with Enter.
class Tile final : public QFrame {
    Q_OBJECT
public:
    explicit Tile(const QString& label, QWidget* parent = nullptr);

    /// `state` colours the value: ink, good, warning or bad; the sub line must say it in words too.
    void setValue(const QString& value, const QString& subLine, Role state = Role::ink);
    void setClickable(bool clickable);
    QString value() const;

signals:
    void activated();

protected:
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    QLabel* label_;
    QLabel* value_;
    QLabel* subLine_;
    bool clickable_ = false;
};

}  // namespace pb::ui
