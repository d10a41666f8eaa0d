#pragma once

#include "ui/shell/JobRunner.h"
#include "ui/shell/Mode.h"

#include <QMainWindow>

#include <map>
#include <memory>

class QLabel;
class QSplitter;
class QStackedWidget;

namespace pb::ui {

class CommandPalette;
class InfoBar;
class LowerPane;
class ModeBar;
class Page;
class StatusLine;
class Theme;
class TopStrip;
class WorkspaceTree;
struct Session;
struct Visit;

/// The window: strip, mode bar, workspace tree, page, lower pane, status bar. Listens to the navigator and shows what
/// it says; pages are made on their first visit.
class MainWindow final : public QMainWindow {
    Q_OBJECT
public:
    explicit MainWindow(QWidget* parent = nullptr);
    ~MainWindow() override;

    /// Builds the content. The session must outlive the window; it may use the window for its CommandTable.
    void build(Session& session, Theme& theme);
    /// Workspace, environment or its objects changed: shows the new names; pages are made anew.
    void refresh();

    Page* currentPage() const;
    LowerPane& lowerPane() { return *lower_; }
    InfoBar& infoBar() { return *bar_; }

protected:
    void closeEvent(QCloseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;   ///< Esc: back to the page

private:
    void addCommands();
    void addPageCommands();
    void layOut();
    void showVisit(const Visit& visit);
    Page* pageFor(const QString& id);
    void leave();
    void goToCause();
    void addHouseCommands();
    void chooseEnvironment();
    void showAccess();
    void unlockSecrets();
    void stepProblem(int by);
    void fitLower();
    void remember();
    void restore();

    Session* session_ = nullptr;
    Theme* theme_ = nullptr;
    TopStrip* strip_ = nullptr;
    ModeBar* modeBar_ = nullptr;
    WorkspaceTree* tree_ = nullptr;
    QStackedWidget* pages_ = nullptr;
    LowerPane* lower_ = nullptr;
    StatusLine* status_ = nullptr;
    InfoBar* bar_ = nullptr;
    InfoBar* accessBar_ = nullptr;    // read-only
    InfoBar* secretsBar_ = nullptr;   // asks for the passphrase
    JobSlot unlocking_;
    CommandPalette* palette_ = nullptr;
    QSplitter* across_ = nullptr;
    QSplitter* down_ = nullptr;
    std::map<QString, Page*> made_;
    int lowerHeight_ = 240;           // when unfolded
};

}  // namespace pb::ui
