#pragma once

#include "ui/shell/Mode.h"

#include <QWidget>

class QAbstractButton;

namespace pb::ui {

class CommandTable;

/// The modes, top to bottom, and Settings at the foot.
class ModeBar final : public QWidget {
    Q_OBJECT
public:
    explicit ModeBar(QWidget* parent = nullptr);
    void showMode(Mode mode);

signals:
    void modeChosen(pb::ui::Mode mode);
    void settingsRequested(const QPoint& globalPosition);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::array<QAbstractButton*, modes.size()> buttons_{};
};

}  // namespace pb::ui
