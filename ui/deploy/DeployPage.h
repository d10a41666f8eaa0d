#pragma once

#include "ui/deploy/DeployWork.h"
#include "ui/shell/JobRunner.h"
#include "ui/shell/Page.h"

#include <optional>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QStackedWidget;
class QTabWidget;

namespace pb::ui {

class CodeView;
class DiffView;
class InfoBar;
class MatrixModel;
class PlanModel;
class ReleaseModel;
class StateOverlay;
class TablePane;

/// What runs where, the releases, and the way from one to the other: plan, apply, verify, roll back.
class DeployPage final : public Page {
    Q_OBJECT
public:
    explicit DeployPage(Session& session, QWidget* parent = nullptr);

    void visit(const Address& address) override;
    Address current() const override;
    QString statusText() const override;
    QWidget* firstFocus() override;

    void refresh();
    void makeRelease();      ///< opens the line with name and notes
    void plan();             ///< of the chosen release for the chosen target
    void apply();            ///< the plan that is shown
    void verify();
    void rollBack();
    bool hasRelease() const;
    bool hasPlan() const;
    bool hasTarget() const;

protected:
    void showEvent(QShowEvent* event) override;

private:
    void layOut();
    QWidget* makeHead();
    QWidget* makeReleaseLine();
    void wire();
    void take(DeployView view);
    void showWanted();
    void releaseChosen(int row);
    void showStep(int row);
    void showBlame();
    void offerUnfinished();
    void writeRelease();
    void takePlan(Result<deploy::Plan> plan);
    void act(const QString& name, std::function<Result<DeployOutcome>(StopToken, Progress&)> work);
    void takeOutcome(const Result<DeployOutcome>& outcome);
    void showChecks(const deploy::Verification& verification);
    void confirm(const QString& sentence, const QString& action, std::function<void()> run);
    void sayVerified(const deploy::Verification& verification);
    WorkPlace place() const { return placeOf(session()); }
    std::string target() const;
    const deploy::Release* release() const;

    DeployView view_;
    bool hasView_ = false;
    std::optional<deploy::Plan> plan_;
    Address wanted_;
    JobSlot loading_, planning_, acting_, making_;

    QComboBox *targets_, *entries_;
    QPushButton *make_, *planButton_, *apply_, *verify_, *rollBack_;
    QWidget* releaseLine_;
    QLineEdit *releaseName_, *releaseNotes_;
    InfoBar *bar_, *unfinishedBar_;
    MatrixModel* matrixModel_;
    ReleaseModel* releaseModel_;
    PlanModel* planModel_;
    TablePane *matrix_, *releases_, *steps_;
    QTabWidget* tabs_;
    DiffView* changes_;
    CodeView* checks_;
    QLabel* facts_;
    QStackedWidget* stack_;
    QWidget* content_;
    StateOverlay* overlay_;
};

/// Mode::deploy; address kinds release, environment, route.
PageInfo deployPage();

}  // namespace pb::ui
