#pragma once

#include "ui/test/ContractWork.h"

#include <QTabWidget>

namespace pb::ui {

class CodeView;

/// One case: why it failed, what was sent, what came back, and the contract's text with the clause.
class ExchangePane final : public QTabWidget {
    Q_OBJECT
public:
    explicit ExchangePane(QWidget* parent = nullptr);

    void showContract(const ContractEntry* entry);       ///< null = none
    void showCase(const contract::Case* test, const contract::CaseResult* result);   ///< null = none is chosen
    /// Goes to the place in the contract's text that a pointer leads to, and marks it; false when it leads nowhere.
    bool showClause(const std::string& pointer);
    std::string curl() const;                            ///< of the shown case; empty when there is none

private:
    void showWhy();
    void markClause(const contract::Clause& clause);

    CodeView *why_, *request_, *response_, *text_;
    contract::ContractPtr contract_;
    const contract::Case* test_ = nullptr;
    const contract::CaseResult* result_ = nullptr;
};

}  // namespace pb::ui
