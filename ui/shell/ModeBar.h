#pragma once

#include "ui/shell/Mode.h"

#include <QWidget>

#include <optional>

class QAbstractButton;

namespace pb::ui {

class CommandTable;

/// The modes, top to bottom, and Settings at the foot.
class ModeBar final : public QWidget {
    Q_OBJECT
public:
    explicit ModeBar(QWidget* parent = nullptr);
    void showMode(std::optional<Mode> mode);   ///< nothing: Settings

signals:
    void modeChosen(pb::ui::Mode mode);
    void settingsChosen();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::array<QAbstractButton*, modes.size()> buttons_{};
    QAbstractButton* settings_ = nullptr;
};

}  // namespace pb::ui
