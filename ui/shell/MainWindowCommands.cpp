#include "ui/shell/MainWindow.h"

#include "models/base/Text.h"
#include "ui/kit/Theme.h"
#include "ui/shell/CommandPalette.h"
#include "ui/shell/CommandTable.h"
#include "ui/shell/LowerPane.h"
#include "ui/shell/Navigator.h"
#include "ui/shell/Problems.h"
#include "ui/shell/Session.h"
#include "ui/shell/Settings.h"
#include "ui/shell/WorkspaceTree.h"

#include <QApplication>
#include <QClipboard>

namespace pb::ui {

void MainWindow::addCommands() {
    CommandTable& table = session_->commands;
    Navigator& navigator = session_->navigator;
    const auto add = [&table](const char* id, const QString& text, const char* icon, const QKeySequence& keys,
                              std::function<void()> run, std::function<bool()> enabled = {}) {
        table.add({QLatin1String(id), text, QLatin1String(icon), keys, std::nullopt, std::move(run), std::move(enabled)});
    };
    for (std::size_t i = 0; i < modes.size(); ++i) {
        const Mode mode = modes[i];
        const auto key = static_cast<Qt::Key>(Qt::Key_1 + static_cast<int>(i));
        table.add({QStringLiteral("mode.") + wordFor(mode), tr("Go to %1").arg(titleOf(mode)), iconNameOf(mode),
                   QKeySequence(Qt::CTRL | key), std::nullopt, [&navigator, mode] { navigator.goToMode(mode); }, {}});
    }
    add("palette.open", tr("Search or Run a Command"), "command", Qt::CTRL | Qt::Key_K, [this] { palette_->open(false); });
    add("palette.objects", tr("Go to Object"), "search", Qt::CTRL | Qt::Key_P, [this] { palette_->open(true); });
    add("go.cause", tr("Go to Cause"), "cause", Qt::Key_F2, [this] { goToCause(); });
    add("go.back", tr("Back"), "back", Qt::ALT | Qt::Key_Left, [&navigator] { navigator.back(); }, [&navigator] { return navigator.canGoBack(); });
    add("go.forward", tr("Forward"), "forward", Qt::ALT | Qt::Key_Right, [&navigator] { navigator.forward(); }, [&navigator] { return navigator.canGoForward(); });
    add("go.nextProblem", tr("Next Problem"), "chevron-down", Qt::Key_F8, [this] { stepProblem(1); });
    add("go.previousProblem", tr("Previous Problem"), "chevron-up", Qt::SHIFT | Qt::Key_F8, [this] { stepProblem(-1); });
    add("view.tree", tr("Show or Hide the Workspace Tree"), "sidebar", Qt::CTRL | Qt::Key_B, [this] { tree_->setVisible(!tree_->isVisible()); });
    add("view.lower", tr("Show or Hide the Lower Pane"), "panel", Qt::CTRL | Qt::Key_J, [this] { lower_->fold(!lower_->isFolded()); });
    add("view.treeFocus", tr("Focus the Workspace Tree"), "sidebar", Qt::CTRL | Qt::SHIFT | Qt::Key_B, [this] {
        tree_->show();
        tree_->firstFocus()->setFocus(Qt::ShortcutFocusReason);
    });
    add("view.log", tr("Show the Log"), "list", {}, [this] { lower_->open(LowerPane::Tab::log); });
    add("object.copyAddress", tr("Copy Address"), "copy", Qt::CTRL | Qt::SHIFT | Qt::Key_C, [this] {
        if (currentPage()) QApplication::clipboard()->setText(qs(currentPage()->current().print()));
    });
    add("help.copyKeys", tr("Copy the Cheat Sheet of Keys"), "key", {}, [&table] { QApplication::clipboard()->setText(table.cheatSheet()); });
    const auto theme = [this](ThemeChoice choice, const QString& word) {
        theme_->choose(choice);
        session_->settings.set(QStringLiteral("theme"), word);
    };
    add("theme.light", tr("Use the Light Theme"), "theme", {}, [theme] { theme(ThemeChoice::light, QStringLiteral("light")); });
    add("theme.dark", tr("Use the Dark Theme"), "theme", {}, [theme] { theme(ThemeChoice::dark, QStringLiteral("dark")); });
    add("theme.system", tr("Use the Theme of the System"), "theme", {}, [theme] { theme(ThemeChoice::system, QStringLiteral("system")); });
    add("app.quit", tr("Quit"), "close", QKeySequence::Quit, [this] { close(); });
}

void MainWindow::addPageCommands() {
    for (const PageInfo& info : session_->navigator.pages()) {
        for (const PageCommand& command : info.commands) {
            const auto shown = [this, id = info.id]() -> Page* {
                const auto found = made_.find(id);
                return found == made_.end() ? nullptr : found->second;
            };
            session_->commands.add({command.id, command.text, command.icon, command.keys, info.mode,
                [this, id = info.id, run = command.run] {
                    const auto visit = session_->navigator.current();
                    if (!visit || visit->page != id) session_->navigator.goToPage(id);
                    run(*pageFor(id));
                },
                command.enabled ? std::function<bool()>([shown, enabled = command.enabled] { return !shown() || enabled(*shown()); }) : nullptr});
        }
    }
}

}  // namespace pb::ui
