#pragma once

#include <QWidget>

class QLabel;
class QPushButton;
class QToolButton;

namespace pb::ui {

class Pill;
struct Session;

/// Where am I, what runs: menu, workspace, environment, the way into the palette, jobs.
class TopStrip final : public QWidget {
    Q_OBJECT
public:
    explicit TopStrip(Session& session, QWidget* parent = nullptr);
    void refresh();
    QPoint underEnvironment() const;   ///< global: where its menu opens

signals:
    void searchRequested();
    void environmentPressed();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void fillMenu();
    void showJobs();

    Session& session_;
    QToolButton* menu_;
    QLabel* title_;
    Pill* environment_;
    Pill* readOnly_;
    QWidget* search_;
    QToolButton* jobs_;
};

}  // namespace pb::ui
