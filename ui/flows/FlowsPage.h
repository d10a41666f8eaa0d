#pragma once

#include "ui/flows/Feed.h"
#include "ui/flows/MessagePane.h"
#include "ui/flows/RedriveWork.h"
#include "ui/shell/JobRunner.h"
#include "ui/shell/Page.h"

#include <QTimer>

#include <functional>
#include <memory>
#include <optional>

class QCheckBox;
class QLabel;
class QPushButton;
class QScrollArea;
class QSplitter;
class QStackedWidget;

namespace pb::ui {

class CauseModel;
class FilterLine;
class InfoBar;
class LetterModel;
class RedrivePanel;
class StateOverlay;
class TablePane;
class Tile;
class TopologyView;

/// The dead letters of all brokers of the environment by cause, the messages of one cause, and one message in full.
/// Reads what is new every few seconds while it is visible.
class FlowsPage final : public Page {
    Q_OBJECT
public:
    explicit FlowsPage(Session& session, QWidget* parent = nullptr);

    void visit(const Address& address) override;
    Address current() const override;
    /// Follows the trail of the selected dead letter, stores it in Session::trail, answers with the stop behind it.
    void findCause(const std::function<void(Result<Address>)>& answer) override;
    QString statusText() const override;
    QWidget* firstFocus() override;

    void refreshAll();        ///< forgets what was read and reads again
    void focusFilter();
    void toggleSent();
    void makeTests();         ///< the cause's messages become tests of the map that made them fail
    void redrive();           ///< the selected messages, or all of the cause when at most one is selected
    void exportMessages();
    void copyMessages();      ///< as JSON lines
    void exportTo(const QString& path);
    bool hasMessages() const;

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    static constexpr int refreshEvery = 4'000;   // ms

    void layOut();
    QWidget* makeTiles();
    QWidget* makeTopology();
    QWidget* makeListSide();
    void wire();
    void poll();
    void take(Result<FeedView> view);
    void showTiles();
    void fitTopology();       ///< as high as its rows, up to a limit; gone where there are none
    void showCauses();
    void showErrors();
    void causeChosen(int row);
    void refilter();
    void takeRows(const FeedView& view, std::vector<std::uint32_t> rows);
    void letterChosen(int row);
    void selectAddress();
    void showTrailOf(const flow::Message& message);
    void noteLooked();
    QString lookedKey() const;

    std::optional<std::uint32_t> currentRow() const;
    std::vector<std::uint32_t> wantedRows() const;   ///< of the store: the selected ones, or all shown when at most one is
    std::string connectionOf(std::uint32_t row) const;
    void gather(std::size_t limit, std::function<void(std::vector<flow::Message>, std::string)> then);
    void saveTests(std::vector<flow::Message> messages, const std::string& connection);
    void askForUnfinished();
    void offer(const BegunRedrive& begun);
    void showPanel(bool shown);

    WorkPlace place_;
    std::shared_ptr<Feed> feed_;
    FeedView view_;
    bool hasView_ = false, isWithSent_ = false;
    std::optional<flow::Fingerprint> cause_;
    Millis looked_ = 0, lastGood_ = 0;   ///< lastGood_: when all brokers answered
    Address wanted_;                                 ///< of a visit, until its message was read
    QTimer timer_;
    JobSlot reading_, filtering_, preparing_, following_, acting_, asking_;

    Tile *messages_, *oldest_, *letters_, *flows_;
    TopologyView* topology_;
    QScrollArea* topologyArea_;
    CauseModel* causeModel_;
    LetterModel* letterModel_;
    TablePane *causes_, *list_;
    FilterLine* filter_;
    QCheckBox* withSent_;
    QLabel* effect_;
    QPushButton *showCause_, *makeTests_, *redrive_;
    MessagePane* pane_;
    RedrivePanel* panel_;
    QStackedWidget *lower_, *lists_;
    InfoBar *bar_, *resumeBar_;
    QWidget* content_;
    StateOverlay* overlay_;
};

/// Mode::flows; address kinds connection, channel, message, deadLetter, cause.
PageInfo flowsPage();

}  // namespace pb::ui
