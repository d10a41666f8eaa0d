#pragma once

#include <QWidget>

class QLabel;
class QToolButton;

namespace pb::ui {

struct Session;

/// The foot of the window. Left: the newest job with its progress and cancel, else the problem count; right: what the
/// page says of itself.
class StatusLine final : public QWidget {
    Q_OBJECT
public:
    explicit StatusLine(Session& session, QWidget* parent = nullptr);
    void showPageText(const QString& text);
    QString text() const;

signals:
    void problemsPressed();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void showJobs();
    void showProblems();

    Session& session_;
    QToolButton* problems_;
    QLabel* job_;
    QToolButton* cancel_;
    QLabel* page_;
    quint64 jobId_ = 0;
};

}  // namespace pb::ui
