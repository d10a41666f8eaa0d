#pragma once

#include "ui/flows/RedriveWork.h"
#include "ui/shell/JobRunner.h"

#include <QWidget>

#include <memory>
#include <optional>
#include <stop_token>

class QComboBox;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;

namespace pb::ui {

class InfoBar;
class RedriveModel;
class TablePane;

/// Redrive in place: dry run → one canary → the rest, with stop and result. What was begun goes on under the journal.
class RedrivePanel final : public QWidget {
    Q_OBJECT
public:
    explicit RedrivePanel(Session& session, QWidget* parent = nullptr);

    /// Begins with a dry run of these dead letters. Not while a redrive runs (isRunning()).
    void open(std::vector<flow::Message> letters, const std::string& connection);
    /// Goes on with, or gives up, a redrive that the journal knows.
    void resume(const BegunRedrive& begun);
    void abandon(const BegunRedrive& begun);
    bool isRunning() const { return step_ == Step::canary || step_ == Step::rest; }
    QWidget* firstFocus() const;

signals:
    void closed();
    void failed();   ///< something may have been begun: the journal knows
    void sent();     ///< the journal knows more: listings should be read again

private:
    enum class Step { idle, planning, planned, canary, canarySent, rest, ended };
    using Work = std::function<Result<flow::RedriveResult>(StopToken, Progress&)>;

    void layOut();
    void plan();
    void sendCanary();
    void sendRest();
    void run(Step step, const QString& name, Work work);
    void showPlan(Result<flow::RedrivePreview> preview);
    void showResult(Result<flow::RedriveResult> result);
    void enter(Step step);
    void showProgress();
    void fillStates();
    QString target() const;

    Session& session_;
    RedriveOrder order_;
    std::optional<BegunRedrive> begun_;
    Step step_ = Step::idle;
    JobSlot slot_;
    std::shared_ptr<std::stop_source> stop_;
    QString jobName_;

    QLabel* title_;
    QLabel* sentence_;
    QLineEdit* to_;
    QComboBox* states_;
    QProgressBar* progress_;
    InfoBar* bar_;
    RedriveModel* model_;
    TablePane* table_;
    QPushButton* canary_;
    QPushButton* rest_;
    QPushButton* halt_;
    QPushButton* close_;
};

}  // namespace pb::ui
