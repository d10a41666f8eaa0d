#include "ui/shell/MainWindow.h"

#include "models/base/Text.h"
#include "ui/kit/InfoBar.h"
#include "ui/kit/Theme.h"
#include "ui/shell/CommandPalette.h"
#include "ui/shell/CommandTable.h"
#include "ui/shell/LowerPane.h"
#include "ui/shell/ModeBar.h"
#include "ui/shell/Navigator.h"
#include "ui/shell/Objects.h"
#include "ui/shell/Session.h"
#include "ui/shell/Settings.h"
#include "ui/shell/StatusLine.h"
#include "ui/shell/TopStrip.h"
#include "ui/shell/TrailBar.h"
#include "ui/shell/WorkspaceTree.h"

#include <QKeyEvent>
#include <QPointer>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace pb::ui {

MainWindow::MainWindow(QWidget* parent) : QMainWindow(parent) {
    setWindowTitle(tr("Patchbay"));
    resize(1440, 900);
}

MainWindow::~MainWindow() = default;

void MainWindow::build(Session& session, Theme& theme) {
    session_ = &session;
    theme_ = &theme;
    addCommands();
    addHouseCommands();
    addPageCommands();
    layOut();
    palette_ = new CommandPalette(this);
    palette_->addProvider(commandProvider(session));
    palette_->addProvider(objectProvider(session));
    palette_->addProvider(environmentProvider(session));
    restore();
    connect(&session.navigator, &Navigator::visited, this, &MainWindow::showVisit);
    connect(strip_, &TopStrip::searchRequested, this, [this] { palette_->open(false); });
    connect(modeBar_, &ModeBar::modeChosen, &session.navigator, &Navigator::goToMode);
    connect(modeBar_, &ModeBar::settingsChosen, this, [this] { session_->navigator.goToPage(QStringLiteral("settings")); });
    connect(strip_, &TopStrip::environmentPressed, this, &MainWindow::chooseEnvironment);
    connect(lower_, &LowerPane::foldChanged, this, &MainWindow::fitLower);
    connect(down_, &QSplitter::splitterMoved, this, [this] { lowerHeight_ = lower_->height(); });
    connect(status_, &StatusLine::problemsPressed, this, [this] { lower_->open(LowerPane::Tab::problems); });
    refresh();
}

void MainWindow::layOut() {
    strip_ = new TopStrip(*session_);
    modeBar_ = new ModeBar;
    tree_ = new WorkspaceTree(*session_);
    pages_ = new QStackedWidget;
    lower_ = new LowerPane(*session_);
    status_ = new StatusLine(*session_);
    bar_ = new InfoBar;
    accessBar_ = new InfoBar;
    secretsBar_ = new InfoBar;
    down_ = new QSplitter(Qt::Vertical);
    auto* upper = new QWidget;
    auto* column = new QVBoxLayout(upper);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    for (InfoBar* bar : {accessBar_, secretsBar_, bar_}) column->addWidget(bar);
    if (session_->trail) column->addWidget(new TrailBar(*session_));
    column->addWidget(pages_, 1);
    down_->addWidget(upper);
    down_->addWidget(lower_);
    down_->setStretchFactor(0, 1);
    across_ = new QSplitter(Qt::Horizontal);
    across_->addWidget(tree_);
    across_->addWidget(down_);
    across_->setStretchFactor(1, 1);
    for (QSplitter* splitter : {across_, down_}) {
        splitter->setChildrenCollapsible(false);
        splitter->setHandleWidth(1);
    }
    auto* middle = new QHBoxLayout;
    middle->setSpacing(0);
    middle->addWidget(modeBar_);
    middle->addWidget(across_, 1);
    auto* whole = new QWidget;
    auto* outer = new QVBoxLayout(whole);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->setSpacing(0);
    outer->addWidget(strip_);
    outer->addLayout(middle, 1);
    outer->addWidget(status_);
    setCentralWidget(whole);
}

void MainWindow::refresh() {
    setWindowTitle(session_->title.empty() ? QStringLiteral("Patchbay") : tr("%1 – Patchbay").arg(qs(session_->title)));
    strip_->refresh();
    showAccess();
    const auto visit = session_->navigator.current();
    if (visit && !made_.empty()) {
        leave();
        for (const auto& [id, page] : made_) {
            page->hide();   // so that it keeps what is unsaved
            page->deleteLater();
        }
        made_.clear();
        showVisit(*visit);
    }
}

Page* MainWindow::currentPage() const { return static_cast<Page*>(pages_->currentWidget()); }

Page* MainWindow::pageFor(const QString& id) {
    if (const auto found = made_.find(id); found != made_.end()) return found->second;
    const PageInfo* info = session_->navigator.page(id);
    if (!info) return nullptr;
    Page* page = info->make(*session_);
    pages_->addWidget(page);
    made_[id] = page;
    connect(page, &Page::statusChanged, this, [this, page] {
        if (page == currentPage()) status_->showPageText(page->statusText());
    });
    connect(page, &Page::contextChanged, &session_->commands, &CommandTable::refresh);
    return page;
}

void MainWindow::leave() {
    bar_->clear();
    lower_->showPage(nullptr);
}

void MainWindow::showVisit(const Visit& visit) {
    Page* page = pageFor(visit.page);
    if (!page) return;
    const std::optional<Mode> mode = session_->navigator.page(visit.page)->mode;
    leave();
    modeBar_->showMode(mode);
    if (mode) tree_->showMode(*mode);
    tree_->select(visit.address);
    pages_->setCurrentWidget(page);
    page->visit(visit.address);
    lower_->showPage(page);
    status_->showPageText(page->statusText());
    if (mode) session_->commands.setMode(*mode);
    page->firstFocus()->setFocus(Qt::OtherFocusReason);
}

void MainWindow::goToCause() {
    Page* page = currentPage();
    if (!page) return;
    page->findCause([window = QPointer<MainWindow>(this)](Result<Address> cause) {
        if (!window) return;
        Done done = cause ? window->session_->navigator.goTo(*cause) : Done(fail(cause.error()));
        if (!done) window->bar_->say(Role::accent, done.error().sentence);
    });
}

void MainWindow::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape && currentPage()) {
        bar_->clear();
        currentPage()->firstFocus()->setFocus(Qt::ShortcutFocusReason);
        return;
    }
    QMainWindow::keyPressEvent(event);
}

void MainWindow::fitLower() {
    const int all = down_->height();
    if (lower_->isFolded()) {
        down_->setSizes({all, 0});
    } else {
        down_->setSizes({all - lowerHeight_, lowerHeight_});
    }
}

void MainWindow::remember() {
    Settings& settings = session_->settings;
    settings.set(QStringLiteral("window/geometry"), saveGeometry());
    settings.set(QStringLiteral("window/across"), across_->saveState());
    settings.set(QStringLiteral("window/lowerHeight"), lower_->isFolded() ? lowerHeight_ : lower_->height());
    settings.set(QStringLiteral("window/tree"), tree_->isVisible());
    settings.set(QStringLiteral("window/lower"), !lower_->isFolded());
}

void MainWindow::restore() {
    const Settings& settings = session_->settings;
    restoreGeometry(settings.value(QStringLiteral("window/geometry")).toByteArray());
    if (!across_->restoreState(settings.value(QStringLiteral("window/across")).toByteArray())) across_->setSizes({240, 1200});
    lowerHeight_ = settings.value(QStringLiteral("window/lowerHeight"), lowerHeight_).toInt();
    tree_->setVisible(settings.value(QStringLiteral("window/tree"), true).toBool());
    lower_->fold(!settings.value(QStringLiteral("window/lower"), false).toBool());
    fitLower();
    across_->setHandleWidth(1);
}

void MainWindow::closeEvent(QCloseEvent* event) {
    remember();
    QMainWindow::closeEvent(event);
}

}  // namespace pb::ui
