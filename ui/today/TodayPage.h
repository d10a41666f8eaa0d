#pragma once

#include "ui/shell/JobRunner.h"
#include "ui/shell/Page.h"
#include "ui/today/TodayWork.h"

#include <QTimer>

class QLabel;
class QStackedWidget;

namespace pb::ui {

class InfoBar;
class StateOverlay;
class TablePane;
class TodayModel;

/// What needs the user, most urgent first; Enter opens it.
class TodayPage final : public Page {
    Q_OBJECT
public:
    explicit TodayPage(Session& session, QWidget* parent = nullptr);

    void visit(const Address&) override {}
    Address current() const override { return Address::of(AddressKind::workspace, {}); }
    QString statusText() const override;
    QWidget* firstFocus() override;
    void refresh();

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    static constexpr int refreshEvery = 15'000;   // ms

    void take(Result<std::vector<TodayRow>> rows);
    void open(int row);

    Millis checked_ = 0;
    QTimer timer_;
    JobSlot gathering_;
    TodayModel* model_;
    TablePane* list_;
    QLabel *heading_, *checkedLine_;
    InfoBar* bar_;
    QStackedWidget* stack_;
    StateOverlay* overlay_;
};

/// Mode::today; address kinds workspace, system, environment.
PageInfo todayPage();

}  // namespace pb::ui
