#pragma once

#include "models/base/Address.h"
#include "models/base/Result.h"
#include "ui/shell/Mode.h"

#include <QKeySequence>
#include <QWidget>

#include <functional>
#include <optional>
#include <vector>

namespace pb::ui {

struct Session;

/// What fills the page area. Made on the first visit, kept until the workspace closes. A page paints at once from what
/// it has and loads through Session::jobs; it never blocks the GUI thread.
class Page : public QWidget {
    Q_OBJECT
public:
    explicit Page(Session& session, QWidget* parent = nullptr) : QWidget(parent), session_(session) {}

    /// Shows the object, or the overview when the address has no name. Called on every visit, also for the same address.
    virtual void visit(const Address& address) = 0;
    /// What is shown or selected now: goes into history, status bar and Copy Address.
    virtual Address current() const = 0;
    /// F2: where the cause of the selected thing lies. `answer` may be called later, on the GUI thread, once.
    /// The default follows the trail that the user is on.
    virtual void findCause(const std::function<void(Result<Address>)>& answer);

    /// F8 and Shift+F8 (by = 1, -1) walk what the page itself lacks; false: it lacks nothing, the problems are walked.
    virtual bool stepProblem(int by);

    virtual QString statusText() const { return {}; }          ///< right side of the status bar, short
    virtual QWidget* preview() { return nullptr; }             ///< fills the lower pane's Preview while this page is shown
    virtual QWidget* testResults() { return nullptr; }         ///< … and Test Results
    virtual QWidget* firstFocus() { return this; }             ///< where Esc and a visit put the focus

signals:
    void statusChanged();
    void contextChanged();   ///< selection or state changed: commands are asked again whether they are enabled

protected:
    Session& session() const { return session_; }

private:
    Session& session_;
};

/// A command that acts on one page: it makes the page and goes there if need be.
struct PageCommand {
    QString id, text, icon;
    QKeySequence keys;
    std::function<void(Page&)> run;
    std::function<bool(const Page&)> enabled = {};   ///< nothing = always; not asked before the page was made
};

/// `pageCommand<FlowsPage>("flows.redrive", tr("Repair and Redrive…"), "redrive", Qt::CTRL | Qt::Key_R, &FlowsPage::redrive)`
template <typename PageType>
PageCommand pageCommand(QString id, QString text, QString icon, QKeySequence keys, void (PageType::*run)(),
                        bool (PageType::*enabled)() const = nullptr) {
    PageCommand command{std::move(id), std::move(text), std::move(icon), std::move(keys), {}, {}};
    command.run = [run](Page& page) { (static_cast<PageType&>(page).*run)(); };
    if (enabled) {
        command.enabled = [enabled](const Page& page) { return (static_cast<const PageType&>(page).*enabled)(); };
    }
    return command;
}

/// How a mode's folder registers a page: one function `PageInfo flowsPage()` a page, one line in app/window/Pages.cpp.
struct PageInfo {
    QString id;                              ///< "flows"
    std::optional<Mode> mode = Mode::today;  ///< nothing: it belongs to none, its commands run everywhere
    std::vector<AddressKind> kinds;          ///< shown here by Navigator::goTo; the first page of a mode is its overview
    std::vector<PageCommand> commands;
    std::function<Page*(Session&)> make;
};

}  // namespace pb::ui
