#include "models/base/Text.h"
#include "models/workspace/secrets/SecretStores.h"
#include "ui/kit/Icons.h"
#include "ui/kit/InfoBar.h"
#include "ui/kit/Theme.h"
#include "ui/shell/CommandTable.h"
#include "ui/shell/LowerPane.h"
#include "ui/shell/MainWindow.h"
#include "ui/shell/Page.h"
#include "ui/shell/Session.h"
#include "ui/shell/TopStrip.h"

#include <QMenu>

// What the window does with the workspace as a whole: its environment, its secrets, its lock.

namespace pb::ui {

void MainWindow::addHouseCommands() {
    CommandTable& table = session_->commands;
    const auto hasWorkspace = [this] { return !session_->environments.empty(); };
    const auto hasFile = [this] { return session_->passphrase && !session_->passphrase->isOpen(); };
    table.add({QStringLiteral("environment.choose"), tr("Choose the Environment…"), QStringLiteral("environment"),
               QKeySequence(Qt::CTRL | Qt::Key_Period), std::nullopt, [this] { chooseEnvironment(); }, hasWorkspace});
    table.add({QStringLiteral("workspace.openAgain"), tr("Open the Workspace Again"), QStringLiteral("refresh"), {}, std::nullopt,
               [this] { session_->openAgain(); }, hasWorkspace});
    table.add({QStringLiteral("secrets.unlock"), tr("Unlock the Secrets…"), QStringLiteral("unlock"), {}, std::nullopt,
               [this] {
                   unlockSecrets();
                   secretsBar_->setFocus(Qt::ShortcutFocusReason);
               }, hasFile});
}

/// A menu under the pill: arrows and Enter choose, Esc leaves.
void MainWindow::chooseEnvironment() {
    if (session_->environments.empty()) return;
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setAccessibleName(tr("Environments"));
    for (const Environment& one : session_->environments) {
        const bool isLive = one.stage == Stage::production;
        QAction* action = menu->addAction(isLive ? tr("%1 (production)").arg(qs(one.name)) : qs(one.name));
        action->setIcon(isLive ? stateIcon(Role::bad) : icon(QStringLiteral("environment"), Role::inkSoft));
        action->setCheckable(true);
        action->setChecked(one.name == session_->environment.name);
        connect(action, &QAction::triggered, this, [this, name = one.name] { session_->switchEnvironment(name); });
    }
    menu->popup(strip_->underEnvironment());
    for (QAction* action : menu->actions()) {
        if (action->isChecked()) menu->setActiveAction(action);
    }
}

void MainWindow::showAccess() {
    if (session_->readOnly) {
        accessBar_->say(Role::warning, tr("Read-only. %1 %2").arg(session_->readOnly->sentence, session_->readOnly->hint),
                        {{tr("Try Again"), [this] { session_->openAgain(); }}});
    } else {
        accessBar_->clear();
    }
    const bool isLocked = session_->passphrase && !session_->passphrase->isNew() && !session_->passphrase->isOpen();
    if (isLocked) {
        unlockSecrets();
    } else {
        secretsBar_->clear();
    }
}

void MainWindow::unlockSecrets() {
    const bool isNew = session_->passphrase->isNew();
    secretsBar_->ask(Role::accent,
                     isNew ? tr("Choose a passphrase. The secrets of this workspace will be kept in an encrypted file on this machine.")
                           : tr("The secrets of this workspace are locked on this machine."),
                     tr("Passphrase of the secrets"), isNew ? tr("Make the File") : tr("Unlock"), [this](const QString& typed) {
        session_->jobs.run(unlocking_, this, tr("Unlock the secrets"),
            [store = session_->passphrase, passphrase = Secret(utf8(typed))](StopToken, Progress&) { return store->unlock(passphrase); },
            [this](const Done& done) {
                if (!done) return secretsBar_->retry(done.error());
                secretsBar_->clear();
                session_->commands.refresh();
            });
    });
}

void MainWindow::stepProblem(int by) {
    if (!currentPage() || !currentPage()->stepProblem(by)) lower_->stepProblem(by);
}

}  // namespace pb::ui
