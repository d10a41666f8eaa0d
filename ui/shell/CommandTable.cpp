#include "ui/shell/CommandTable.h"

#include "ui/kit/Icons.h"
#include "ui/shell/Settings.h"

#include <QAction>
#include <QWidget>

#include <algorithm>

namespace pb::ui {

namespace {

QString settingOf(const QString& id) { return QStringLiteral("keys/") + id; }

bool meet(const Command& one, const Command& other) { return !one.mode || !other.mode || one.mode == other.mode; }

QString tableOf(const std::vector<std::pair<QString, QString>>& rows) {
    QString text = CommandTable::tr("| Keys | Command |") + QStringLiteral("\n|---|---|\n");
    for (const auto& [keys, command] : rows) text += QStringLiteral("| %1 | %2 |\n").arg(keys, command);
    return text;
}

}  // namespace

CommandTable::CommandTable(QWidget& window, Settings& settings) : window_(window), settings_(settings) {}

void CommandTable::add(Command command) {
    const auto same = std::find_if(commands_.begin(), commands_.end(), [&](const Command& c) { return c.id == command.id; });
    if (same != commands_.end()) {
        *same = std::move(command);
        bind(*same, *actions_[static_cast<std::size_t>(same - commands_.begin())]);
    } else {
        auto* action = new QAction(this);
        window_.addAction(action);
        const QString id = command.id;
        connect(action, &QAction::triggered, this, [this, id] { run(id); });
        commands_.push_back(std::move(command));
        actions_.push_back(action);
        bind(commands_.back(), *action);
    }
    emit changed();
}

void CommandTable::bind(const Command& command, QAction& action) {
    action.setText(command.text);
    if (!command.icon.isEmpty()) action.setIcon(icon(command.icon));
    action.setShortcut(keysOf(command));
    action.setShortcutContext(Qt::WindowShortcut);
    action.setEnabled(isEnabled(command));
}

const Command* CommandTable::find(const QString& id) const {
    const auto found = std::find_if(commands_.begin(), commands_.end(), [&](const Command& c) { return c.id == id; });
    return found == commands_.end() ? nullptr : &*found;
}

QAction* CommandTable::action(const QString& id) const {
    const Command* command = find(id);
    return command ? actions_[static_cast<std::size_t>(command - commands_.data())] : nullptr;
}

bool CommandTable::isEnabled(const Command& command) const {
    return (!command.mode || *command.mode == mode_) && (!command.enabled || command.enabled());
}

bool CommandTable::run(const QString& id) {
    const Command* command = find(id);
    if (!command || (command->enabled && !command->enabled())) return false;
    running_ = id;
    emit aboutToRun(id);
    const auto work = command->run;   // the row may be replaced while it runs
    work();
    running_.clear();
    emit finished(id);
    return true;
}

void CommandTable::setMode(Mode mode) {
    mode_ = mode;
    refresh();
}

void CommandTable::refresh() {
    for (std::size_t i = 0; i < commands_.size(); ++i) actions_[i]->setEnabled(isEnabled(commands_[i]));
}

QKeySequence CommandTable::keysOf(const Command& command) const {
    const QVariant own = settings_.value(settingOf(command.id));
    return own.isValid() ? QKeySequence(own.toString(), QKeySequence::PortableText) : command.keys;
}

void CommandTable::rebind(const QString& id, const QKeySequence& keys) {
    settings_.set(settingOf(id), keys.toString(QKeySequence::PortableText));
    if (QAction* found = action(id)) found->setShortcut(keys);
    emit changed();
}

void CommandTable::resetKeys(const QString& id) {
    settings_.remove(settingOf(id));
    if (const Command* command = find(id)) action(id)->setShortcut(command->keys);
    emit changed();
}

std::vector<KeyConflict> CommandTable::conflicts() const {
    std::vector<KeyConflict> found;
    for (auto one = commands_.begin(); one != commands_.end(); ++one) {
        const QKeySequence keys = keysOf(*one);
        for (auto other = one + 1; !keys.isEmpty() && other != commands_.end(); ++other) {
            if (meet(*one, *other) && keysOf(*other) == keys) found.push_back({one->id, other->id, keys});
        }
    }
    return found;
}

QString CommandTable::cheatSheet() const {
    QString text = QStringLiteral("# ") + tr("Keys of Patchbay") + QStringLiteral("\n");
    const auto section = [&](const QString& title, std::optional<Mode> mode) {
        std::vector<std::pair<QString, QString>> rows;
        for (const Command& command : commands_) {
            if (command.mode == mode) rows.emplace_back(keysOf(command).toString(QKeySequence::NativeText), command.text);
        }
        if (!rows.empty()) text += QStringLiteral("\n## %1\n\n").arg(title) + tableOf(rows);
    };
    section(tr("Everywhere"), std::nullopt);
    for (const Mode mode : modes) section(titleOf(mode), mode);
    return text;
}

}  // namespace pb::ui
