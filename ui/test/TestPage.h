#pragma once

#include "ui/shell/JobRunner.h"
#include "ui/shell/Page.h"
#include "ui/test/ContractWork.h"

#include <map>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;
class QStackedWidget;

namespace pb::ui {

class CaseModel;
class CoverageModel;
class ExchangePane;
class FilterLine;
class InfoBar;
class StateOverlay;
class TablePane;

/// The contracts of the workspace run against live systems: operation × status, the cases, and one case in full.
class TestPage final : public Page {
    Q_OBJECT
public:
    explicit TestPage(Session& session, QWidget* parent = nullptr);

    void visit(const Address& address) override;
    Address current() const override;
    QString statusText() const override;
    QWidget* testResults() override;
    QWidget* firstFocus() override;

    void runTests();
    void copyCurl();
    bool canRun() const;
    bool hasCase() const;

protected:
    void showEvent(QShowEvent* event) override;

private:
    struct LastRun {
        RunPtr run;
        Millis finished = 0;
    };

    void layOut();
    QWidget* makeHead();
    void wire();
    void load();
    void take(std::vector<ContractEntry> entries);
    void choose(int index);
    void showRun();
    void startRun();
    void takeRun(const std::string& name, Result<RunPtr> run);
    void showWanted();
    const ContractEntry* entry() const;

    WorkPlace place_;
    std::vector<ContractEntry> entries_;
    std::map<std::string, LastRun> runs_;   // by contract name
    Address wanted_;                        // of a visit, until the contracts were read
    std::string clause_;                    // pointer that is shown now
    bool isConfirmed_ = false;              // production was confirmed for the next run
    JobSlot loading_, running_;

    QComboBox* contracts_;
    QLineEdit* baseUrl_;
    QSpinBox* seed_;
    QPushButton *run_, *curl_;
    QLabel* facts_;
    InfoBar* bar_;
    CoverageModel* coverageModel_;
    CaseModel *caseModel_, *failedModel_;
    TablePane *coverage_, *cases_, *failed_;
    FilterLine* filter_;
    ExchangePane* exchange_;
    QStackedWidget* stack_;
    QWidget* content_;
    StateOverlay* overlay_;
};

/// Mode::test; address kinds contract, test.
PageInfo testPage();

}  // namespace pb::ui
